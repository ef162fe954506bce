"""A server that receives what is sent, keeps one copy of each name, and fails as it is told to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class Handler(BaseHTTPRequestHandler):
    """Answers each POST as the server's plan says, and 201 when the plan is done."""

    server: "Server"

    def do_POST(self) -> None:
        """Take the bundle as a FHIR server does: an entry whose name is known is not created again."""
        self.server.headers.append(dict(self.headers))
        body = self.rfile.read(int(self.headers["Content-Length"]))
        what = self.server.plan.pop(0) if self.server.plan else "201"
        if what == "silent":
            self.server.released.wait()
            return
        if what in ("201", "dies after"):
            self.server.arrivals += 1
            self.server.kept |= {each["request"]["ifNoneExist"] for each in json.loads(body)["entry"]}
        if what == "dies after":
            self.close_connection = True
            return
        self.send_response(int(what))
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The server: what it is to do, how many bundles it took, and the names that it keeps."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.plan: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.kept: set[str] = set()
        self.arrivals = 0
        self.released = Event()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}/R4"


@contextmanager
def receiving(*plan: str) -> Iterator[Server]:
    """A server on this machine that answers as planned, then takes everything."""
    with Server() as server:
        server.plan += plan
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()
