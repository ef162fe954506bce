"""The demo pages put together: routes, headers, limits and errors."""

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import ResponseHeader, State
from litestar.di import Provide

from klokt.channels.web.appearance import appearance
from klokt.channels.web.assets import Assets, asset
from klokt.channels.web.desk import Desk
from klokt.channels.web.episode_page import course, courses, paper
from klokt.channels.web.guideline_routes import guideline_routes
from klokt.channels.web.head import WithHead
from klokt.channels.web.home import healthz, home
from klokt.channels.web.keep_page import keep_first, keep_page, kept_page
from klokt.channels.web.letter_page import first_letter, letter_page, letter_pdf
from klokt.channels.web.page import Pages
from klokt.channels.web.problems import on_error
from klokt.channels.web.referral_page import answered, referral
from klokt.channels.web.security import HEADERS, LARGEST_BODY, only_forms
from klokt.channels.web.worklist import worklist


def web_app(desk: Desk) -> Litestar:
    """Return the pages for what is on a desk, as an ASGI application.

    It keeps nothing between requests but the corrections that a person chooses to, where the desk has a file for them.
    """
    assets = Assets()
    pages = Pages(assets, has_courses=bool(desk.courses.episodes or desk.unread_courses))
    return WithHead(
        route_handlers=[
            home,
            healthz,
            asset,
            appearance,
            worklist,
            referral,
            answered,
            first_letter,
            letter_page,
            letter_pdf,
            keep_first,
            keep_page,
            kept_page,
            courses,
            course,
            paper,
            *guideline_routes,
        ],
        dependencies={
            "desk": Provide(lambda: desk, sync_to_thread=False),
            "pages": Provide(lambda: pages, sync_to_thread=False),
            "assets": Provide(lambda: assets, sync_to_thread=False),
        },
        response_headers=[ResponseHeader(name=name, value=value) for name, value in HEADERS.items()],
        exception_handlers={Exception: on_error},
        before_request=only_forms,
        request_max_body_size=LARGEST_BODY,
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=4, exclude=["/static/"]),
        state=State({"pages": pages}),
        openapi_config=None,
        logging_config=None,
    )
