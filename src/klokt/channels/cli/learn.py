"""klokt learn: learn the weights for reading texts from a guideline's labelled sentences."""

import argparse

from klokt.channels.cli.terminal import complain
from klokt.content.load import find, load, usable
from klokt.content.problem import Problem
from klokt.text.learn import learn
from klokt.text.lessons import lessons_of
from klokt.text.load import lexicons_of
from klokt.text.weights import write_weights

EXAMPLE = """examples:
  klokt learn no_knee_hip_imaging
  pip install "klokt[learn]"   (scikit-learn: only who learns needs it)"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("guideline", help="id or folder of the guideline")


def run(arguments: argparse.Namespace) -> int:
    """Write the weights beside the sentences; return 0, or 1 where a sentence cannot be learned from."""
    folder = find(arguments.guideline)
    problems: list[Problem] = []
    guideline = usable(load(folder))
    lessons = lessons_of(folder, guideline, problems)
    for problem in problems:
        complain(str(problem))
    if problems:
        return 1
    if not lessons:
        complain(f"{folder.name} has no sentences in text/learned")
        return 1
    try:
        weights = learn(lessons, lexicons_of(folder, guideline).nordic.subjects)
    except ImportError:
        complain('scikit-learn is not installed: pip install "klokt[learn]"')
        return 1
    path = write_weights(folder, weights)
    print(f"{len(lessons)} sentences, {len(weights.weights)} features, {len(weights.outputs)} outputs: {path}")
    return 0
