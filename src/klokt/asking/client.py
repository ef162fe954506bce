"""Ask a second reader at an OpenAI-compatible address; no proxy, no redirect, and no more than the time it has."""

import socket
import ssl
import zlib
from collections.abc import Sequence
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer

from klokt.asking.address import checked_address
from klokt.asking.answer import answers_in, request_body
from klokt.errors import SecondReaderError
from klokt.text.second_reader import Answered, Asked

LARGEST_ANSWER = 1_000_000
"""How many bytes of an answer are read, unpacked too."""

_NO_STATUS = 0
"""For a try that had no answer at all."""

_WORTH_ANOTHER_TRY = frozenset((_NO_STATUS, 408, 429, 500, 502, 503, 504))
_WITHOUT_SCHEMA = frozenset((400, 422))
"""What servers say that do not know `response_format`."""


class HttpReader:
    """A second reader at a base URL. Raises SecondReaderError (K701) where that may not be asked.

    `timeout` is in seconds, for each try as a whole; `retries` is how often it is asked again.
    """

    def __init__(self, url: str, model: str, key: str | None = None, timeout: float = 30.0, retries: int = 1) -> None:
        self._address = checked_address(url)
        self._model = model
        self._key = key
        self._timeout = timeout
        self._retries = retries
        self._with_schema = True

    def read(self, text: str, asked: Sequence[Asked]) -> list[Answered]:
        """Return what the server says the text tells; raise SecondReaderError (K710, K711) where it does not."""
        left = self._retries
        while True:
            status, body = self._tried(request_body(self._model, text, asked, self._with_schema))
            if status == 200:
                return answers_in(body)
            if status in _WITHOUT_SCHEMA and self._with_schema:
                self._with_schema = False
            elif status in _WORTH_ANOTHER_TRY and left > 0:
                left -= 1
            elif status == _NO_STATUS:
                raise SecondReaderError("K710", "The second reader could not be reached, or did not answer in time.")
            else:
                raise SecondReaderError("K710", f"The second reader refused, with HTTP status {status}.")

    def _tried(self, body: bytes) -> tuple[int, bytes]:
        """The status and body of one try."""
        connection = self._connection()
        try:
            connection.connect()
            timer = Timer(self._timeout, _cut, (connection.sock,))
            timer.start()
            try:
                path = self._address.path.rstrip("/").removesuffix("/v1")
                connection.request("POST", f"{path}/v1/chat/completions", body, self._headers())
                response = connection.getresponse()
                return response.status, _body(response) if response.status == 200 else b""
            finally:
                timer.cancel()
        except (OSError, HTTPException):
            return _NO_STATUS, b""
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


def _cut(connected: socket.socket) -> None:
    """End a connection whose time is up; whoever waits for it is told."""
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _body(response: HTTPResponse) -> bytes:
    """The whole body, unpacked; raises SecondReaderError (K711) where it is too large or cannot be unpacked."""
    body = response.read(LARGEST_ANSWER + 1)
    if response.getheader("Content-Encoding", "identity") == "gzip" and len(body) <= LARGEST_ANSWER:
        try:
            body = zlib.decompressobj(31).decompress(body, LARGEST_ANSWER + 1)
        except zlib.error:
            raise SecondReaderError("K711", "The second reader's answer could not be unpacked.") from None
    if len(body) > LARGEST_ANSWER:
        raise SecondReaderError("K711", "The second reader's answer was too large.")
    return body
