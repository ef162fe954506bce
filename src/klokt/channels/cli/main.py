"""The command line: one subcommand a file, and the only table from errors to exit status."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from klokt import __version__
from klokt.channels.cli import (
    assess,
    check,
    journal,
    learn,
    lessons,
    letter,
    new,
    pathway,
    publish,
    refer,
    replay,
    schema,
    score,
    send,
    serve,
    take_courses,
    trace,
    watch,
)
from klokt.channels.cli.terminal import complain, speak_utf8
from klokt.errors import KloktError


class Command(Protocol):
    """What a subcommand's module offers."""

    EXAMPLE: str
    __doc__: str | None

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None:
        """Describe the command's arguments."""

    def run(self, arguments: argparse.Namespace, /) -> int:
        """Run it and return the exit status."""


_COMMANDS: dict[str, tuple[Command, str]] = {
    "assess": (assess, "propose what should become of referrals"),
    "pathway": (pathway, "tell the next step, the days and the rights of recorded courses"),
    "letter": (letter, "write the letter or sheet that goes with a proposal"),
    "refer": (refer, "write a referral as a message to a Danish hospital"),
    "check": (check, "check guideline folders and run their cases"),
    "score": (score, "say how well labelled referrals are read and assessed"),
    "lessons": (lessons, "turn kept corrections into labelled sentences to review"),
    "learn": (learn, "learn weights from a guideline's labelled sentences"),
    "trace": (trace, "account for every sentence of a source document"),
    "publish": (publish, "make a guideline's flowchart, with the path of a referral"),
    "serve": (serve, "show referrals and guidelines as pages in a browser"),
    "take-courses": (take_courses, "take the courses of patients into the journal of a unit"),
    "watch": (watch, "bring in referrals and reports from a folder"),
    "journal": (journal, "make, verify or rebuild the journal of a unit"),
    "send": (send, "let the letters of the units leave that are due"),
    "replay": (replay, "make recorded proposals again and compare them to the byte"),
    "new": (new, "make a guideline folder to start from"),
    "schema": (schema, "print the JSON Schema of the answers"),
}


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    top = argparse.ArgumentParser(
        prog="klokt", description="Referral decision support and triage: klokt proposes, a person decides."
    )
    top.add_argument("--version", action="version", version=f"klokt {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, told) in _COMMANDS.items():
        sub = commands.add_parser(
            name,
            help=told,
            description=module.__doc__,
            epilog=module.EXAMPLE,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        module.add_arguments(sub)
    return top


def main(arguments: Sequence[str] | None = None, environment: Mapping[str, str] = MappingProxyType({})) -> int:
    """Run one command: 0 is fine, 1 errors found or an input unreadable, 2 wrong usage.

    `environment` has the settings that are not said in the arguments. A reader that stops early, as head does, is no
    error.
    """
    if sys.stdout is None:  # closed by the caller
        complain("standard output is closed")
        return 1
    speak_utf8(sys.stdout)
    chosen = parser().parse_args(arguments, argparse.Namespace(environment=environment))
    try:
        return _COMMANDS[chosen.command][0].run(chosen)
    except KloktError as error:
        complain(f"{error.code} {error}")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        complain(f"{error.filename or 'standard output'}: {error.strerror}")
    except UnicodeDecodeError:
        complain("the file is not text in UTF-8")
    return 1
