"""klokt new: a guideline folder to start from, which passes every check."""

import argparse
from pathlib import Path

from klokt.channels.cli.terminal import complain
from klokt.content.new_guideline import new_guideline

EXAMPLE = """example:
  klokt new my_shoulder_imaging"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("folder", type=Path, help="where to make it; its name becomes the guideline's id (snake_case)")


def run(arguments: argparse.Namespace) -> int:
    """Make the folder; return 0, or 1 where it is already there."""
    name = arguments.folder.name
    if not name.isidentifier() or name != name.lower():
        complain(f'"{name}" is not an id: use lower-case letters, digits and "_"')
        return 2
    try:
        made = new_guideline(arguments.folder, name)
    except FileExistsError:
        complain(f"{arguments.folder} is already there")
        return 1
    print(f"Made {made}. Next: klokt check {made}, then change a number and see which case fails.")
    return 0
