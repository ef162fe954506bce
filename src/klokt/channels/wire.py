"""The answer to a referral as it leaves klokt: the JSON form, published as a JSON Schema."""

from typing import Any

import msgspec

from klokt.engine.reasons import places
from klokt.errors import KloktError
from klokt.model.duration import Duration
from klokt.model.expression import Value
from klokt.model.fact import Fact, Span
from klokt.model.guideline import Guideline
from klokt.model.proposal import Met, Proposal, Reason
from klokt.triage.propose import Assessment

Plain = bool | int | float | str


class Place(msgspec.Struct):
    """A place in a source document; for a reading of ours the document is "interpretation"."""

    document: str
    locator: str


class Evidence(msgspec.Struct):
    """Words of the referral's text: start and end in characters (end excluded), and the words."""

    start: int
    end: int
    text: str


class FactAnswer(msgspec.Struct):
    """A fact that was used: its value and where it comes from."""

    value: Plain
    origin: str
    evidence: list[Evidence]


class SetAsideAnswer(msgspec.Struct):
    """What the text says of a fact and was not taken as true of the case, and why, such as denied, past or family."""

    fact: str
    value: Plain
    why: str
    evidence: Evidence


class StepAnswer(msgspec.Struct):
    """A question on the path: its answer (yes, no, unknown) and the facts it rests on."""

    step: str
    answer: str
    rests_on: list[str]


class ReasonAnswer(msgspec.Struct):
    """A rule that speaks for the outcome, whether it holds, and its sources, the first one apart."""

    rule: str
    holds: bool
    source: Place | None
    also: list[Place]


class AssumptionAnswer(msgspec.Struct):
    """A silence that was read as a value, and the place that allows it."""

    fact: str
    read_as: Plain
    source: Place


class MissingAnswer(msgspec.Struct):
    """A fact that could still change the outcome, and the question to ask for it."""

    fact: str
    question: str


class ChangeAnswer(msgspec.Struct):
    """A smallest set of facts that would lead to another outcome."""

    facts: dict[str, Plain]
    outcome: str


class ConflictAnswer(msgspec.Struct):
    """Statements that cannot both hold: a rule of the guideline that found them, or a fact stated both ways."""

    rule: str | None
    fact: str | None


class RequirementAnswer(msgspec.Struct):
    """What the referral makes of a requirement: answered, denied (there is nothing of the kind), absent, or open."""

    requirement: str
    number: int | None
    state: str


class IndicationAnswer(msgspec.Struct):
    """An indication: whether it holds (yes, no, unknown), what could still speak for it, and what speaks against it."""

    indication: str
    holds: str
    lacking: list[str]
    against: list[str]


class ObligationAnswer(msgspec.Struct):
    """What the unit owes after the outcome; opens is yes, no, or unknown until it is told."""

    obligation: str
    opens: str
    proposes: str


class NoticeAnswer(msgspec.Struct):
    """Something noticed while reading the referral that did not stop it."""

    code: str
    message: str


class ProposalAnswer(msgspec.Struct, kw_only=True):
    """The proposal for one target: a site and side, both null where the referral names none.

    From `triage_group` on, all is null or empty where the guideline has nothing of the kind. `action` is the outcome
    of a guideline with groups. What is absent is told twice: by its number in the source's list, or by its id.
    """

    site: str | None
    side: str | None
    outcome: str
    urgency: str
    letter: str | None
    actions: list[str]
    without_assumptions: str | None
    path: list[StepAnswer]
    reasons: list[ReasonAnswer]
    alerts: list[str]
    facts: dict[str, FactAnswer]
    assumptions: list[AssumptionAnswer]
    missing: list[MissingAnswer]
    would_change: list[ChangeAnswer]
    conflicts: list[ConflictAnswer]
    obligations: list[ObligationAnswer]
    triage_group: str | None
    action: str | None
    missing_requirements: list[int]
    missing_further: list[str]
    requirements: list[RequirementAnswer]
    indications: list[IndicationAnswer]


class Answer(ProposalAnswer, kw_only=True):
    """The answer to a referral: the leading proposal at the top, all of them in `proposals`."""

    referral: str
    guideline: str
    edition: str
    content_hash: str
    audience: str
    on: str
    overrides: dict[str, Plain]
    notices: list[NoticeAnswer]
    set_aside: list[SetAsideAnswer]
    unclear: list[str]
    proposals: list[ProposalAnswer]


