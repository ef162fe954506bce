"""Read the blocks of a section: sources, interpretations, rules, steps, outcomes, requirements, groups and cases."""

from dataclasses import dataclass

from klokt.content.reading.blocks import Block
from klokt.content.reading.conditions import read_condition, wording
from klokt.content.reading.reader import Reader
from klokt.engine.parse import Names
from klokt.model.fact import Audience
from klokt.model.guideline import (
    URGENCY_ORDER,
    Case,
    Flow,
    Group,
    Interpretation,
    NotARule,
    Obligation,
    Outcome,
    Requirement,
    Rule,
    Source,
    Step,
)

KINDS = ("criterion", "red_flag", "conflict", "indication")
EFFECTS = ("accept", "change", "return", "escalate", "ask", "assess", "leave")
NEXT = "next"


@dataclass(frozen=True, slots=True)
class StepText:
    """A step as it is written: the flows it belongs to, and exits that may still say "next"."""

    step: Step
    flows: tuple[str, ...]
    block: Block


@dataclass(frozen=True, slots=True)
class FlowText:
    """A flow as it is written, with the names of its steps in order."""

    flow: Flow
    steps: tuple[str, ...]
    block: Block


def read_source(reader: Reader) -> Source:
    """Return a place in a document, told in our words."""
    return Source(
        id=reader.text("id"),
        document=reader.text("document"),
        locator=reader.text("locator"),
        says=reader.text("says"),
        fingerprints=reader.names("fingerprints"),
        place=reader.block.place,
    )


def read_not_a_rule(reader: Reader) -> NotARule:
    """Return sentences that no rule follows from, with the reason."""
    return NotARule(
        id=reader.text("id"),
        document=reader.text("document"),
        locator=reader.text("locator"),
        reason=reader.text("reason"),
        fingerprints=reader.names("fingerprints"),
        place=reader.block.place,
    )


def read_interpretation(reader: Reader) -> Interpretation:
    """Return how an unclear place is read, by whom and since when."""
    return Interpretation(
        id=reader.text("id"),
        question=reader.text("question"),
        answer=reader.text("answer"),
        status=reader.text("status"),
        decided_by=reader.text("decided_by"),
        decided_on=reader.day("decided_on"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_rule(reader: Reader, names: Names) -> Rule:
    """Return a named condition; one that cannot be read is a problem at its `when`."""
    return Rule(
        id=reader.text("id"),
        when=read_condition(reader, "when", names),
        title=reader.texts("title"),
        source=reader.names("source"),
        kind=reader.choice("kind", KINDS, "criterion"),
        alert=reader.choice("alert", URGENCY_ORDER) if reader.optional_text("alert") is not None else None,
        text=wording(reader, "when"),
        place=reader.block.place,
    )


def read_step(reader: Reader, names: Names) -> StepText:
    """Return a question of one or more flows."""
    step = Step(
        id=reader.text("id"),
        when=read_condition(reader, "when", names),
        question=reader.texts("question"),
        yes=reader.text("yes"),
        no=reader.text("no"),
        unknown=reader.text("unknown"),
        source=reader.names("source"),
        text=wording(reader, "when"),
        place=reader.block.place,
    )
    return StepText(step, reader.names("flow", None), reader.block)


def read_flow(reader: Reader) -> FlowText:
    """Return a flow with the names of its steps."""
    flow = Flow(
        id=reader.text("id"),
        audience=Audience(reader.choice("audience", [audience.value for audience in Audience]) or "receiver"),
        variant=reader.choice("variant", ("full", "simplified")),
        title=reader.texts("title"),
        steps=(),
        place=reader.block.place,
    )
    return FlowText(flow, reader.names("steps", None), reader.block)


def read_outcome(reader: Reader) -> Outcome:
    """Return what can be proposed."""
    return Outcome(
        id=reader.text("id"),
        title=reader.texts("title"),
        urgency=reader.choice("urgency", URGENCY_ORDER),
        rank=reader.number("rank"),
        effect=reader.choice("effect", EFFECTS),
        letter=reader.optional_text("letter"),
        actions=reader.names("actions"),
        advice=reader.texts("advice", {}),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_obligation(reader: Reader, names: Names) -> Obligation:
    """Return what the unit owes after an outcome."""
    return Obligation(
        id=reader.text("id"),
        title=reader.texts("title"),
        after=reader.text("after"),
        opens_when=read_condition(reader, "opens_when", names),
        proposes=reader.text("proposes"),
        source=reader.names("source"),
        text=wording(reader, "opens_when"),
        place=reader.block.place,
        asks=reader.names("asks"),
    )


def read_requirement(reader: Reader, names: Names) -> Requirement:
    """Return something that a referral must tell."""
    numbered = "number" in reader.block.data
    denied = "denied_when" in reader.block.data
    return Requirement(
        id=reader.text("id"),
        title=reader.texts("title"),
        question=reader.texts("question"),
        met_when=read_condition(reader, "met_when", names),
        number=reader.number("number") if numbered else None,
        denied_when=read_condition(reader, "denied_when", names) if denied else None,
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_group(reader: Reader, names: Names) -> Group:
    """Return a group that triage sorts patients into."""
    return Group(
        id=reader.text("id"),
        title=reader.texts("title"),
        when=read_condition(reader, "when", names),
        rank=reader.number("rank"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_case(reader: Reader) -> Case:
    """Return an example that is a test of one rule, flow or obligation."""
    subjects = [key for key in ("rule", "flow", "obligation") if key in reader.block.data]
    answer = "outcome" if subjects == ["flow"] else "expect"
    if len(subjects) != 1:
        reader.report("name", "K103", "a case is about one rule, one flow or one obligation")
    elif answer not in reader.block.data:
        reader.report("name", "K103", f'a case of a {subjects[0]} must have "{answer}"')
    assumed, lacking = "assumes" in reader.block.data, "lacks" in reader.block.data
    assumes, lacks = reader.names("assumes"), reader.names("lacks")
    return Case(
        name=reader.text("name"),
        given=reader.table("given"),
        rule=reader.optional_text("rule"),
        flow=reader.optional_text("flow"),
        obligation=reader.optional_text("obligation"),
        expect=reader.choice("expect", ("yes", "no", "unknown")) if answer == "expect" else None,
        outcome=reader.optional_text("outcome"),
        without_assumptions=reader.optional_text("without_assumptions"),
        because=reader.names("because"),
        assumes=assumes if assumed else None,
        missing=reader.names("missing"),
        urgency=reader.optional_text("urgency"),
        group=reader.optional_text("group"),
        lacks=lacks if lacking else None,
        born=reader.optional_day("born"),
        on=reader.optional_day("on"),
        place=reader.block.place,
    )
