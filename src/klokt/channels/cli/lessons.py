"""klokt lessons: turn kept corrections into labelled sentences for a clinician to review, on standard output."""

import argparse

from klokt.channels.cli.inputs import data_of
from klokt.channels.cli.terminal import complain, printable
from klokt.content.load import find, load, usable
from klokt.content.problem import Problem
from klokt.errors import IntakeError
from klokt.text.corrections import read_corrections
from klokt.text.lessons import lessons_of
from klokt.text.taught import taught_lines

EXAMPLE = """examples:
  klokt serve --corrections corrections.jsonl referrals.jsonl
  klokt lessons corrections.jsonl --guideline no_knee_hip_imaging > to_review.txt"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", help="corrections as klokt serve keeps them, one a line; - reads stdin")
    parser.add_argument("--guideline", required=True, help="id or folder of the guideline whose corrections are meant")


def run(arguments: argparse.Namespace) -> int:
    """Print the lines; return 0, or 1 where a line of the file or of the guideline's sentences cannot be read."""
    folder = find(arguments.guideline)
    guideline = usable(load(folder))
    problems: list[Problem] = []
    known = lessons_of(folder, guideline, problems)
    read = list(read_corrections(data_of(arguments.file)))
    kept = [each for each in read if not isinstance(each, IntakeError)]
    for line in taught_lines(kept, known, guideline):
        print(printable(line))
    failures = [*map(str, problems), *(f"{each.code} {each.message}" for each in read if isinstance(each, IntakeError))]
    for failure in failures:
        complain(failure)
    return 1 if failures else 0
