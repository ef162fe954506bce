"""The FHIR R4 door: orders and referrals, and the reports that answer them, under /fhir/R4."""

import logging
import secrets
from typing import Any

import msgspec
from litestar import Request, Response, Router, get, post, put, route
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath, RawBody

from klokt.channels.doors.capabilities import capabilities
from klokt.channels.doors.fhir_answer import answer, posted, refuse_other_entries
from klokt.channels.doors.hall import LARGEST, Hall
from klokt.channels.doors.outcome import Issue, Json, issue_of, outcome
from klokt.errors import KloktError

log = logging.getLogger("klokt.doors")

BASE = "/fhir/R4"
FHIR_JSON = "application/fhir+json"

_READ = (FHIR_JSON, "application/json")
_OPEN = "needs_no_token"
_STATUS = {
    400: ("invalid", "the request cannot be read"),
    401: ("login", "show the token of a door as Authorization: Bearer ..."),
    404: ("not-found", "there is nothing at this address; GET metadata tells what there is"),
    405: ("not-supported", "this is not offered here; GET metadata tells what is"),
    413: ("too-long", f"a message may have {LARGEST // 1_000_000} MB; attachments belong in messages of their own"),
    415: ("not-supported", f"send {FHIR_JSON} in UTF-8"),
    500: ("exception", "the program failed, and nothing was acknowledged; send it again"),
}
_ERRORS = {"K702": 403, "K701": 503, "K800": 503, "K802": 503, "K803": 503, "K804": 503}
"""The status of an error of klokt's, where it is none of the message."""

Asked = Request[Any, Any, Any]


@get("/metadata", opt={_OPEN: True}, sync_to_thread=False)
def metadata() -> Response[bytes]:
    """Tell what is offered; no token is needed for that."""
    return _written(200, capabilities())


@post("/", sync_to_thread=True)
def bundle(request: Asked, body: RawBody, hall: NamedDependency[Hall]) -> Response[bytes]:
    """Take a Bundle: a message, document or collection, or a transaction or batch."""
    return _brought(request, body, hall, "Bundle")


@post("/$process-message", sync_to_thread=True)
def message(request: Asked, body: RawBody, hall: NamedDependency[Hall]) -> Response[bytes]:
    """Take a Bundle as FHIR's operation does; it is a message."""
    return _brought(request, body, hall, "Bundle")


@post("/ServiceRequest", sync_to_thread=True)
def order(request: Asked, body: RawBody, hall: NamedDependency[Hall]) -> Response[bytes]:
    """Take one order or referral, with what it contains."""
    return _brought(request, body, hall, "ServiceRequest")


@post("/DiagnosticReport", sync_to_thread=True)
def report(request: Asked, body: RawBody, hall: NamedDependency[Hall]) -> Response[bytes]:
    """Take a report that answers a referral on hold."""
    return _brought(request, body, hall, "DiagnosticReport")


@post("/Task", sync_to_thread=True)
def task(request: Asked, body: RawBody, hall: NamedDependency[Hall]) -> Response[bytes]:
    """Take the work on a referral on hold, with what it brought."""
    return _brought(request, body, hall, "Task")


@put("/Task/{id:str}", sync_to_thread=True)
def task_again(request: Asked, body: RawBody, hall: NamedDependency[Hall], id: FromPath[str]) -> Response[bytes]:
    """Take an update of the work on a referral on hold; which one, the Task itself tells."""
    return _brought(request, body, hall, "Task")


@route(
    ["/", "/$process-message", "/ServiceRequest", "/DiagnosticReport", "/Task"],
    http_method=["GET", "PUT", "PATCH", "DELETE"],
    opt={_OPEN: True},
    status_code=405,
    sync_to_thread=False,
)
def not_offered() -> Response[bytes]:
    """Refuse to read, change or remove anything (405)."""
    return _refused(405)


@route(
    "/metadata",
    http_method=["POST", "PUT", "PATCH", "DELETE"],
    opt={_OPEN: True},
    status_code=405,
    sync_to_thread=False,
)
def only_told() -> Response[bytes]:
    """Refuse to change what is offered (405)."""
    return _refused(405)


@route(
    "/Task/{id:str}",
    http_method=["GET", "POST", "PATCH", "DELETE"],
    opt={_OPEN: True},
    status_code=405,
    sync_to_thread=False,
)
def only_updated(id: FromPath[str]) -> Response[bytes]:
    """Refuse to read or remove the work on an order (405)."""
    return _refused(405)


@route(
    "/{rest:path}",
    http_method=["GET", "POST", "PUT", "PATCH", "DELETE"],
    opt={_OPEN: True},
    status_code=404,
    sync_to_thread=False,
)
def nowhere(rest: FromPath[str]) -> Response[bytes]:
    """Refuse what is at no address (404)."""
    return _refused(404)


def fhir_door(hall: Hall) -> Router:
    """Return the FHIR door. Whatever it answers other than an error is durable by then."""

    def has_token(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        """Before anything of the body is read."""
        if _OPEN in handler.opt:
            return
        if hall.keeper.door_for(connection.headers.get("authorization"), "fhir") is None:
            raise NotAuthorizedException
        if connection.headers.get("content-type", "").partition(";")[0].strip().lower() not in _READ:
            raise HTTPException(status_code=415)

    return Router(
        BASE,
        route_handlers=[
            metadata,
            bundle,
            message,
            order,
            report,
            task,
            task_again,
            not_offered,
            only_told,
            only_updated,
            nowhere,
        ],
        dependencies={"hall": Provide(lambda: hall, sync_to_thread=False)},
        guards=[has_token],
        exception_handlers={Exception: on_error},
        before_request=_any_body,
        request_max_body_size=LARGEST,
    )


def on_error(request: Asked, error: Exception) -> Response[bytes]:
    """Return an error as an OperationOutcome: never a stack, a value, or anything of the message."""
    if isinstance(error, KloktError):
        status = _ERRORS.get(error.code, 400)
        return _written(status, outcome(issue_of(error.code, error.message, "")))
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status not in _STATUS:
        status = 500 if status >= 500 else 400
    if status == 500:  # the type alone: the words might hold a value
        log.error("a request to the FHIR door failed: %s (%s)", type(error).__name__, secrets.token_hex(6))
    return _refused(status)


async def _any_body(_: Asked) -> None:
    """The pages take forms alone; a door takes what its guard lets in."""


def _brought(request: Asked, body: bytes, hall: Hall, wanted: str) -> Response[bytes]:
    door = hall.keeper.door_for(request.headers.get("authorization"), "fhir")
    if door is None:
        raise NotAuthorizedException
    what = posted(body, wanted)
    refuse_other_entries(what)
    base = f"{str(request.base_url).rstrip('/')}{BASE}"
    told = answer(what, hall.bring(door, body), base)
    status = 200 if request.url.path.endswith("$process-message") and told.status == 201 else told.status
    return _written(status, told.body, {"Location": told.location} if told.location else {})


def _refused(status: int) -> Response[bytes]:
    code, told = _STATUS[status]
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return _written(status, outcome(Issue("error", code, told)), headers)


def _written(status: int, body: Json, headers: dict[str, str] | None = None) -> Response[bytes]:
    told = {**(headers or {}), "Cache-Control": "no-store"}
    return Response(msgspec.json.encode(body), status_code=status, media_type=FHIR_JSON, headers=told)
