"""klokt replay: make recorded proposals again, and say of each whether it is the same to the byte."""

import argparse
import importlib

from klokt.channels.cli.database import add_database, open_store
from klokt.channels.cli.terminal import complain
from klokt.content.load import find, library, load, usable
from klokt.model.event import Proposed
from klokt.triage.propose import Assessor

EXAMPLE = """examples:
  klokt replay --database sqlite:///klokt.db
  klokt replay --database sqlite:///klokt.db referral-5d0f6c... --guideline old/no_knee_hip_imaging"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("referral", nargs="?", help="the stream of one referral; all of them by default")
    add_database(parser)
    parser.add_argument(
        "--guideline", action="append", default=[], help="the folder of an earlier edition, beside those of the library"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make each proposal again; return 0, or 1 where one differs or cannot be made."""
    folders = [*library().values(), *(find(each) for each in arguments.guideline)]
    guidelines = {each.content_hash: each for each in (usable(load(folder)) for folder in folders)}

    def assessor_for(made: Proposed) -> Assessor | None:
        found = guidelines.get(made.content_hash)
        return None if found is None or found.id != made.guideline else Assessor(found, made.overrides)

    same = others = 0
    with open_store(arguments) as store:
        store.check_edition()
        for each in importlib.import_module("klokt.storage.replaying").replay(
            store.engine, assessor_for, arguments.referral
        ):
            same += each.same
            others += not each.same
            if not each.same:
                told = f"{each.error.code} {each.error}" if each.error else f"differs; klokt {each.program} made it"
                complain(f"{each.stream}, version {each.version}: {told}")
    print(f"{same} proposals are the same to the byte, {others} are not")
    return 1 if others else 0
