"""klokt serve: referrals, courses and the guidelines as pages in a browser; nothing is stored unasked."""

import argparse
import importlib
from datetime import UTC, date, datetime
from pathlib import Path

from klokt.channels.cli.inputs import day
from klokt.channels.cli.second_reader import add_second_reader, second_reader_of
from klokt.channels.cli.terminal import complain
from klokt.content.load import library, load, usable

EXAMPLE = """examples:
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
    """Serve until interrupted; return 0, or 2 where what the pages need is not installed.

    There is no access log: nothing of a request is written down but corrections, where there is a file for them.
    """
    try:
        uvicorn = importlib.import_module("uvicorn")
        app = importlib.import_module("klokt.channels.web.app")
        desk = importlib.import_module("klokt.channels.web.desk")
        kept = importlib.import_module("klokt.channels.web.correction_file")
    except ModuleNotFoundError as error:
        complain(f"the pages need {error.name}, which is not installed: pip install 'klokt[web]'")
        return 2
    files = [(file.name, file.read_bytes()) for file in arguments.files]
    folders = library()
    guidelines = [usable(load(folder)) for folder in folders.values()]
    kept_in = kept.CorrectionFile(arguments.corrections, _today) if arguments.corrections else None
    reader = second_reader_of(arguments)
    served = app.web_app(desk.Desk(guidelines, files, folders, kept_in, reader, arguments.on))
    print(f"klokt: http://{arguments.host}:{arguments.port}/  (stop with Ctrl+C)", flush=True)
    uvicorn.run(
        served, host=arguments.host, port=arguments.port, access_log=False, log_level="warning", server_header=False
    )
    return 0


def _today() -> date:
    return datetime.now(UTC).date()


def port(text: str) -> int:
    """Return a port that can be listened at, from 1 to 65535."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number
