"""klokt watch: bring in the files of a folder, each once it is complete, and move it aside once it is kept."""

import argparse
import importlib
import signal
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from klokt.channels.cli.database import add_database, open_store
from klokt.channels.cli.terminal import complain
from klokt.content.load import library, load, usable

EXAMPLE = """examples:
  klokt watch /srv/referrals --database sqlite:///klokt.db --units examples/units.toml --unit granvik_imaging
  klokt watch /srv/referrals --database sqlite:///klokt.db --units units.toml --unit granvik_imaging --once"""

LOOKS_EVERY = 2.0
"""Seconds between two looks; a file is complete when it stands the same at both."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("folder", type=Path, help="the folder that files arrive in")
    add_database(parser)
    parser.add_argument("--units", type=Path, required=True, metavar="FILE", help="the units and what they set")
    parser.add_argument("--unit", required=True, metavar="ID", help="the unit that the files are for")
    parser.add_argument("--reports", action="store_true", help="take FHIR reports on referrals on hold as well")
    parser.add_argument("--once", action="store_true", help="take what is there and end")


def run(arguments: argparse.Namespace) -> int:
    """Watch until interrupted, or take what is there; return 0, or 2 where the unit or a package is not there."""
    try:
        doors = {name: importlib.import_module(f"klokt.channels.doors.{name}") for name in ("door", "folder", "hall")}
        settings = importlib.import_module("klokt.channels.unit.settings")
    except ModuleNotFoundError as error:
        complain(f"the doors need {error.name}, which is not installed: pip install 'klokt[store,web]'")
        return 2
    folders = library()
    units = settings.read_units(arguments.units, [usable(load(each)) for each in folders.values()], folders)
    if arguments.unit not in units:
        complain(f"there is no unit {arguments.unit} in {arguments.units}; there is {', '.join(units)}")
        return 2
    ended = Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: ended.set())
    with open_store(arguments) as store:
        store.check_edition()
        house = importlib.import_module("klokt.channels.unit.house").House(store, units, lambda: datetime.now(UTC))
        door = doors["door"].Door(arguments.unit, "folder", arguments.reports)
        folder = doors["folder"].Folder(arguments.folder, doors["hall"].Hall(house), door)
        moved = folder.look()
        while not ended.wait(LOOKS_EVERY):
            moved += folder.look()
            if arguments.once:
                break
    print(f"{moved} files were taken in")
    return 0
