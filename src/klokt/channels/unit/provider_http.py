"""Ask a provider over HTTP: one JSON object an answer; no proxy, no redirect, and no more than the time it has."""

import json
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from typing import Any
from urllib.parse import urlencode

from klokt.channels.unit.provider_settings import checked
from klokt.errors import SignInError

SECONDS = 10.0
"""How long an answer may take as a whole."""

LARGEST = 262_144
"""How many bytes an answer may have: many times those of a provider with a thousand keys."""


def asked(url: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the JSON object at an address, or what it answers to a form.

    Raises SignInError K862 where it does not answer in time, refuses, or answers something else.
    """
    status, body = _tried(url, form, {"Accept": "application/json", **(headers or {})})
    if status not in (HTTPStatus.OK, HTTPStatus.CREATED):  # 201 is what a pushed request gets (RFC 9126)
        raise SignInError("K862", f"the provider refused, with HTTP status {status}")
    try:
        told = json.loads(body) if len(body) <= LARGEST else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise SignInError("K862", "the provider's answer is not a JSON object, or is too large")
    return told


def _tried(url: str, form: Mapping[str, str] | None, headers: dict[str, str]) -> tuple[int, bytes]:
    parts = checked(url, "an address of the provider")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    try:
        connection.connect()
        timer = Timer(SECONDS, _cut, (connection.sock,))
        timer.start()
        try:
            if form is None:
                connection.request("GET", path, headers=headers)
            else:
                headers = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
                connection.request("POST", path, urlencode(form), headers)
            response = connection.getresponse()
            return response.status, response.read(LARGEST + 1)
        finally:
            timer.cancel()
    except (OSError, HTTPException, UnicodeError):
        raise SignInError("K862", "the provider cannot be reached, or did not answer in time") from None
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None) -> HTTPConnection:
    if scheme == "http":
        return HTTPConnection(host, port, timeout=SECONDS)
    return HTTPSConnection(host, port, timeout=SECONDS, context=ssl.create_default_context())


def _cut(connected: socket.socket) -> None:
    """End a connection whose time is up; whoever waits for it is told."""
    with suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)
