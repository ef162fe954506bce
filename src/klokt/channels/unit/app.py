"""The pages of the units put together: routes, headers, limits, errors, and who may enter."""

from litestar import Litestar, get
from litestar.config.compression import CompressionConfig
from litestar.datastructures import ResponseHeader, State
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotAuthorizedException
from litestar.params import FromPath
from litestar.response import Redirect

from klokt.channels.doors.routes import door_routes
from klokt.channels.unit.account_page import account_routes
from klokt.channels.unit.administration_page import administration_routes
from klokt.channels.unit.audit_page import audit_routes
from klokt.channels.unit.batch_page import batch_routes
from klokt.channels.unit.case import case_here
from klokt.channels.unit.course_list_page import unit_courses
from klokt.channels.unit.course_work import course_routes
from klokt.channels.unit.csrf import guard
from klokt.channels.unit.house import House
from klokt.channels.unit.list_page import back_to_list, find, worklist
from klokt.channels.unit.list_saved import view_routes
from klokt.channels.unit.list_work import list_steps
from klokt.channels.unit.live import live
from klokt.channels.unit.person import Doorkeeper, Person, roles_in_words
from klokt.channels.unit.referral_work import document_of, referral_routes
from klokt.channels.unit.round_page import round_routes
from klokt.channels.unit.second_page import second_routes
from klokt.channels.unit.session import lasting
from klokt.channels.unit.visit import visit_of
from klokt.channels.web.appearance import appearance
from klokt.channels.web.assets import Assets, asset
from klokt.channels.web.desk import Desk
from klokt.channels.web.guideline_routes import guideline_routes
from klokt.channels.web.head import WithHead
from klokt.channels.web.home import healthz, home
from klokt.channels.web.page import PACKAGE, Asked, Pages, Visitor, address
from klokt.channels.web.problems import on_error
from klokt.channels.web.security import HEADERS, LARGEST_BODY
from klokt.model.access import ERASES, READS

PACKAGES = ("klokt.channels.unit", PACKAGE)

WORK = (
    worklist,
    live,
    back_to_list,  # first of those at its address: see referral_work
    find,
    *list_steps,
    *view_routes,
    *referral_routes,
    *second_routes,
    *batch_routes,
    *round_routes,
    unit_courses,
    course_routes,
    *account_routes,
    *audit_routes,
    *administration_routes,
)
"""The pages of a unit's own work, and of those who answer for it."""


def unit_app(house: House, doorkeeper: Doorkeeper, desk: Desk) -> Litestar:
    """Return the pages of the units as an ASGI application; `desk` has the guidelines that are shown as pages."""
    assets = Assets(PACKAGES)

    def visitor(request: Asked) -> Visitor:
        person = doorkeeper.person_of(request)
        if person is None:
            return Visitor(signs_in=True, is_demo=doorkeeper.is_demo)
        units, roles = _units(house, person), roles_in_words(person)
        left = int(doorkeeper.left(request).time.total_seconds())
        return Visitor(person.name, person.csrf, units, roles, True, doorkeeper.is_demo, left)

    def signed_in(request: Asked) -> Person:
        person = doorkeeper.person_of(request)
        if person is None:
            raise NotAuthorizedException
        return person

    pages = Pages(assets, packages=PACKAGES, visitor=visitor)
    return WithHead(
        route_handlers=[
            home,
            healthz,
            asset,
            appearance,
            first_unit,
            *doorkeeper.handlers,
            *WORK,
            *door_routes(house),
            *guideline_routes,
        ],
        dependencies={
            "house": Provide(lambda: house, sync_to_thread=False),
            "person": Provide(signed_in, sync_to_thread=False),
            "visit": Provide(visit_of, sync_to_thread=False),
            "case": Provide(case_here, sync_to_thread=True),
            "document": Provide(document_of, sync_to_thread=True),
            "doorkeeper": Provide(lambda: doorkeeper, sync_to_thread=False),
            "desk": Provide(lambda: desk, sync_to_thread=False),
            "pages": Provide(lambda: pages, sync_to_thread=False),
            "assets": Provide(lambda: assets, sync_to_thread=False),
        },
        response_headers=[ResponseHeader(name=name, value=value) for name, value in HEADERS.items()],
        exception_handlers={Exception: on_error},
        before_request=guard(doorkeeper),
        before_send=[lasting(doorkeeper)],
        request_max_body_size=LARGEST_BODY,
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=4, exclude=["/static/"]),
        state=State({"pages": pages}),
        openapi_config=None,
        logging_config=None,
    )


@get("/{language:str}/", sync_to_thread=False)
def first_unit(language: FromPath[str], person: NamedDependency[Person], house: NamedDependency[House]) -> Redirect:
    """Lead to the list of the first unit that the person may see; who sees to the accounts alone is led there."""
    if units := _units(house, person):
        return Redirect(address(language, "units", units[0][0], ""))
    kept = [unit for unit in person.access.units(ERASES) if unit in house.units]
    return Redirect(address(language, "units", kept[0], "administration") if kept else address(language, "account"))


def _units(house: House, person: Person) -> tuple[tuple[str, str], ...]:
    return tuple((unit, house.units[unit].settings.name) for unit in person.access.units(READS) if unit in house.units)
