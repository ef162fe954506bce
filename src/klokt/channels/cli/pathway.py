"""klokt pathway: read recorded courses and tell the next step, what is due, and which rights stand on a day."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from klokt.channels.cli.inputs import data_of, day
from klokt.channels.cli.pathway_papers import Answer, write_paper
from klokt.channels.cli.show_pathway import ShownState, forecast_lines
from klokt.channels.cli.terminal import Style, complain, is_for_a_terminal, width
from klokt.channels.pathway_wire import breach_answer, pathway_answer, pathway_failure
from klokt.content.load import find, library, load, usable
from klokt.engine.clocks import forecast
from klokt.engine.course import course_of
from klokt.engine.pathway import Follower
from klokt.errors import IntakeError, SelectionError
from klokt.intake.episode_form import read_episodes
from klokt.letters.unit import NO_UNIT, Unit, read_unit
from klokt.model.episode import Breach
from klokt.model.guideline import Guideline
from klokt.words import LANGUAGES

EXAMPLE = """examples:
  klokt pathway episodes.jsonl
  klokt pathway episodes.jsonl --on 2013-05-01 --language en
  cat episodes.jsonl | klokt pathway - --format json
  klokt pathway episodes.jsonl --on 2013-05-01 --forecast
  klokt pathway episodes.jsonl --episode p-7 --evidence --format pdf --out followed.pdf
  klokt pathway episodes.jsonl --episode p-7 --letter --unit my_region.toml --format html --out letter.html"""

Answered = Answer | IntakeError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", help="episodes in the JSON form (one, an array, or one a line); - reads stdin")
    parser.add_argument("--guideline", help="id or folder of the guideline; the one with a pathway by default")
    parser.add_argument("--on", type=day, metavar="DATE", help="the day; each episode's own as_of by default")
    parser.add_argument("--episode", metavar="ID", help="only this episode")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--forecast", action="store_true", help="list the guarantees that break, the first one first")
    what.add_argument("--evidence", action="store_true", help="write how the guideline was followed, for one episode")
    what.add_argument(
        "--letter", action="store_true", help="write the letter of the right that stands, or the patient's sheet"
    )
    parser.add_argument("--unit", type=Path, metavar="FILE", help="a unit's own letterhead, parameters and words")
    parser.add_argument(
        "--format",
        choices=["text", "json", "html", "pdf"],
        default="text",
        help="html and pdf are for --evidence and --letter",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="the file to write one of those two to")
    parser.add_argument("--language", choices=LANGUAGES, help="the guideline's first language by default")


def run(arguments: argparse.Namespace) -> int:
    """Answer every episode in order; return 0, 1 where one could not be read, or 2 for wrong usage."""
    if mistake := _mistake(arguments):
        complain(mistake)
        return 2
    guideline = _guideline(arguments.guideline)
    unit = read_unit(arguments.unit, guideline) if arguments.unit else NO_UNIT
    language = arguments.language if arguments.language in guideline.languages else guideline.languages[0]
    answered = list(_answered(guideline, unit, arguments))
    if arguments.evidence or arguments.letter:
        return write_paper(answered, unit, language, arguments)
    if arguments.forecast:
        _print_forecast(answered, arguments.format)
    else:
        for each in answered:
            _print(guideline, each, language, arguments.format)
    return 1 if any(isinstance(each, IntakeError) for each in answered) else 0


def _mistake(arguments: argparse.Namespace) -> str:
    """What is wrong with the arguments together, an empty text where nothing is."""
    paper = arguments.evidence or arguments.letter
    if not paper and arguments.format in ("html", "pdf"):
        return f"{arguments.format} is a form of --evidence and --letter"
    if not paper and arguments.out is not None:
        return "--out is for --evidence and --letter"
    if arguments.format == "pdf" and is_for_a_terminal(arguments.out):
        return "a PDF is not for a terminal: name a file with --out"
    return ""


def _guideline(named: str | None) -> Guideline:
    """The guideline that was named, or the only one of the library that has a pathway."""
    if named is not None:
        guideline = usable(load(find(named)))
        if guideline.pathway is None:
            raise SelectionError(f'guideline "{guideline.id}" has no pathway')
        return guideline
    read = (load(folder).guideline for folder in library().values())
    having = [guideline for guideline in read if guideline is not None and guideline.pathway is not None]
    if len(having) != 1:
        raise SelectionError(f"{len(having)} guidelines have a pathway; name one with --guideline")
    return having[0]


def _answered(guideline: Guideline, unit: Unit, arguments: argparse.Namespace) -> Iterator[Answered]:
    name = "-" if arguments.file == "-" else Path(arguments.file).name
    followers: dict[date, Follower] = {}
    for episode in read_episodes(data_of(arguments.file), name):
        known = episode.referral if isinstance(episode, IntakeError) else episode.id
        if arguments.episode not in (None, known):
            continue
        if isinstance(episode, IntakeError):
            yield episode
            continue
        on = arguments.on or episode.on
        if on is None:
            yield IntakeError("K303", f"{name}: the episode has no as_of; give the day with --on", episode.id)
            continue
        if on not in followers:
            followers[on] = Follower(guideline, on, unit.parameters)
        yield Answer(followers[on], episode, followers[on].state(episode, on))


def _print(guideline: Guideline, answered: Answered, language: str, form: str) -> None:
    if isinstance(answered, IntakeError):
        if form == "json":
            _write(pathway_failure(answered.referral, answered))
        else:
            complain(f"{answered.referral or 'an episode'}: {answered.code} {answered.message}")
        return
    follower, episode, state = answered.follower, answered.episode, answered.state
    course = course_of(follower, episode, state)
    if form == "json":
        _write(pathway_answer(guideline, episode, state, course, language))
    else:
        style = Style(sys.stdout)
        shown = ShownState(guideline, episode, state, course, language, style, width(sys.stdout))
        print("\n".join(shown.lines()))


def _print_forecast(answered: list[Answered], form: str) -> None:
    breaches: list[Breach] = []
    for each in answered:
        if isinstance(each, IntakeError):
            complain(f"{each.referral or 'an episode'}: {each.code} {each.message}")
        else:
            breaches += forecast(each.episode.id, each.state.clocks, each.state.on)
    breaches.sort(key=lambda breach: (breach.right_from, breach.episode))
    if form == "json":
        for breach in breaches:
            _write(breach_answer(breach))
    else:
        print("\n".join(forecast_lines(breaches)))


def _write(answer: msgspec.Struct) -> None:
    sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
