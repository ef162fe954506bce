"""klokt check: every problem of a guideline folder on a line of its own, and its cases run."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from klokt.channels.cli.terminal import Bar, Style
from klokt.content.check import check
from klokt.content.load import Loaded, find, library, load
from klokt.content.mutate import mutate
from klokt.content.problem import Problem, Severity
from klokt.text.check import check_text

EXAMPLE = """examples:
  klokt check
  klokt check no_knee_hip_imaging --strict
  klokt check path/to/my_guideline --mutate"""

ENOUGH = 0.95
"""The share of wrong changes that the cases of a guideline must notice."""

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_COLOURS = {"error": "red", "warning": "yellow", "note": "faint"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("guideline", nargs="*", help="ids or folders; every guideline of the library by default")
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")
    parser.add_argument(
        "--mutate", action="store_true", help="also change the content in small ways: do the cases see?"
    )
    parser.add_argument("--quiet", action="store_true", help="leave notes out")


def run(arguments: argparse.Namespace) -> int:
    """Check each guideline; return 0, or 1 where there are errors."""
    folders = [find(each) for each in arguments.guideline] or list(library().values())
    results = [_check_one(folder, arguments) for folder in folders]
    return 0 if all(results) else 1


def _check_one(folder: Path, arguments: argparse.Namespace) -> bool:
    style = Style(sys.stdout)
    loaded = load(folder)
    problems = sorted([*check(loaded), *check_text(loaded)], key=lambda problem: _SEVERITIES.index(problem.severity))
    for problem in problems:
        if not (arguments.quiet and problem.severity == "note"):
            print(
                f"{folder / problem.place.file}{str(problem)[len(problem.place.file) :]}"
                if not style.colour
                else style(f"{folder}/{problem}", _COLOURS[problem.severity])
            )
    print(style(f"{folder.resolve().name}: {_counted(problems)}{_cases(loaded)}", "bold"))
    severe = {"error", "warning"} if arguments.strict else {"error"}
    fine = not any(problem.severity in severe for problem in problems)
    return fine and (not arguments.mutate or _mutated(loaded))


def _counted(problems: Iterable[Problem]) -> str:
    found = [problem.severity for problem in problems]
    return ", ".join(_number(found.count(each), each) for each in _SEVERITIES)


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _cases(loaded: Loaded) -> str:
    return f", {_number(len(loaded.guideline.cases), 'case')}" if loaded.guideline else ""


def _mutated(loaded: Loaded) -> bool:
    """Print how many small wrong changes the cases notice; whether enough do, or the rest have a reason."""
    bar = Bar("changes tried")
    report = mutate(loaded, bar.show)
    bar.clear()
    counted = report.tried - len(report.equivalent)
    print(
        f"{loaded.folder.resolve().name}: the cases notice {report.killed} of {counted} wrong changes"
        f" ({100 * report.share:.1f} %);"
        f" {len(report.equivalent)} more propose the same for everyone"
    )
    for survivor in report.survivors:
        print(f"{loaded.folder}/{survivor}")
    for name in report.outdated:
        print(f"{loaded.folder}/mutants.toml: {name} is noticed now, or gone: take it out")
    return report.share >= ENOUGH and not report.outdated
