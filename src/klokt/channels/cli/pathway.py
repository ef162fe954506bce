"""klokt pathway: read recorded courses and tell the next step, what is due, and which rights stand on a day."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from klokt.channels.cli.inputs import data_of, day
from klokt.channels.cli.show_pathway import ShownState, forecast_lines
from klokt.channels.cli.terminal import Style, complain, width
from klokt.channels.pathway_wire import breach_answer, pathway_answer, pathway_failure
from klokt.content.load import find, library, load, usable
from klokt.engine.clocks import forecast
from klokt.engine.pathway import Follower
from klokt.errors import IntakeError, SelectionError
from klokt.intake.episode_form import read_episodes
from klokt.model.episode import Breach, Episode, State
from klokt.model.guideline import Guideline
from klokt.words import LANGUAGES

EXAMPLE = """examples:
  klokt pathway episodes.jsonl
  klokt pathway episodes.jsonl --on 2013-05-01 --language en
  cat episodes.jsonl | klokt pathway - --format json
  klokt pathway episodes.jsonl --on 2013-05-01 --forecast"""

Answered = tuple[Episode, State, tuple[str, ...]] | IntakeError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", help="episodes in the JSON form (one, an array, or one a line); - reads stdin")
    parser.add_argument("--guideline", help="id or folder of the guideline; the one with a pathway by default")
    parser.add_argument("--on", type=day, metavar="DATE", help="the day; each episode's own as_of by default")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--forecast", action="store_true", help="list the guarantees that break, the first one first")
    parser.add_argument("--language", choices=LANGUAGES, help="the guideline's first language by default")


def run(arguments: argparse.Namespace) -> int:
    """Answer every episode in order; return 0, or 1 where one could not be read."""
    guideline = _guideline(arguments.guideline)
    language = arguments.language if arguments.language in guideline.languages else guideline.languages[0]
    name = "-" if arguments.file == "-" else Path(arguments.file).name
    answered = list(_answered(guideline, data_of(arguments.file), name, arguments.on))
    if arguments.forecast:
        _print_forecast(answered, arguments.format)
    else:
        for each in answered:
            _print(guideline, each, language, arguments.format)
    return 1 if any(isinstance(each, IntakeError) for each in answered) else 0


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


def _answered(guideline: Guideline, data: bytes, name: str, asked: date | None) -> Iterator[Answered]:
    followers: dict[date, Follower] = {}
    for episode in read_episodes(data, name):
        if isinstance(episode, IntakeError):
            yield episode
            continue
        on = asked or episode.on
        if on is None:
            yield IntakeError("K303", f"{name}: the episode has no as_of; give the day with --on", episode.id)
            continue
        if on not in followers:
            followers[on] = Follower(guideline, on)
        yield episode, followers[on].state(episode, on), followers[on].unread(episode, on)


def _print(guideline: Guideline, answered: Answered, language: str, form: str) -> None:
    if isinstance(answered, IntakeError):
        if form == "json":
            _write(pathway_failure(answered.referral, answered))
        else:
            complain(f"{answered.referral or 'an episode'}: {answered.code} {answered.message}")
        return
    episode, state, unread = answered
    if form == "json":
        _write(pathway_answer(guideline, episode, state, unread, language))
    else:
        style = Style(sys.stdout)
        shown = ShownState(guideline, episode, state, unread, language, style, width(sys.stdout))
        print("\n".join(shown.lines()))


def _print_forecast(answered: list[Answered], form: str) -> None:
    breaches: list[Breach] = []
    for each in answered:
        if isinstance(each, IntakeError):
            complain(f"{each.referral or 'an episode'}: {each.code} {each.message}")
        else:
            breaches += forecast(each[0].id, each[1].clocks, each[1].on)
    breaches.sort(key=lambda breach: (breach.right_from, breach.episode))
    if form == "json":
        for breach in breaches:
            _write(breach_answer(breach))
    else:
        print("\n".join(forecast_lines(breaches)))


def _write(answer: msgspec.Struct) -> None:
    sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
