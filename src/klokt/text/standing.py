"""How a referral stands, at every place and for every audience, and whether a new fact would lower that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from klokt.model.expression import Value
from klokt.model.fact import Audience, Origin
from klokt.model.guideline import URGENCY_ORDER, Guideline, Outcome
from klokt.model.proposal import Proposal
from klokt.model.referral import Referral
from klokt.model.truth import Truth
from klokt.triage.alarms import alarms
from klokt.triage.propose import Assessor, read_by_hand

_ATTENTION = {"return": 0, "change": 1, "leave": 2, "accept": 2, "ask": 3, "assess": 4, "escalate": 5}
"""How near to a person each effect of an outcome brings the patient."""

_RANK = (Truth.NO, Truth.UNKNOWN, Truth.YES)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is proposed for one place and one audience, and how true each condition of an alarm is there."""

    proposal: Proposal
    outcome: Outcome
    alarms: tuple[Truth, ...]

    @property
    def urgency(self) -> int:
        """The place of the urgency in its order: 0 is acute."""
        return URGENCY_ORDER.index(self.proposal.urgency)

    @property
    def attention(self) -> tuple[int, int]:
        """How near the outcome is to a person; of two outcomes with one effect the higher in rank is nearer."""
        return _ATTENTION[self.outcome.effect], -self.outcome.rank

    @property
    def sends_away(self) -> bool:
        """Whether the patient would get a letter, or something else than was asked for."""
        return self.outcome.letter is not None or self.outcome.effect in ("return", "change")

    @property
    def values(self) -> Mapping[str, Value]:
        """What is known of the place; no silence is read."""
        return {name: each.value for name, each in self.proposal.facts.items() if each.origin is not Origin.ASSUMED}


def standings(assessor: Assessor, referral: Referral, on: date) -> list[Standing]:
    """Return how a referral stands on a day: always as many, in the same order, whatever was stated.

    Where its text awaits a person, also how it would stand once one has read it, when silence counts.
    Raises IntakeError as Assessor.propose does.
    """
    guideline = assessor.guideline
    compiled = assessor.compiled(on)
    conditions = alarms(guideline)
    by_hand = read_by_hand(referral)
    readings = [referral] if by_hand == referral else [referral, by_hand]
    found = []
    for reading, audience in product(readings, _audiences(guideline)):
        proposals = assessor.propose(reading, audience, on).proposals
        for each in sorted(proposals, key=lambda each: (each.target.site or "", each.target.side or "")):
            standing = Standing(each, guideline.outcomes[each.outcome], ())
            truths = tuple(compiled.truth(when, standing.values) for when in conditions)
            found.append(Standing(each, standing.outcome, truths))
    return found


def _audiences(guideline: Guideline) -> Iterator[Audience]:
    served = {flow.audience for flow in guideline.flows.values() if flow.variant == "full"}
    return (audience for audience in Audience if audience in served)


def lowers(before: list[Standing], after: list[Standing]) -> bool:
    """Return whether anything is less urgent, less of an alarm or further from a person, or sends a patient away."""
    return any(_lower(*pair) for pair in zip(before, after, strict=True))


def raises(before: list[Standing], after: list[Standing]) -> bool:
    """Return whether anything is more urgent, more of an alarm or nearer to a person."""
    return any(_higher(*pair) for pair in zip(before, after, strict=True))


def _lower(before: Standing, after: Standing) -> bool:
    same = after.outcome.id == before.outcome.id
    return (
        after.urgency > before.urgency
        or _quieter(before.alarms, after.alarms)
        or (not same and (after.sends_away or after.attention < before.attention))
        or (after.sends_away and _is_certain(after) and not _is_certain(before))
        or (same and _fewer_duties(before.proposal, after.proposal))
    )


def _higher(before: Standing, after: Standing) -> bool:
    return (
        after.urgency < before.urgency
        or any(_RANK.index(now) > _RANK.index(then) for then, now in zip(before.alarms, after.alarms, strict=True))
        or after.attention > before.attention
    )


def _quieter(before: Sequence[Truth], after: Sequence[Truth]) -> bool:
    """Whether an alarm is less true and no other is raised in its place, as one does that a guideline sets above it."""
    pairs = list(zip(before, after, strict=True))
    raised = any(now is Truth.YES and then is not Truth.YES for then, now in pairs)
    return not raised and any(_RANK.index(now) < _RANK.index(then) for then, now in pairs)


def _is_certain(standing: Standing) -> bool:
    """Whether the outcome follows from what is known alone."""
    return standing.proposal.without_assumptions is not None


def _fewer_duties(before: Proposal, after: Proposal) -> bool:
    """Whether an obligation that the same outcome brings would no longer open."""
    return any(
        _RANK.index(now.opens) < _RANK.index(then.opens) for then, now in zip(before.duties, after.duties, strict=True)
    )
