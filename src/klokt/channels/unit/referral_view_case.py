"""What the page of a referral tells beside the referral itself: who works on it, what was decided, owed and sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from klokt.channels.unit.case import Case
from klokt.channels.unit.decision_form import READ_TEXT, DecisionForm, alerts_of, decision_form
from klokt.channels.unit.happened import CLOSING, Happened, history_of, told_moment, told_who
from klokt.channels.unit.referral_view_earlier import Earlier, earlier_of
from klokt.channels.unit.referral_view_owed import Owed, awaited_facts, owed_of
from klokt.channels.unit.referral_view_requirements import Item, requirements_of
from klokt.channels.unit.referral_view_waiting import Waits, waits_of
from klokt.channels.web.answers import Answers
from klokt.channels.web.referral_view import ReferralView
from klokt.channels.web.summary import told_day
from klokt.model.event import Decided
from klokt.model.referral import Referral
from klokt.triage.propose import Assessment
from klokt.wording.told import told_outcome


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says of a step that was not taken: the code or word for it, and what happened meanwhile."""

    fault: str
    since: tuple[Happened, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """How a person looks at the page: with answers that are not kept, with what came back in a form, and why.

    `mine` is what they answered before the proposal was shown, to those who want to answer first (`wants_first`).
    """

    answers: Answers
    said: Mapping[str, str]
    told: Told | None
    mine: str
    wants_first: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """A letter on its way: what it is, where it stands, and when it leaves."""

    kind: str
    state: str
    when: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The decision that stands, its note, and whether the person says to have read a text that was not understood."""

    by: str
    at: str
    choice: str
    outcome: str
    note: str
    has_read: bool
    can_undo: bool
    letters: tuple[Leaving, ...]
    waits: Waits | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """All that the page shows beside the referral itself.

    `asked` is what the order asks for, nothing where it has words alone. `alerts` are of what is shown, kept or not.
    `is_preview` says that the answers in the form are not kept, `result_came_back` that those of a result are not.
    """

    unit: str
    stream: str
    asked: str
    version: int
    answers: int
    may_decide: bool
    is_preview: bool
    result_came_back: bool
    hides: bool
    wants_first: bool
    outdated: bool
    state: str
    because: str
    text: str
    born: str
    claimed_by: str
    claimed_until: str
    claimed_by_me: bool
    decided: Standing | None
    can_undo: bool
    is_closed: bool
    alerts: tuple[tuple[str, str], ...]
    owed: tuple[Owed, ...]
    requirements: tuple[Item, ...]
    earlier: tuple[Earlier, ...]
    history: tuple[Happened, ...]
    closing: tuple[str, ...]
    form: DecisionForm


def case_page(case: Case, view: ReferralView | None, now: Assessment | None, asking: Asking, language: str) -> CasePage:
    """Return what stands beside a referral; `now` is what is proposed with the answers that are not kept."""
    item, referral, said = case.item, case.referral, asking.said
    claimed = item.claimed_by if item.claimed_until and item.claimed_until > case.at else None
    born = referral.patient.birth_date if referral else None
    touched, awaited = _touched(asking.answers), awaited_facts(case)
    is_open = case.decided is None and case.may_decide
    mine = {"mine": asking.mine} if asking.mine else {}
    return CasePage(
        unit=item.unit,
        stream=item.stream,
        asked=view.asked if view and referral and _tells_what(referral) else "",
        version=case.version,
        answers=case.answers,
        may_decide=case.may_decide,
        is_preview=bool(touched - awaited),
        result_came_back=bool(touched & awaited),
        hides=asking.wants_first and is_open and not asking.mine and not said,
        wants_first=asking.wants_first,
        outdated=case.outdated,
        state=item.state.value,
        because=item.because,
        text=(referral.text or "") if referral else "",
        born=told_day(born, language, "long") if born else "",
        claimed_by=told_who(case, claimed) if claimed else "",
        claimed_until=told_moment(case, item.claimed_until, language) if claimed and item.claimed_until else "",
        claimed_by_me=claimed == case.person.who,
        decided=_standing(case, language),
        can_undo=case.can_undo(),
        is_closed=case.is_closed,
        alerts=alerts_of(now, language),
        owed=owed_of(case, view, language),
        requirements=requirements_of(now, language) if now else (),
        earlier=earlier_of(case, language),
        history=history_of(case, language),
        closing=CLOSING,
        form=decision_form(case, language, said or mine, asking.told.fault if asking.told else ""),
    )


def _tells_what(referral: Referral) -> bool:
    """Whether the order itself tells an examination or a place; a referral in words alone does not."""
    return bool(referral.requested.modality or referral.requested.targets)


def _touched(answers: Answers) -> frozenset[str]:
    """The facts whose fields say otherwise than what is kept, or nothing that can be read."""
    corrected = (each.fact for each in answers.corrections)
    return frozenset([*corrected, *(name.partition(".")[2] for name in answers.faults)])


def _standing(case: Case, language: str) -> Standing | None:
    decided = case.decided
    if decided is None or not isinstance(decided.what, Decided):
        return None
    return Standing(
        by=told_who(case, decided.actor),
        at=told_moment(case, decided.at, language),
        choice=decided.what.choice.value,
        outcome=_outcome(case, decided.what.outcome, language),
        note=decided.personal if isinstance(decided.personal, str) else "",
        has_read=READ_TEXT in decided.what.acknowledged,
        can_undo=case.can_undo(),
        letters=tuple(
            Leaving(each.kind, each.state, told_moment(case, each.not_before, language)) for each in case.letters()
        ),
        waits=waits_of(case, language),
    )


def _outcome(case: Case, outcome: str, language: str) -> str:
    if case.guideline is None or case.assessment is None or outcome not in case.guideline.outcomes:
        return ""
    return told_outcome(case.guideline, outcome, case.assessment.audience, language)
