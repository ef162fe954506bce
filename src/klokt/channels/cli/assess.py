"""klokt assess: read referrals and answer each with its proposal, as text or as JSON lines."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec

from klokt.channels.cli.inputs import data_of, day
from klokt.channels.cli.second_reader import add_second_reader, second_reader_of
from klokt.channels.cli.show import Shown
from klokt.channels.cli.terminal import Style, complain, width
from klokt.channels.wire import answer, failure
from klokt.content.load import find, library, load, usable
from klokt.engine.compiled import ParameterError
from klokt.errors import IntakeError, KloktError, SelectionError
from klokt.intake.episode_form import read_episodes
from klokt.intake.reader import read
from klokt.model.duration import Duration
from klokt.model.episode import Episode
from klokt.model.expression import Value
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.model.referral import Referral
from klokt.text.reader import TextReader
from klokt.text.second_reader import SecondReader
from klokt.triage.course import with_course
from klokt.triage.propose import Assessment, Assessor, choose
from klokt.words import LANGUAGES

EXAMPLE = """examples:
  klokt assess examples/my_referral.json
  klokt assess bundle.json --audience referrer --language en
  cat referrals.jsonl | klokt assess - --format json
  klokt assess referrals.jsonl --episodes courses.jsonl"""


NO_EPISODES: Mapping[str, Episode] = {}
"""Where no recorded courses are given."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "file", help="FHIR R4 JSON, the JSON form (one, an array, or one a line), or a message in XML; - is stdin"
    )
    parser.add_argument("--guideline", help="id or folder of the guideline; chosen from the referral by default")
    parser.add_argument("--audience", choices=[each.value for each in Audience], default=Audience.RECEIVER.value)
    parser.add_argument("--on", type=day, metavar="DATE", help="the day; the referral's own by default")
    parser.add_argument(
        "--episodes",
        metavar="FILE",
        help="recorded courses, in the JSON form of klokt pathway, each with the id of the referral that it belongs to",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument(
        "--all", action="store_true", help="show all that is missing, and every change, in the text form"
    )
    parser.add_argument("--language", choices=LANGUAGES, help="the guideline's first language by default")
    parser.add_argument(
        "--parameter",
        action="append",
        default=[],
        type=_parameter,
        metavar="NAME=VALUE",
        help='a parameter that a unit may set, such as "recent_xray_limit=6 months"; shown in the answer',
    )
    add_second_reader(parser)


def run(arguments: argparse.Namespace) -> int:
    """Answer every referral in order; return 0, or 1 where one could not be read."""
    data = data_of(arguments.file)
    try:
        episodes = _episodes(arguments.episodes)
        desk = Desk(arguments.guideline, dict(arguments.parameter), episodes, second_reader_of(arguments))
    except ParameterError as error:
        complain(str(error))
        return 2
    failed = False
    for referral, result in desk.assessed(data, arguments):
        failed = failed or isinstance(result, KloktError)
        if arguments.format == "json":
            _print_json(referral, result, arguments.language)
        else:
            _print_text(referral, result, arguments)
    return 1 if failed else 0


def _episodes(file: str | None) -> dict[str, Episode]:
    """The recorded courses of a file by id; raises IntakeError for one that cannot be read."""
    found: dict[str, Episode] = {}
    for episode in read_episodes(Path(file).read_bytes(), Path(file).name) if file else ():
        if isinstance(episode, IntakeError):
            raise episode
        found[episode.id] = episode
    return found


class Desk:
    """The guidelines at hand, each loaded when a referral first needs it."""

    def __init__(
        self,
        named: str | None,
        parameters: Mapping[str, Value],
        episodes: Mapping[str, Episode] = NO_EPISODES,
        second_reader: SecondReader | None = None,
    ) -> None:
        folders = [find(named)] if named else list(library().values())
        self.named = named is not None
        self.episodes = episodes
        self.guidelines = [usable(load(folder)) for folder in folders]
        self.assessors = {each.id: Assessor(each, _own(each, parameters)) for each in self.guidelines}
        self.readers = {
            each.id: TextReader(folder, self.assessors[each.id], second_reader)
            for each, folder in zip(self.guidelines, folders, strict=True)
        }
        used = {entry.name for each in self.guidelines for entry in each.parameters}
        if unused := parameters.keys() - used:
            raise ParameterError(f"no guideline here has the parameter {', '.join(sorted(unused))}")

    def assessed(
        self, data: bytes, arguments: argparse.Namespace
    ) -> Iterator[tuple[str | None, Assessment | KloktError]]:
        """Yield each referral's id with its assessment, or with the error in its place."""
        name = "-" if arguments.file == "-" else Path(arguments.file).name
        for referral in read(data, name):
            if isinstance(referral, IntakeError):
                yield referral.referral, referral
                continue
            try:
                yield referral.id, self.assessed_one(referral, Audience(arguments.audience), arguments.on)[1]
            except (IntakeError, SelectionError) as error:
                yield referral.id, error

    def assessed_one(self, referral: Referral, audience: Audience, on: date | None) -> tuple[Referral, Assessment]:
        """Return a referral with what its text says and its recorded course shows, and its assessment.

        Raises IntakeError and SelectionError as Assessor.propose does.
        """
        guideline = self.guidelines[0] if self.named else choose(referral, self.guidelines)
        whole = self.readers[guideline.id].with_text(with_course(referral, guideline, self.episodes, on), on)
        return whole, self.assessors[guideline.id].propose(whole, audience, on)


def _own(guideline: Guideline, parameters: Mapping[str, Value]) -> dict[str, Value]:
    """The parameters that this guideline has."""
    names = {entry.name for entry in guideline.parameters}
    return {name: value for name, value in parameters.items() if name in names}


def _print_json(referral: str | None, result: Assessment | KloktError, language: str | None) -> None:
    said = failure(referral, result) if isinstance(result, KloktError) else answer(result, _language(result, language))
    sys.stdout.write(msgspec.json.encode(said).decode() + "\n")


def _print_text(referral: str | None, result: Assessment | KloktError, arguments: argparse.Namespace) -> None:
    if isinstance(result, KloktError):
        complain(f"{referral or 'a referral'}: {result.code} {result.message}")
        return
    if arguments.language not in (None, *result.guideline.languages):
        complain(f"{result.guideline.id} is not written in {arguments.language}")
    language = _language(result, arguments.language)
    shown = Shown(result, language, Style(sys.stdout), width(sys.stdout), arguments.all)
    for line in shown.lines():
        print(line)


def _language(assessment: Assessment, asked: str | None) -> str:
    languages = assessment.guideline.languages
    return asked if asked in languages else languages[0]


def _parameter(text: str) -> tuple[str, Value]:
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f'"{text}" is not NAME=VALUE')
    if value in ("true", "false"):
        return name, value == "true"
    try:
        return name, int(value) if value.lstrip("-").isdigit() else Duration.parse(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
