"""The XML door: Norwegian requisitions and referrals, and MedCom XREF01, over HTTP."""

import logging
import secrets
from typing import Any

from litestar import Request, Response, Router, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath, RawBody

from klokt.channels.doors.hall import LARGEST, Hall
from klokt.channels.doors.xml_answer import Answer, answer, problem
from klokt.errors import KloktError
from klokt.intake.safe_xml import root_of

log = logging.getLogger("klokt.doors")

_READ = ("application/xml", "text/xml")
_TOLD = {
    400: "the request cannot be read",
    401: "show the token of a door of this unit as Authorization: Bearer ...",
    404: "there is nothing at this address",
    405: "a door takes POST alone",
    413: f"a message may have {LARGEST // 1_000_000} MB; attachments belong in messages of their own",
    415: "send application/xml or text/xml",
    500: "the program failed, and nothing was acknowledged; send it again",
}
_ERRORS = {"K311": 400, "K702": 403, "K701": 503, "K800": 503, "K802": 503, "K803": 503, "K804": 503}

Asked = Request[Any, Any, Any]


@post("/{unit:str}/xml", sync_to_thread=True)
def message(request: Asked, body: RawBody, hall: NamedDependency[Hall], unit: FromPath[str]) -> Response[bytes]:
    """Take one message, and answer with its receipt once it is durable."""
    door = hall.keeper.door_for(request.headers.get("authorization"), "xml", unit)
    if door is None:
        raise NotAuthorizedException
    root_of(body)
    return _written(answer(body, hall.bring(door, body), hall.now()))


def xml_door(hall: Hall) -> Router:
    """Return the XML door. Whatever it answers other than an error is durable by then."""

    def has_token(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        """Before anything of the body is read."""
        unit = str(connection.path_params.get("unit"))
        if hall.keeper.door_for(connection.headers.get("authorization"), "xml", unit) is None:
            raise NotAuthorizedException
        if connection.headers.get("content-type", "").partition(";")[0].strip().lower() not in _READ:
            raise HTTPException(status_code=415)

    return Router(
        "/doors",
        route_handlers=[message],
        dependencies={"hall": Provide(lambda: hall, sync_to_thread=False)},
        guards=[has_token],
        exception_handlers={Exception: on_error},
        before_request=_any_body,
        request_max_body_size=LARGEST,
    )


def on_error(request: Asked, error: Exception) -> Response[bytes]:
    """Return an error as problem+json: never a stack, a value, or anything of the message."""
    if isinstance(error, KloktError):
        status = _ERRORS.get(error.code, 400)
        return _written(problem(status, {"problems": [f"{error.code} {error.message}"]}))
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status not in _TOLD:
        status = 500 if status >= 500 else 400
    if status == 500:  # the type alone: the words might hold a value
        log.error("a request to the XML door failed: %s (%s)", type(error).__name__, secrets.token_hex(6))
    return _written(problem(status, {"problems": [_TOLD[status]]}))


async def _any_body(_: Asked) -> None:
    """The pages take forms alone; a door takes what its guard lets in."""


def _written(told: Answer) -> Response[bytes]:
    headers = {"Cache-Control": "no-store"} | ({"WWW-Authenticate": "Bearer"} if told.status == 401 else {})
    return Response(told.body, status_code=told.status, media_type=told.media_type, headers=headers)
