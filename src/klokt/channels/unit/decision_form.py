"""The form in which a person decides: each choice with its key, outcomes and letters, and what the form said."""

from collections.abc import Mapping
from dataclasses import dataclass

from klokt.channels.unit.case import Case
from klokt.channels.unit.decision_letters import Going, letters_with, stands_against
from klokt.model.decision import Choice, Decision, Override
from klokt.model.event import Proposed
from klokt.model.owed import ObligationOpened
from klokt.triage.propose import UNREAD_TEXT, Assessment
from klokt.wording.told import told_outcome, told_reason

EFFECTS = {
    Choice.ACCEPT: ("accept", "leave"),
    Choice.CHANGE: ("change",),
    Choice.RETURN: ("return",),
    Choice.ASK: ("ask",),
    Choice.FETCH: ("assess",),
    Choice.FORWARD: (),
    Choice.ESCALATE: ("escalate",),
    Choice.INDIVIDUAL: ("assess",),
}
"""What the outcomes of each choice do to the referral."""

READ_TEXT = "text_read"
"""How a decision says that the person read a text which was not understood."""

LONGEST_NOTE = 2000
"""How many characters a note may have."""


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A choice as a button: the key, whether it is what was proposed, its outcomes in words, and their letters.

    `refused` says that a red flag stands in its way.
    """

    name: str
    key: int
    is_proposed: bool
    outcomes: tuple[tuple[str, str], ...]
    letters: tuple[Going, ...]
    refused: bool


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """All that the form shows, and what a person had chosen in it before it came back.

    `alerts` are those that must be seen, by rule and in words. `must_read` says that nothing is returned before the
    person has read the text. `due` is the choice that an open obligation asks for. `fault` says what is wrong with it.
    """

    choices: tuple[ChoiceView, ...]
    alerts: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    said: Mapping[str, str]
    must_read: bool
    due: str
    fault: str = ""

    @property
    def proposed(self) -> ChoiceView | None:
        """The choice that was proposed."""
        return next((each for each in self.choices if each.is_proposed), None)


def decision_form(case: Case, language: str, said: Mapping[str, str], fault: str = "") -> DecisionForm:
    """Return the form for a referral; `said` is what a person had chosen when it came back with a `fault`."""
    choices = tuple(_choice(case, choice, key, language) for key, choice in enumerate(Choice, 1))
    alerts, reasons = alerts_of(case.assessment, language), tuple(each.value for each in Override)
    decided = getattr(case.decided.what, "outcome", "") if case.decided else ""
    due = next((choice_of(case, each).value for each in _due(case) if each != decided), "")
    return DecisionForm(choices, alerts, reasons, said, _must_read(case), due, fault)


def alerts_of(assessment: Assessment | None, language: str) -> tuple[tuple[str, str], ...]:
    """Return the alerts of every place, once each, by rule and in words."""
    if assessment is None:
        return ()
    raised = {each.rule: each for proposal in assessment.proposals for each in proposal.alerts}
    return tuple((name, told_reason(assessment.guideline, each, language)) for name, each in raised.items())


def choice_of(case: Case, outcome: str) -> Choice:
    """Return the choice that an outcome of the guideline stands for."""
    for choice in Choice:
        if outcome in _outcomes(case, choice):
            return choice
    return Choice.INDIVIDUAL


def read_decision(case: Case, form: Mapping[str, str]) -> tuple[Decision | None, str]:
    """Return what the form decides; or None, and the word for what it lacks."""
    if form.get("choice") not in {each.value for each in Choice}:
        return None, "lacks_choice"
    choice = Choice(form["choice"])
    outcomes = _outcomes(case, choice)
    outcome = form.get(f"outcome.{choice.value}") or outcomes[0]
    if outcome not in outcomes:
        return None, "lacks_choice"
    if choice is Choice.RETURN and (_raised(case) or stands_against(case, outcome)):
        return None, "alert_stands"
    if set(_raised(case)) - _seen(form):
        return None, "lacks_seen"
    if choice is Choice.RETURN and _must_read(case) and READ_TEXT not in _seen(form):
        return None, "lacks_reading"
    why = form.get("override", "")
    override = Override(why) if why in {each.value for each in Override} else None
    proposed = _proposed(case)
    if proposed and outcome == proposed.outcome:
        override = None
    elif outcome in _due(case):
        override = override or Override.KNOWN_OTHERWISE  # what came to be known later opened it
    elif proposed and override is None:
        return None, "lacks_reason"
    note = form.get("note", "").strip()[:LONGEST_NOTE] or None
    if choice is Choice.ASK and note is None:
        return None, "lacks_question"
    read = (READ_TEXT,) if _must_read(case) and READ_TEXT in _seen(form) else ()
    return Decision(choice, outcome, case.answers, override, (*_raised(case), *read), note), ""


def chosen_letters(form: Mapping[str, str], case: Case, outcome: str, language: str) -> dict[str, bool]:
    """Return which letters the form ticked of those that it showed; nothing where it showed none."""
    if "letters" not in form:
        return {}
    return {each.field: form.get(each.field) == "yes" for each in letters_with(case, outcome, language)}


def _choice(case: Case, choice: Choice, key: int, language: str) -> ChoiceView:
    outcomes, proposed = _outcomes(case, choice), _proposed(case)
    is_proposed = proposed is not None and proposed.outcome in outcomes
    letters = tuple(letter for each in outcomes for letter in letters_with(case, each, language))
    refused = choice is Choice.RETURN and (bool(_raised(case)) or any(stands_against(case, each) for each in outcomes))
    told = tuple((each, _told(case, each, language)) for each in outcomes)
    return ChoiceView(choice.value, key, is_proposed, told, letters, refused)


def _outcomes(case: Case, choice: Choice) -> tuple[str, ...]:
    """The outcomes of a choice: what is proposed first, then what an open obligation asks for; or its own name."""
    guideline, proposed = case.guideline, _proposed(case)
    if guideline is None:
        return (choice.value,)
    owed = {each.proposes for each in guideline.obligations.values()}
    now = _due(case)
    first = {*now, *([proposed.outcome] if proposed else [])}
    found = [
        each
        for each in guideline.outcomes.values()
        if each.effect in EFFECTS[choice]
        and (each.id not in owed or each.id in first or choice is Choice.FETCH)
        and (each.effect != "assess" or (choice is Choice.FETCH) == (each.id in owed))
    ]
    found.sort(key=lambda each: (proposed is None or each.id != proposed.outcome, each.id not in now, each.rank))
    return tuple(each.id for each in found) or (choice.value,)


def _due(case: Case) -> tuple[str, ...]:
    """The outcomes that open obligations ask for."""
    return tuple(each.proposes for each in case.standing.values() if isinstance(each, ObligationOpened))


def _must_read(case: Case) -> bool:
    """Whether the last proposal says that a text, or a suspicion in it, was not understood."""
    return case.assessment is not None and any(each.code in UNREAD_TEXT for each in case.assessment.notices)


def _told(case: Case, outcome: str, language: str) -> str:
    if case.guideline is None or case.assessment is None or outcome not in case.guideline.outcomes:
        return ""
    return told_outcome(case.guideline, outcome, case.assessment.audience, language)


def _raised(case: Case) -> tuple[str, ...]:
    proposed = _proposed(case)
    return proposed.alerts if proposed else ()


def _proposed(case: Case) -> Proposed | None:
    return case.proposed.what if case.proposed and isinstance(case.proposed.what, Proposed) else None


def _seen(form: Mapping[str, str]) -> set[str]:
    return {name.removeprefix("seen.") for name, value in form.items() if name.startswith("seen.") and value == "yes"}
