"""Send to a FHIR server by HTTPS; no proxy, no redirect, and no more than the time it has."""

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from klokt.errors import SendingError
from klokt.model.worklist import Outgoing

_TOOK_IT = {HTTPStatus.OK, HTTPStatus.CREATED}


def to_server(
    url: str, token: Callable[[], str] | None = None, timeout: float = 30.0
) -> Callable[[Outgoing, bytes], None]:
    """Return a way to send that posts a transaction to the base address of a FHIR R4 server.

    `token` is asked each time and goes as a bearer token; `timeout` is in seconds, for an attempt as a whole. Raises
    SendingError K604 at once where the address may not be used, and later K605 where the server could not be reached
    or did not answer in time, K606 where it refused.
    """
    address = checked_server(url)

    def hand_over(letter: Outgoing, content: bytes) -> None:
        headers = {
            "Content-Type": "application/fhir+json; charset=utf-8",
            "Accept": "application/fhir+json",
            "Idempotency-Key": f'"{letter.once}"',
            **({"Authorization": f"Bearer {token()}"} if token else {}),
        }
        status = _posted(address, content, headers, timeout)
        if status not in _TOOK_IT:
            raise SendingError("K606", f"the FHIR server refused, with HTTP status {status}")

    return hand_over


def checked_server(url: str) -> SplitResult:
    """Return the parts of an address that may be sent to: https, or http to this machine; raise SendingError K604."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise SendingError("K604", "the FHIR server's address is not a URL") from None
    if not host or not (url.isascii() and url.isprintable()) or " " in url:
        raise SendingError("K604", "the FHIR server's address must be printable ASCII and name a host")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SendingError("K604", "the FHIR server's address must hold no user, key, query or fragment")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(host)):
        raise SendingError("K604", "the FHIR server must be reached over https, unless it is on this machine")
    return parts


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _posted(address: SplitResult, content: bytes, headers: dict[str, str], timeout: float) -> int:
    """The status that the server answers with. Its answer is not read: it may hold what it was sent."""
    connection = _connection(address, timeout)
    try:
        connection.connect()
        timer = Timer(timeout, _cut, (connection.sock,))
        timer.start()
        try:
            connection.request("POST", address.path.rstrip("/") or "/", content, headers)
            return connection.getresponse().status
        finally:
            timer.cancel()
    except (OSError, HTTPException, UnicodeError):  # UnicodeError: a host that cannot be a name
        raise SendingError("K605", "the FHIR server could not be reached, or did not answer in time") from None
    finally:
        connection.close()


def _connection(address: SplitResult, timeout: float) -> HTTPConnection:
    host = address.hostname or ""
    if address.scheme == "http":
        return HTTPConnection(host, address.port, timeout=timeout)
    return HTTPSConnection(host, address.port, timeout=timeout, context=ssl.create_default_context())


def _cut(connected: socket.socket) -> None:
    """End a connection whose time is up; whoever waits for it is told. TLS is not taken leave of, for that waits."""
    with suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)
