"""Ask a second reader at an OpenAI-compatible address; no proxy, no redirect, and no more than the time it has."""

import socket
import ssl
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from threading import Timer

from klokt.asking.address import checked_address
from klokt.asking.answer import answers_in, request_body
from klokt.errors import SecondReaderError
from klokt.intake.identifiers import without_person_numbers
from klokt.text.second_reader import Answered, Asked

LARGEST_ANSWER = 1_000_000
"""How many bytes of an answer are read, unpacked too."""

FIRST_PAUSE = 0.5
"""Seconds before it is asked again, twice as many each time, where the server does not say how many (Retry-After)."""

_NO_STATUS = 0
"""For a try that had no answer at all."""

_WORTH_ANOTHER_TRY = frozenset((_NO_STATUS, 408, 429, 500, 502, 503, 504))
_WITHOUT_SCHEMA = frozenset((400, 422))
"""What servers say that do not know `response_format`."""


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: bytes = b""
    retry_after: str | None = None


class HttpReader:
    """A second reader at a base URL. Raises SecondReaderError (K901) where that may not be asked.

    `timeout` is in seconds, for each try as a whole; `retries` is how often it is asked again; `language` is that of
    the questions; `pause` waits for a number of seconds.
    """

    def __init__(
        self,
        url: str,
        model: str,
        key: str | None = None,
        *,
        timeout: float = 30.0,
        retries: int = 1,
        language: str | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.language = language
        self._address = checked_address(url)
        self._model = model
        self._key = key
        self._timeout = timeout
        self._retries = retries
        self._pause = pause
        self._with_schema = True

    def read(self, text: str, asked: Sequence[Asked]) -> list[Answered]:
        """Return what the server says the text tells; raise SecondReaderError (K910, K911) where it does not.

        Digits that look like a person number are sent as X.
        """
        text = without_person_numbers(text)
        reply = self._reply(request_body(self._model, text, asked, self._with_schema))
        if self._with_schema and reply.status in _WITHOUT_SCHEMA:
            reply = self._reply(request_body(self._model, text, asked, with_schema=False))
            self._with_schema = reply.status != HTTPStatus.OK
        if reply.status == _NO_STATUS:
            raise SecondReaderError("K910", "The second reader could not be reached, or did not answer in time.")
        if reply.status != HTTPStatus.OK:
            raise SecondReaderError("K910", f"The second reader refused, with HTTP status {reply.status}.")
        return answers_in(reply.body)

    def _reply(self, body: bytes) -> _Reply:
        """The server's reply, asked again where that may help, unless it wants a longer pause than a try may take."""
        for again in range(self._retries):
            reply = self._tried(body)
            pause = _seconds(reply.retry_after, FIRST_PAUSE * 2**again)
            if reply.status not in _WORTH_ANOTHER_TRY or pause > self._timeout:
                return reply
            self._pause(pause)
        return self._tried(body)

    def _tried(self, body: bytes) -> _Reply:
        connection = self._connection()
        try:
            connection.connect()
            timer = Timer(self._timeout, _cut, (connection.sock,))
            timer.start()
            try:
                path = self._address.path.rstrip("/").removesuffix("/v1")
                connection.request("POST", f"{path}/v1/chat/completions", body, self._headers())
                response = connection.getresponse()
                told = _body(response) if response.status == HTTPStatus.OK else b""
                return _Reply(response.status, told, response.getheader("Retry-After"))
            finally:
                timer.cancel()
        except (OSError, HTTPException, UnicodeError):  # UnicodeError: a host that cannot be a name
            return _Reply(_NO_STATUS)
        finally:
            connection.close()

    def _connection(self) -> HTTPConnection:
        host, port = self._address.hostname or "", self._address.port
        if self._address.scheme == "http":
            return HTTPConnection(host, port, timeout=self._timeout)
        return HTTPSConnection(host, port, timeout=self._timeout, context=ssl.create_default_context())

    def _headers(self) -> dict[str, str]:
        key = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        return {"Content-Type": "application/json", "Accept": "application/json", **key}


def _seconds(retry_after: str | None, otherwise: float) -> float:
    """The pause that a server asks for (RFC 9110, 10.2.3); a date is left aside, for nothing here knows the time."""
    told = (retry_after or "").strip()
    return float(told) if told.isascii() and told.isdigit() else otherwise


def _cut(connected: socket.socket) -> None:
    """End a connection whose time is up; whoever waits for it is told. TLS is not taken leave of, for that waits."""
    with suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _body(response: HTTPResponse) -> bytes:
    """The whole body, unpacked; raises SecondReaderError (K911) where it is too large or cannot be unpacked."""
    body = response.read(LARGEST_ANSWER + 1)
    if len(body) <= LARGEST_ANSWER and response.length:
        raise IncompleteRead(b"", response.length)
    if response.getheader("Content-Encoding", "identity").lower() == "gzip" and len(body) <= LARGEST_ANSWER:
        try:
            body = zlib.decompressobj(31).decompress(body, LARGEST_ANSWER + 1)
        except zlib.error:
            raise SecondReaderError("K911", "The second reader's answer could not be unpacked.") from None
    if len(body) > LARGEST_ANSWER:
        raise SecondReaderError("K911", "The second reader's answer was too large.")
    return body
