"""A guideline of two questions for the tests of the engine, built in the model with no file."""

from collections.abc import Mapping, Sequence
from datetime import date

from klokt.engine.assess import assess
from klokt.engine.compiled import Compiled
from klokt.engine.parse import Names, parse
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Expression, Value
from klokt.model.fact import Audience, Fact, FactDefinition, FactKind, Origin, Silence
from klokt.model.guideline import Flow, Guideline, Obligation, Outcome, Parameter, Rule, Source, Step
from klokt.model.proposal import Proposal

A_DAY = date(2026, 3, 2)
SILENCE_IS_NO = {Audience.RECEIVER: Silence(False, "silence_is_absence")}
FACTS = {
    fact.name: fact
    for fact in (
        FactDefinition("fever", FactKind.BOOLEAN, {}, silence=SILENCE_IS_NO),
        FactDefinition("swelling", FactKind.BOOLEAN, {}, silence=SILENCE_IS_NO),
        FactDefinition("trauma", FactKind.BOOLEAN, {}),
        FactDefinition("age", FactKind.DURATION, {}, Unit.YEARS, fixed=True),
        FactDefinition("treated", FactKind.DURATION, {}, Unit.WEEKS),
        FactDefinition("score", FactKind.NUMBER, {}),
        FactDefinition("modality", FactKind.CHOICE, {}, choices=("XR", "CT", "MR")),
        FactDefinition("place", FactKind.TEXT, {}),
        FactDefinition("taken", FactKind.DATE, {}),
    )
}
PARAMETERS: dict[str, Value] = {
    "minimum_age": Duration(50, Unit.YEARS),
    "minimum_treatment": Duration(12, Unit.WEEKS),
    "limit": 4,
    "strict": True,
}


def condition(text: str, *rules: str) -> Expression:
    """Read a condition over the facts, the parameters and these rules."""
    return parse(text, Names(FACTS, PARAMETERS, rules))


def guideline(
    steps: Sequence[tuple[str, str, str, str, str]] = (
        ("has_red_flag", "red_flag", "admit", "next_treated", "ask"),
        ("next_treated", "treated >= minimum_treatment", "accept", "return_it", "ask"),
    ),
    rules: Mapping[str, str] | None = None,
    audience: Audience = Audience.RECEIVER,
    parameters: Sequence[Parameter] = (),
    alert: str | None = "acute",
) -> Guideline:
    """Return a guideline: steps are id, condition, and the exits for yes, no and unknown."""
    texts = {"red_flag": "fever or swelling", **(rules or {})}
    made = {
        name: Rule(name, condition(text, *texts), {}, ("signs",), alert=alert if name == "red_flag" else None)
        for name, text in texts.items()
    }
    walked = tuple(Step(name, condition(text, *texts), {}, yes, no, ask) for name, text, yes, no, ask in steps)
    ends = ("admit", "ask", "accept", "return_it")
    return Guideline(
        id="small",
        edition="1",
        title={},
        publisher="nobody",
        status="made up",
        owner="nobody",
        languages=("en",),
        serves=("imaging",),
        valid_from=date(2025, 1, 1),
        parameters=(*parameters, *(Parameter(name, value, date(2025, 1, 1)) for name, value in PARAMETERS.items())),
        sources={"signs": Source("signs", "a_document", "Signs, first line", "Fever and swelling are signs.")},
        facts=FACTS,
        rules=made,
        flows={"flow": Flow("flow", audience, "full", {}, walked)},
        outcomes={name: Outcome(name, {}, "routine", rank, "accept") for rank, name in enumerate(ends, 1)},
        obligations={
            "see_again": Obligation("see_again", {}, "return_it", condition("treated >= weeks(12)"), "accept")
        },
    )


def compiled(made: Guideline | None = None) -> Compiled:
    """Return the guideline ready for a day."""
    return Compiled(made or guideline(), A_DAY)


def propose(made: Guideline | None = None, read_silence: bool = True, **facts: Value) -> Proposal:
    """Return the proposal for a patient with these facts."""
    stated = {name: Fact(name, value, Origin.STRUCTURED) for name, value in facts.items()}
    return assess(compiled(made), stated, "flow", read_silence=read_silence)
