"""The recorded courses of patients at hand, and where each stands on a day that the reader chooses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from klokt.engine.course import Course, course_of
from klokt.engine.pathway import Follower
from klokt.model.episode import Episode, State
from klokt.model.guideline import Guideline

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_FOLLOWERS = 64
"""How many days a guideline is kept ready for at once."""


def plain_key(known: str, otherwise: str) -> str:
    """Return what stands for something in addresses: its id where that is plain, else another name."""
    return known if _PLAIN.fullmatch(known) else otherwise


@dataclass(frozen=True, slots=True)
class Stand:
    """A course as it stands on a day, with the pathway that told it, and what stands beside it."""

    key: str
    follower: Follower
    episode: Episode
    state: State
    course: Course


class Courses:
    """The courses, followed by the one guideline that has a pathway; of several, by the first.

    `chosen` is the day that is looked at where the reader asks for none, instead of those in the data.
    """

    def __init__(self, guidelines: Sequence[Guideline], chosen: date | None = None) -> None:
        self.chosen = chosen
        self.guideline = next((each for each in guidelines if each.pathway is not None), None)
        self.episodes: dict[str, Episode] = {}
        self._followers: dict[date, Follower] = {}

    def take(self, episode: Episode) -> bool:
        """Keep a course; False where one of the same id is kept already."""
        key = plain_key(episode.id, f"episode-{len(self.episodes) + 1}")
        if key in self.episodes:
            return False
        self.episodes[key] = episode
        return True

    def usual(self, key: str | None = None) -> date | None:
        """Return the day that is looked at where the reader asks for none; None where there are no courses.

        That of one course is its own; otherwise it is the latest that any was asked about or, else, tells of.
        """
        own = self.episodes[key].on if key is not None else None
        if self.chosen or own:
            return self.chosen or own
        days = [each.on for each in self.episodes.values() if each.on is not None]
        told = [event.on for each in self.episodes.values() for event in each.events]
        return max(days or told, default=None)

    def on(self, key: str, day: date) -> Stand:
        """Return how a course stands on a day; raise KeyError for an unknown one."""
        episode = self.episodes[key]
        follower = self._follower(day)
        state = follower.state(episode, day)
        return Stand(key, follower, episode, state, course_of(follower, episode, state))

    def _follower(self, day: date) -> Follower:
        if self.guideline is None:
            raise KeyError("no guideline has a pathway")
        if day not in self._followers:
            if len(self._followers) >= _FOLLOWERS:
                self._followers.clear()
            self._followers[day] = Follower(self.guideline, day)
        return self._followers[day]
