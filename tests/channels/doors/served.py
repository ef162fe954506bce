"""The doors on a port of this machine, in a process that can be killed."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from litestar import Litestar

from channels.unit.house import NOW, units
from klokt.channels.doors.routes import door_routes
from klokt.channels.unit.house import House
from klokt.storage.store import Store


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def server(url: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process that serves the doors over a database, once it answers; it is killed at the end."""
    command = [sys.executable, str(Path(__file__)), url, str(port)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}  # what the tests themselves import from
    with subprocess.Popen(command, env=environment) as process:  # noqa: S603 (this file)
        try:
            while not answers(port):
                assert process.poll() is None, "the server ended before it answered"
                time.sleep(0.05)
            yield process
        finally:
            process.kill()


def answers(port: int) -> bool:
    """Return whether somebody listens at a port."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def serve(url: str, port: int) -> None:
    """Serve the doors until the end of the process."""
    with Store(url) as store:
        app = Litestar(list(door_routes(House(store, units(), lambda: NOW))), openapi_config=None, logging_config=None)
        uvicorn.run(app, port=port, access_log=False, log_level="warning")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
