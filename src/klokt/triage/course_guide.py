"""The guideline of a unit's courses: how each stands on a day, and from day to day."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from types import MappingProxyType

from klokt import __version__
from klokt.engine.pathway import Follower
from klokt.engine.spells import spells
from klokt.model.episode import Episode
from klokt.model.expression import Value
from klokt.model.followed import CourseFollowed
from klokt.model.guideline import Guideline

NOTHING: Mapping[str, Value] = MappingProxyType({})


class CourseGuide:
    """A guideline with a pathway, and what a unit has set of its own. Safe for threads: what it keeps is made whole."""

    def __init__(self, guideline: Guideline, overrides: Mapping[str, Value] | None = None) -> None:
        self.guideline = guideline
        self.overrides = dict(overrides or NOTHING)
        self._changes = sorted({each.valid_from for each in guideline.parameters})
        self._followers: dict[date, Follower] = {}
        told = (__version__, guideline.id, guideline.content_hash, sorted(self.overrides.items()))
        self.basis = sha256(repr(told).encode()).hexdigest()
        """The digest of all that is told of a course beside its events."""

    def follower_on(self, day: date) -> Follower:
        """Return the pathway made ready for a day; days between two changes of the parameters share one."""
        since = max((each for each in self._changes if each <= day), default=date.min)
        found = self._followers.get(since)
        if found is None:
            found = self._followers[since] = Follower(self.guideline, day, self.overrides)
        return found

    def follow(self, episode: Episode, on: date) -> CourseFollowed:
        """Return how an episode stands from a day on; it is the port `Follow` of the use cases."""
        guideline = self.guideline
        told = spells(self.follower_on, episode, on)
        return CourseFollowed(guideline.id, guideline.edition, guideline.content_hash, self.basis, told, self.overrides)
