"""The Danish guideline's pathway and episodes to follow, for tests."""

from datetime import date
from functools import cache

from klokt.content.load import find, load, usable
from klokt.engine.pathway import Follower
from klokt.model.episode import Episode, Event, Finding, State
from klokt.model.guideline import Guideline

FOLDER = find("dk_degenerative_spine")
EXAMPLES = FOLDER.parents[1] / "examples" / "dk_spine_pathways.jsonl"
DAY = date(2012, 3, 5)


@cache
def denmark() -> Guideline:
    """Return the guideline as it stands in the library."""
    return usable(load(FOLDER))


@cache
def follower() -> Follower:
    """Return its pathway ready to be followed."""
    return Follower(denmark(), DAY)


def event(on: date, kind: str, **findings: Finding) -> Event:
    """Return something that happened."""
    return Event(on, kind, findings)


def episode(*events: Event, condition: str | None = None) -> Episode:
    """Return one patient's course."""
    return Episode("a_course", events, condition)


def state(on: date, *events: Event, condition: str | None = None) -> State:
    """Return where a course stands on a day."""
    return follower().state(episode(*events, condition=condition), on)


def due(found: State) -> dict[str, date]:
    """Return the days that matter, by name."""
    return {each.what: each.on for each in found.due}
