"""Read the blocks of a pathway: events, readings, contacts, milestones, clocks, stages, transitions and next steps."""

from typing import get_args

from klokt.content.reading.conditions import read_condition, wording
from klokt.content.reading.pathway_values import (
    duration,
    length,
    optional_condition,
    optional_length,
    pattern,
    patterns,
    urgency,
    values,
)
from klokt.content.reading.reader import Reader
from klokt.engine.parse import Names
from klokt.model.pathway import (
    Caution,
    Clock,
    Contact,
    EventType,
    Leg,
    Milestone,
    NextStep,
    Pathway,
    Reading,
    Stage,
    Take,
    Transition,
)


def read_pathway(reader: Reader) -> Pathway:
    """Return the frame of a pathway; what it consists of stands in blocks of their own."""
    return Pathway(
        begins=reader.text("begins"),
        renewed_after=length(reader, "renewed_after"),
        continues=reader.names("continues"),
        foregoing=reader.names("foregoing"),
        default=reader.text("default"),
        indications=reader.names("indications"),
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
        values=values(reader, "one_of", reader.optional_raw("one_of")),
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
        after=length(reader, "after"),
        held_by=pattern(reader, "held_by", reader.raw("held_by")),
        tolerance=duration(reader, "tolerance"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_milestone(reader: Reader, names: Names) -> Milestone:
    """Return a day that matters."""
    return Milestone(
        id=reader.text("id"),
        title=reader.texts("title"),
        events=reader.names("events"),
        after=optional_length(reader, "after"),
        finding=reader.optional_text("finding"),
        when=optional_condition(reader, "when", names),
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
        starts=patterns(reader, "starts"),
        budget=length(reader, "budget"),
        deadline=reader.text("deadline"),
        right=reader.text("right"),
        right_from=reader.text("right_from"),
        met_by=patterns(reader, "met_by"),
        voided_by=patterns(reader, "voided_by"),
        promised_by=patterns(reader, "promised_by"),
        promise=reader.text("promise", ""),
        promise_meets=reader.flag("promise_meets"),
        postponed_by=patterns(reader, "postponed_by"),
        waived_by=patterns(reader, "waived_by"),
        option=(option[0], option[1]) if len(option) == 2 else None,
        requires=optional_condition(reader, "requires", names),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_stage(reader: Reader, names: Names) -> Stage:
    """Return a part of the pathway."""
    return Stage(
        id=reader.text("id"),
        title=reader.texts("title"),
        when=optional_condition(reader, "when", names),
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
        urgency=urgency(reader),
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
        urgency=urgency(reader),
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
        at_least=optional_length(reader, "at_least"),
        at_most=optional_length(reader, "at_most"),
        source=reader.names("source"),
        place=reader.block.place,
    )
    if leg.at_least is None and leg.at_most is None:
        reader.report("id", "K103", 'a leg must have "at_least", "at_most" or both')
    return leg
