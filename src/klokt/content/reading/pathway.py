"""Read the blocks of a pathway: events, readings, contacts, milestones, clocks, stages, transitions and next steps."""

from collections.abc import Mapping
from typing import get_args

from klokt.content.reading.conditions import read_condition, wording
from klokt.content.reading.reader import Reader
from klokt.engine.parse import Names
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Expression
from klokt.model.guideline import URGENCY_ORDER
from klokt.model.pathway import (
    Caution,
    Clock,
    Contact,
    EventType,
    Leg,
    Length,
    Milestone,
    NextStep,
    Pathway,
    Pattern,
    Reading,
    Stage,
    Take,
    Transition,
)

_PATTERN_KEYS = {"event", "finding", "one_of", "without"}
_PATTERN_HINT = '{ event = "...", finding = "...", one_of = [...] } or { event = "...", without = "..." }'


def read_pathway(reader: Reader) -> Pathway:
    """Return the frame of a pathway; what it consists of stands in blocks of their own."""
    return Pathway(
        begins=reader.text("begins"),
        renewed_after=_length(reader, "renewed_after"),
        continues=reader.names("continues"),
        foregoing=reader.names("foregoing"),
        default=reader.text("default"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_event(reader: Reader) -> EventType:
    """Return something that can happen."""
    return EventType(
        id=reader.text("id"),
        title=reader.texts("title"),
        not_before=reader.names("not_before"),
        findings=reader.names("findings"),
        place=reader.block.place,
    )


def read_reading(reader: Reader) -> Reading:
    """Return how events give a fact."""
    takes: tuple[Take, ...] = get_args(Take)
    chosen = reader.choice("take", takes)
    return Reading(
        fact=reader.text("fact"),
        take=next((take for take in takes if take == chosen), "latest"),
        events=reader.names("events"),
        findings=reader.names("findings"),
        values=_values(reader, "one_of", reader.optional_raw("one_of")),
        restated_by=reader.names("restated_by"),
        since=reader.names("since"),
        of=reader.text("of", ""),
        place=reader.block.place,
    )


def read_contact(reader: Reader) -> Contact:
    """Return a planned contact."""
    return Contact(
        id=reader.text("id"),
        title=reader.texts("title"),
        after=_length(reader, "after"),
        held_by=_pattern(reader, "held_by", reader.raw("held_by")),
        tolerance=_duration(reader, "tolerance"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_milestone(reader: Reader, names: Names) -> Milestone:
    """Return a day that matters."""
    return Milestone(
        id=reader.text("id"),
        title=reader.texts("title"),
        events=reader.names("events"),
        after=_optional_length(reader, "after"),
        finding=reader.optional_text("finding"),
        when=_optional_condition(reader, "when", names),
        until=reader.optional_text("until"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_clock(reader: Reader, names: Names) -> Clock:
    """Return a guarantee with its start, budget, ends and right."""
    option = reader.names("option")
    if option and len(option) != 2:
        reader.report("option", "K104", "option names a switch and a budget", '["law_applies", "wait_by_law"]')
    return Clock(
        id=reader.text("id"),
        title=reader.texts("title"),
        starts=_patterns(reader, "starts"),
        budget=_length(reader, "budget"),
        deadline=reader.text("deadline"),
        right=reader.text("right"),
        right_from=reader.text("right_from"),
        met_by=_patterns(reader, "met_by"),
        voided_by=_patterns(reader, "voided_by"),
        promised_by=_patterns(reader, "promised_by"),
        promise=reader.text("promise", ""),
        promise_meets=reader.flag("promise_meets"),
        postponed_by=_patterns(reader, "postponed_by"),
        waived_by=_patterns(reader, "waived_by"),
        option=(option[0], option[1]) if len(option) == 2 else None,
        requires=_optional_condition(reader, "requires", names),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_stage(reader: Reader, names: Names) -> Stage:
    """Return a part of the pathway."""
    return Stage(
        id=reader.text("id"),
        title=reader.texts("title"),
        when=_optional_condition(reader, "when", names),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_transition(reader: Reader, names: Names) -> Transition:
    """Return what leads to a next step."""
    return Transition(
        id=reader.text("id"),
        title=reader.texts("title"),
        stage=reader.text("stage"),
        when=read_condition(reader, "when", names),
        leads_to=reader.text("leads_to"),
        text=wording(reader, "when"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_next_step(reader: Reader) -> NextStep:
    """Return what can be done next."""
    return NextStep(
        id=reader.text("id"),
        title=reader.texts("title"),
        urgency=_urgency(reader),
        shows=reader.names("shows"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_caution(reader: Reader, names: Names) -> Caution:
    """Return something to be told beside the next step."""
    return Caution(
        id=reader.text("id"),
        title=reader.texts("title"),
        when=read_condition(reader, "when", names),
        urgency=_urgency(reader),
        text=wording(reader, "when"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_leg(reader: Reader) -> Leg:
    """Return how long a part of the ordinary path takes."""
    leg = Leg(
        id=reader.text("id"),
        start=reader.text("start"),
        end=reader.text("end"),
        at_least=_optional_length(reader, "at_least"),
        at_most=_optional_length(reader, "at_most"),
        source=reader.names("source"),
        place=reader.block.place,
    )
    if leg.at_least is None and leg.at_most is None:
        reader.report("id", "K103", 'a leg must have "at_least", "at_most" or both')
    return leg


def _urgency(reader: Reader) -> str | None:
    return None if reader.optional_text("urgency") is None else reader.choice("urgency", URGENCY_ORDER)


def _optional_condition(reader: Reader, key: str, names: Names) -> Expression | None:
    return None if reader.optional_text(key) is None else read_condition(reader, key, names)


def _optional_length(reader: Reader, key: str) -> Length | None:
    return None if reader.optional_text(key) is None else _length(reader, key)


def _length(reader: Reader, key: str) -> Length:
    """A length such as "2 weeks", or the name of a parameter that holds one."""
    text = reader.text(key)
    return text if text.replace("_", "").isalpha() else _duration(reader, key)


def _duration(reader: Reader, key: str) -> Duration:
    try:
        return Duration.parse(reader.text(key))
    except ValueError as error:
        if isinstance(reader.block.data.get(key), str):
            reader.report(key, "K104", str(error), "the units are days, weeks, months and years")
        return Duration(0, Unit.DAYS)


def _patterns(reader: Reader, key: str) -> tuple[Pattern, ...]:
    """The patterns under a key: one table, or a list of them; none where the key is not written."""
    found = reader.optional_raw(key)
    tables = found if isinstance(found, list) else [] if found is None else [found]
    return tuple(_pattern(reader, key, table) for table in tables)


def _pattern(reader: Reader, key: str, table: object) -> Pattern:
    if not isinstance(table, dict) or not isinstance(table.get("event"), str) or set(table) - _PATTERN_KEYS:
        if key in reader.block.data:
            reader.report(key, "K104", f"{key} must say which events count", _PATTERN_HINT)
        return Pattern("")
    return Pattern(
        event=table["event"],
        finding=_word(table, "finding"),
        values=_values(reader, key, table.get("one_of")),
        without=_word(table, "without"),
    )


def _word(table: Mapping[str, object], key: str) -> str | None:
    found = table.get(key)
    return found if isinstance(found, str) else None


def _values(reader: Reader, key: str, found: object) -> tuple[object, ...]:
    if found is None:
        return ()
    if not isinstance(found, list):
        reader.report(key, "K104", "one_of must be a list of values")
        return ()
    return tuple(found)