class Failure(msgspec.Struct):
    """What went wrong with one referral: a stable code and a sentence that says what to do."""

    code: str
    message: str


class FailedAnswer(msgspec.Struct):
    """The answer in the place of a referral that could not be read."""

    referral: str | None
    error: Failure


def answer(assessment: Assessment, language: str) -> Answer:
    """Return an assessment as it leaves klokt, with the questions in a language of the guideline."""
    guideline = assessment.guideline
    proposals = [_proposal(guideline, each, language) for each in assessment.proposals]
    leading = {field: getattr(proposals[0], field) for field in ProposalAnswer.__struct_fields__}
    return Answer(
        referral=assessment.referral,
        guideline=guideline.id,
        edition=guideline.edition,
        content_hash=guideline.content_hash,
        audience=assessment.audience.value,
        on=assessment.on.isoformat(),
        overrides={name: plain(value) for name, value in assessment.proposals[0].overrides.items()},
        notices=[NoticeAnswer(notice.code, notice.message) for notice in assessment.notices],
        set_aside=[
            SetAsideAnswer(each.fact, plain(each.value), each.why, _evidence(each.evidence))
            for each in assessment.set_aside
        ],
        unclear=list(assessment.unclear),
        proposals=proposals,
        **leading,
    )


def failure(referral: str | None, error: KloktError) -> FailedAnswer:
    """Return the answer for a referral that could not be read or assessed."""
    return FailedAnswer(referral, Failure(error.code, error.message))


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one line of answers."""
    (one, other), definitions = msgspec.json.schema_components((Answer, FailedAnswer), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One line of answers of klokt assess",
        "anyOf": [one, other],
        "$defs": definitions,
    }


def plain(value: Value) -> Plain:
    """Return a value as JSON can hold it; a duration as text, such as "12 weeks"."""
    return str(value) if isinstance(value, Duration) else value


def _proposal(guideline: Guideline, proposal: Proposal, language: str) -> ProposalAnswer:
    conflicts = [ConflictAnswer(each.rule, None) for each in proposal.conflicts]
    requirements = [_requirement(guideline, each) for each in proposal.requirements]
    absent = [each for each in requirements if each.state == "absent"]
    return ProposalAnswer(
        site=proposal.target.site,
        side=proposal.target.side,
        outcome=proposal.outcome,
        urgency=proposal.urgency,
        letter=proposal.letter,
        actions=list(proposal.actions),
        without_assumptions=proposal.without_assumptions,
        path=[StepAnswer(step.step, step.answer.value, list(step.rests_on)) for step in proposal.path],
        reasons=[_reason(reason) for reason in proposal.reasons],
        alerts=[alert.rule for alert in proposal.alerts],
        facts={name: _fact(fact) for name, fact in proposal.facts.items()},
        assumptions=[
            AssumptionAnswer(each.fact, plain(each.read_as), Place(*places(guideline, [each.source])[0]))
            for each in proposal.assumptions
        ],
        missing=[MissingAnswer(name, guideline.facts[name].question[language]) for name in proposal.missing],
        would_change=[
            ChangeAnswer({name: plain(value) for name, value in change.facts.items()}, change.outcome)
            for change in proposal.would_change
        ],
        conflicts=[*conflicts, *(ConflictAnswer(None, name) for name in proposal.disputed)],
        obligations=[ObligationAnswer(duty.obligation, duty.opens.value, duty.proposes) for duty in proposal.duties],
        triage_group=proposal.group,
        action=proposal.outcome if guideline.groups else None,
        missing_requirements=[each.number for each in absent if each.number is not None],
        missing_further=[each.requirement for each in absent if each.number is None],
        requirements=requirements,
        indications=[
            IndicationAnswer(each.rule, each.holds.value, list(each.lacking), list(each.against))
            for each in proposal.indications
        ],
    )


def _requirement(guideline: Guideline, met: Met) -> RequirementAnswer:
    return RequirementAnswer(met.requirement, guideline.requirements[met.requirement].number, met.state)


def _reason(reason: Reason) -> ReasonAnswer:
    cited = [Place(*place) for place in reason.sources]
    return ReasonAnswer(reason.rule, reason.holds, cited[0] if cited else None, cited[1:])


def _fact(fact: Fact) -> FactAnswer:
    return FactAnswer(plain(fact.value), fact.origin.value, [_evidence(span) for span in fact.evidence])


def _evidence(span: Span) -> Evidence:
    return Evidence(span.start, span.end, span.text)
