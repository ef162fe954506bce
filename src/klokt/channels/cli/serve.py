"""klokt serve: the worklists of receiving units on their journal, or files as pages of which nothing is stored."""

import argparse
import gc
import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from klokt.channels.cli.database import open_store
from klokt.channels.cli.inputs import day
from klokt.channels.cli.second_reader import add_second_reader, second_reader_of
from klokt.channels.cli.terminal import complain
from klokt.content.load import library, load, usable

EXAMPLE = """examples:
  klokt serve --database sqlite:///klokt.db --units examples/units.toml
  klokt serve examples/web_referrals.jsonl examples/web_episodes.jsonl
  klokt serve --port 8080 bundle.json more_referrals.jsonl
  klokt serve --corrections corrections.jsonl referrals.jsonl"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="referrals (FHIR R4 JSON, XREF01, the JSON form) or episodes",
    )
    parser.add_argument(
        "--database", metavar="URL", help="serve the worklists of units on this journal; files are brought in first"
    )
    parser.add_argument("--units", type=Path, metavar="FILE", help="what the units have set; goes with --database")
    parser.add_argument(
        "--provider",
        type=Path,
        metavar="FILE",
        help="the OpenID Connect provider at which people sign in; without it, made-up people and this machine alone",
    )
    parser.add_argument("--on", type=day, metavar="DATE", help="the day of the courses; told by the data by default")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at; only this machine by default")
    parser.add_argument("--port", type=port, default=8000, help="the port; 8000 by default")
    parser.add_argument(
        "--corrections",
        type=Path,
        metavar="FILE",
        help="append the corrections here that a person chooses to keep; without it nothing is ever kept",
    )
    add_second_reader(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted; return 0, or 2 for wrong usage or where what the pages need is not installed.

    There is no access log: nothing of a request is written down but what the journal keeps, and corrections where
    there is a file for them.
    """
    if (arguments.database is None) != (arguments.units is None):
        complain("--database and --units go together: the journal, and the units that use it")
        return 2
    files = [(file.name, file.read_bytes()) for file in arguments.files]
    try:
        uvicorn = importlib.import_module("uvicorn")
        with _units(arguments, files) if arguments.database else nullcontext(_pages(arguments, files)) as served:
            gc.collect()
            gc.freeze()  # guidelines and words stay for good: no request waits while they are looked through for waste
            print(f"klokt: http://{arguments.host}:{arguments.port}/  (stop with Ctrl+C)", flush=True)
            uvicorn.run(
                served,
                host=arguments.host,
                port=arguments.port,
                access_log=False,
                log_level="warning",
                server_header=False,
            )
    except ModuleNotFoundError as error:
        extras = "klokt[web,store]" if arguments.database else "klokt[web]"
        complain(f"the pages need {error.name}, which is not installed: pip install '{extras}'")
        return 2
    return 0


def _pages(arguments: argparse.Namespace, files: Sequence[tuple[str, bytes]]) -> Any:
    """The files as pages; nothing of them is stored."""
    app = importlib.import_module("klokt.channels.web.app")
    desk = importlib.import_module("klokt.channels.web.desk")
    kept = importlib.import_module("klokt.channels.web.correction_file")
    folders = library()
    guidelines = [usable(load(folder)) for folder in folders.values()]
    kept_in = kept.CorrectionFile(arguments.corrections, lambda: _now().date()) if arguments.corrections else None
    return app.web_app(desk.Desk(guidelines, files, folders, kept_in, second_reader_of(arguments), arguments.on))


@contextmanager
def _units(arguments: argparse.Namespace, files: Sequence[tuple[str, bytes]]) -> Iterator[Any]:
    """The worklists of the units, with what the files bring."""
    at = importlib.import_module("klokt.channels.unit.opened")
    told = (arguments.units, arguments.provider, arguments.host)
    with open_store(arguments) as store, at.opened(store, *told, files, _now, complain) as units:
        if files:
            brought = units.brought
            print(f"brought in: {brought.new} messages and {brought.courses} courses; {brought.known} were there")
        yield units.app


def _now() -> datetime:
    return datetime.now(UTC)


def port(text: str) -> int:
    """Return a port that can be listened at, from 1 to 65535."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number
