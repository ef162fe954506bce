"""A small server in the test process that speaks the chat completions protocol, and can misbehave as real ones do."""

import json
import socket
import ssl
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Keeps each request, and answers it as the server was told to."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        """Keep the request, and give the next reply; the last of them again and again."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, dict(self.headers), json.loads(body)))
        replies = self.server.replies
        with suppress(ConnectionError):
            (replies.pop(0) if len(replies) > 1 else replies[0])(self)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def give(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Listens on a free port of this machine. `closing` is set when the test is over."""

    daemon_threads = True

    def __init__(self, replies: list[Reply]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies = replies
        self.requests: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.closing = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error of a test."""


@contextmanager
def serving(*replies: Reply, certificate: Path | None = None) -> Iterator[Server]:
    """Yield a server that gives these replies, the last again and again; over TLS with a certificate and its key."""
    server = Server(list(replies))
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def completion(content: str | None, finish_reason: str = "stop", **message: Any) -> dict[str, Any]:
    """Return a chat completion as OpenAI-compatible servers write it."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": content, **message},
        "logprobs": None,
        "finish_reason": finish_reason,
    }
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1756684800,
        "model": "made-up",
        "choices": [choice],
        "usage": {"prompt_tokens": 900, "completion_tokens": 40, "total_tokens": 940},
    }


def says(*facts: tuple[object, object, object]) -> Reply:
    """Answer with these facts, values and quotes."""
    found = [{"fact": fact, "value": value, "quote": quote} for fact, value, quote in facts]
    return tells(json.dumps({"facts": found}))


def tells(content: str | None, finish_reason: str = "stop", **message: Any) -> Reply:
    """Answer with a completion that holds this content."""
    return sends(json.dumps(completion(content, finish_reason, **message)).encode())


def sends(body: bytes, **headers: str) -> Reply:
    """Answer 200 with this body."""
    return lambda handler: handler.give(200, body, **headers)


def refuses(status: int, **headers: str) -> Reply:
    """Answer with this status, and an error body that is like those of real servers."""
    body = json.dumps({"error": {"message": "no", "type": "invalid_request_error", "code": None}}).encode()
    return lambda handler: handler.give(status, body, **headers)


def in_chunks(body: bytes, size: int = 7) -> Reply:
    """Answer 200 with the body in small chunks (RFC 9112, 7.1)."""

    def reply(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for start in range(0, len(body), size):
            part = body[start : start + size]
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        handler.wfile.write(b"0\r\n\r\n")

    return reply


def drips(handler: Handler) -> None:
    """Begin an answer, and send a byte now and then for as long as anybody listens."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.server.closing.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def hangs(handler: Handler) -> None:
    """Say nothing until the test is over."""
    handler.server.closing.wait()


def resets(handler: Handler) -> None:
    """Break the connection off (RST)."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def stops_halfway(handler: Handler) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True
