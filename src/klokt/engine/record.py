"""Put the events of an episode in order: corrections made, duplicates gone, and what cannot be named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from klokt.engine.dates import shift
from klokt.model.duration import Duration
from klokt.model.episode import Event, Impossible
from klokt.model.pathway import Pathway, Pattern


@dataclass(slots=True)
class Record:
    """The events up to a day in order, those of each type, when the episode began, and orders that cannot be."""

    on: date
    events: Sequence[Event]
    of_type: Mapping[str, Sequence[Event]]
    began: date | None
    impossible: tuple[Impossible, ...]
    unknown: tuple[str, ...]
    found: dict[tuple[str, ...], Sequence[Event]] = field(default_factory=dict)
    """Events of several types that were asked for before."""

    def matching(self, patterns: Sequence[Pattern]) -> list[Event]:
        """Return the events that any of the patterns tells, in order."""
        present = [pattern for pattern in patterns if pattern.event in self.of_type]
        if len(present) <= 1:
            return [event for each in present for event in self.of_type[each.event] if tells(each, event)]
        return [event for event in self.events if any(tells(pattern, event) for pattern in present)]

    def of(self, types: tuple[str, ...]) -> Sequence[Event]:
        """Return the events of some types, in order."""
        if len(types) == 1:
            return self.of_type.get(types[0], ())
        if types not in self.found:
            present = [kind for kind in types if kind in self.of_type]
            one = len(present) <= 1
            alone = self.of_type[present[0]] if present else ()
            self.found[types] = alone if one else [event for event in self.events if event.type in present]
        return self.found[types]


class Recorder:
    """Makes the record of an episode by the rules of a pathway. `renewed_after` is the length that holds on the day."""

    def __init__(self, pathway: Pathway, renewed_after: Duration) -> None:
        self.pathway = pathway
        self.renewal = shift(renewed_after)
        self.rank = {name: place for place, name in enumerate(pathway.events)}
        self.orders = [(each.id, other) for each in pathway.events.values() for other in each.not_before]

    def record(self, events: Iterable[Event], on: date) -> Record:
        """Return the record up to a day; the order of arrival and duplicates change nothing."""
        told = [event for event in _corrected(events) if event.on <= on]
        known = [event for event in told if event.type in self.rank]
        unknown = {event.type for event in told if event.type not in self.rank} if len(known) < len(told) else ()
        ordered = self._ordered(known)
        began = self._began(ordered)
        if began is not None and ordered and ordered[0].on < began:
            ordered = self._of_this_episode(ordered, began)
        of_type: dict[str, list[Event]] = {}
        for event in ordered:
            of_type.setdefault(event.type, []).append(event)
        return Record(on, ordered, of_type, began, self._impossible(of_type), tuple(sorted(unknown)))

    def _ordered(self, events: list[Event]) -> list[Event]:
        """By day and type; what is still alike by its findings, so that arrival never decides."""
        rank = self.rank
        places = [(event.on, rank[event.type]) for event in events]
        order = sorted(range(len(events)), key=places.__getitem__)
        if len(set(places)) == len(events):
            return [events[each] for each in order]
        ordered: list[Event] = []
        for _, alike in groupby(order, places.__getitem__):
            told = {repr(sorted(events[each].findings.items())): events[each] for each in alike}
            ordered += [told[findings] for findings in sorted(told)]
        return ordered

    def _began(self, ordered: Sequence[Event]) -> date | None:
        """The day on which the present episode began: a later beginning counts where the first is long past."""
        began: date | None = None
        continued = False
        for event in ordered:
            if event.type in self.pathway.continues and began is not None:
                continued = True
            elif event.type == self.pathway.begins and (
                began is None or (not continued and event.on > self.renewal(began))
            ):
                began = event.on
        return began

    def _of_this_episode(self, ordered: list[Event], began: date) -> list[Event]:
        """The events of the present episode; all of them where it was never begun anew."""
        first = next(event.on for event in ordered if event.type == self.pathway.begins)
        if first == began:
            return ordered
        foregoing = self.pathway.foregoing
        return [event for event in ordered if event.on >= began or (event.type in foregoing and event.on > first)]

    def _impossible(self, of_type: Mapping[str, Sequence[Event]]) -> tuple[Impossible, ...]:
        if len(of_type) == 1:
            return ()
        return tuple(
            [
                Impossible(name, other)
                for name, other in self.orders
                if name in of_type and other in of_type and of_type[name][0].on < of_type[other][0].on
            ]
        )


def tells(pattern: Pattern, event: Event) -> bool:
    """Return whether an event is one that the pattern means."""
    if event.type != pattern.event:
        return False
    if pattern.without is not None and event.findings.get(pattern.without, ()) != ():
        return False
    return pattern.finding is None or holds_any(event.findings.get(pattern.finding), pattern.values)


def holds_any(found: object, values: Sequence[object]) -> bool:
    """Return whether a finding is one of the values, or a list that holds one; any finding, where none are given."""
    if found is None or found == ():
        return False
    if not values:
        return True
    return any(item in values for item in found) if isinstance(found, tuple) else found in values


def _corrected(events: Iterable[Event]) -> list[Event]:
    """The events without those that another one corrects."""
    listed = list(events)
    replaced = {event.corrects for event in listed if event.corrects is not None}
    return [event for event in listed if event.id not in replaced] if replaced else listed
