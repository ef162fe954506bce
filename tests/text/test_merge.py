"""Any answers beside any first reading: nothing of it is lost, and no patient is further from a person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import denmark
import norway
from klokt.model.expression import Value
from klokt.model.fact import Audience, FactKind, Origin
from klokt.model.guideline import URGENCY_ORDER, Guideline
from klokt.model.proposal import Proposal
from klokt.model.referral import Referral, Statement
from klokt.text.second_reader import Answered, Asked, with_second_reader
from klokt.triage.alarms import raising
from klokt.triage.propose import Assessor, read_by_hand

TEXT = "Made-up words."
ATTENTION = ("return", "change", "leave", "accept", "ask", "assess", "escalate")
VALUES: dict[FactKind, st.SearchStrategy[Value]] = {
    FactKind.BOOLEAN: st.booleans(),
    FactKind.DURATION: st.integers(0, 60),
    FactKind.NUMBER: st.integers(0, 5),
    FactKind.DATE: st.just("2024"),
}
KNEES = norway.a_referral(norway.LEFT_KNEE, norway.RIGHT_KNEE, text=TEXT)
BACK = Referral("made-up", "specialist", norway.DAY, requester_role="general_practitioner", text=TEXT)


@dataclass(frozen=True)
class Says:
    """A second reader that says what a test gives it."""

    answers: Sequence[Answered]
    language: str | None = None

    def read(self, text: str, asked: Sequence[Asked]) -> Sequence[Answered]:
        return self.answers


def facts_of(guideline: Guideline) -> list[str]:
    return sorted(fact.name for fact in guideline.facts.values() if fact.field_name is None)


def stated(guideline: Guideline) -> st.SearchStrategy[tuple[str, Value]]:
    """Return facts of the guideline with values that fit."""

    def with_value(name: str) -> st.SearchStrategy[tuple[str, Value]]:
        fact = guideline.facts[name]
        values = st.sampled_from(fact.choices) if fact.choices else VALUES.get(fact.kind, st.just("words"))
        return st.tuples(st.just(name), values)

    return st.sampled_from(facts_of(guideline)).flatmap(with_value)


def seen(assessor: Assessor, referral: Referral) -> list[Proposal]:
    """Return what both audiences see, at each place, before and after a person has read the text."""
    return [
        proposal
        for reading in (referral, read_by_hand(referral))
        for audience in Audience
        for proposal in sorted(assessor.propose(reading, audience).proposals, key=lambda each: each.target.side or "")
    ]


def raised(proposal: Proposal) -> set[str]:
    return {each.rule for each in proposal.alerts}


def attention(guideline: Guideline, proposal: Proposal) -> int:
    return ATTENTION.index(guideline.outcomes[proposal.outcome].effect.replace("leave", "accept"))


@pytest.mark.parametrize(("assessor", "bare"), [(norway.assessor(), KNEES), (denmark.assessor(), BACK)])
@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_whatever_is_answered_no_patient_is_further_from_a_person(
    assessor: Assessor, bare: Referral, data: Any
) -> None:
    guideline = assessor.guideline
    told = data.draw(st.lists(stated(guideline), max_size=6))
    unclear = tuple(data.draw(st.lists(st.sampled_from(facts_of(guideline)), max_size=2, unique=True)))
    statements = tuple(Statement(name, value, Origin.TEXT) for name, value in told)
    before = replace(bare, statements=statements, unclear=unclear, text_read=data.draw(st.booleans()))
    answers = [Answered(name, value, "words") for name, value in data.draw(st.lists(stated(guideline), max_size=6))]
    after = with_second_reader(before, assessor, Says(answers), norway.DAY)

    assert after.statements[: len(statements)] == statements
    assert after.unclear[: len(unclear)] == unclear
    assert after.text_read is before.text_read
    added = after.statements[len(statements) :]
    assert not any(each.fact in raising(guideline) and each.value is False for each in added)
    for then, now in zip(seen(assessor, before), seen(assessor, after), strict=True):
        assert URGENCY_ORDER.index(now.urgency) <= URGENCY_ORDER.index(then.urgency)
        assert raised(then) <= raised(now) or raised(now) - raised(then)
        assert attention(guideline, now) >= attention(guideline, then)
        outcome = guideline.outcomes[now.outcome]
        assert now.outcome == then.outcome or (outcome.letter is None and outcome.effect not in ("return", "change"))
        assert now.without_assumptions is None or outcome.effect != "return" or then.without_assumptions == now.outcome
