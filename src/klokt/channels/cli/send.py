"""klokt send: let the letters of the units leave that are due, once or until it is interrupted."""

import argparse
import importlib
import signal
from datetime import UTC, datetime
from pathlib import Path

from klokt.channels.cli.database import add_database, open_store
from klokt.channels.cli.terminal import complain
from klokt.content.load import library, load, usable
from klokt.errors import StoreError

EXAMPLE = """examples:
  klokt send --database sqlite:///klokt.db --units examples/units.toml
  klokt send --database postgresql://klokt@localhost/klokt --units units.toml --once"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    add_database(parser)
    parser.add_argument("--units", type=Path, required=True, metavar="FILE", help="the units, with their ways out")
    parser.add_argument("--once", action="store_true", help="make one attempt of each letter that is due, and end")


def run(arguments: argparse.Namespace) -> int:
    """Send until interrupted and return 0; with --once, 1 where a letter did not arrive."""
    try:
        settings = importlib.import_module("klokt.channels.unit.settings")
        ways = importlib.import_module("klokt.channels.ways")
        sender = importlib.import_module("klokt.channels.sender")
    except ModuleNotFoundError as error:
        raise StoreError("K801", f"the journal needs {error.name}: pip install 'klokt[store]'") from None
    folders = library()
    units = settings.read_units(arguments.units, [usable(load(folder)) for folder in folders.values()], folders)
    by = {name: ways.by_way(ways.ways_of(unit.settings, arguments.units.parent)) for name, unit in units.items()}
    with open_store(arguments) as store:
        store.check_edition()
        sending = sender.Sender(store, by, _now, complain)
        if not arguments.once:
            for end in (signal.SIGINT, signal.SIGTERM):
                signal.signal(end, lambda *_: sending.stop())
            sending.run()
            return 0
        arrived, failed = sending.send_due()
    print(f"{arrived} arrived, {failed} did not")
    return 1 if failed else 0


def _now() -> datetime:
    return datetime.now(UTC)
