"""klokt take-courses: take the courses of patients into the journal of a unit; the same again changes nothing."""

import argparse
import importlib
from datetime import UTC, date, datetime
from pathlib import Path

from klokt.channels.cli.database import add_database, open_store
from klokt.channels.cli.inputs import day
from klokt.channels.cli.terminal import complain
from klokt.content.load import library, load, usable
from klokt.errors import IntakeError, TriageError
from klokt.intake.episode_form import read_episodes
from klokt.intake.moved import moved
from klokt.model.episode import Episode

EXAMPLE = """examples:
  klokt take-courses --database sqlite:///klokt.db --units examples/units.toml --unit UNIT courses.jsonl
  klokt take-courses --database sqlite:///demo.db --units examples/units.toml --unit UNIT \\
      --as-if-on 2026-03-16 examples/web_episodes.jsonl"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="courses, as klokt pathway reads them")
    add_database(parser)
    parser.add_argument("--units", required=True, type=Path, metavar="FILE", help="what the units have set")
    parser.add_argument("--unit", required=True, metavar="ID", help="the unit that follows the courses")
    parser.add_argument(
        "--as-if-on",
        type=day,
        metavar="DATE",
        help="move made-up courses so that the day each is to be asked about is this one; for demonstrations",
    )


def run(arguments: argparse.Namespace) -> int:
    """Take the courses and say how many; return 1 where one of them cannot be read or taken, 0 otherwise."""
    houses = importlib.import_module("klokt.channels.unit.house")
    bringing = importlib.import_module("klokt.channels.unit.bring")
    settings = importlib.import_module("klokt.channels.unit.settings")
    folders = library()
    units = settings.read_units(arguments.units, [usable(load(each)) for each in folders.values()], folders)
    taken = known = faults = 0
    with open_store(arguments) as store:
        store.check_edition()
        house = houses.House(store, units, lambda: datetime.now(UTC))
        for episode in _episodes(arguments.files):
            try:
                if isinstance(episode, IntakeError):
                    raise episode
                on: date | None = arguments.as_if_on
                new = bringing.bring_course(house, moved(episode, on) if on else episode, arguments.unit)
            except (IntakeError, TriageError) as error:
                complain(f"{error.code} {error}")
                faults += 1
            else:
                taken, known = taken + bool(new), known + (not new)
    print(f"taken: {taken} courses with something new; {known} were there")
    return 1 if faults else 0


def _episodes(files: list[Path]) -> list[Episode | IntakeError]:
    return [each for file in files for each in read_episodes(file.read_bytes(), file.name)]
