"""Add a second reader's answers to a first reading, one by one: what would lower anything becomes a question."""

from dataclasses import replace
from datetime import date

from klokt.model.expression import Value
from klokt.model.fact import FactDefinition, FactKind, Origin, Span
from klokt.model.referral import Referral, SetAside, Statement
from klokt.text.quotes import found_quote
from klokt.text.standing import Standing, lowers, raises, standings
from klokt.triage.alarms import raising
from klokt.triage.propose import Assessor

ADDED = "added"
ASKED = "asked"
BY_SECOND_READER = "second_reader"
"""Why something is set aside that only a second reader read."""


class Merge:
    """A referral as it grows by one answer after the other. Raises IntakeError where it cannot be assessed."""

    def __init__(self, referral: Referral, assessor: Assessor, on: date) -> None:
        self.referral = referral
        self._assessor = assessor
        self._on = on
        self._raising = raising(assessor.guideline)
        self._before = self._standings(referral)
        self._unsettled = {*referral.unclear, *(each.fact for each in referral.set_aside)}
        self._told = {each.fact for each in referral.statements}
        self._told.update(*(each.values for each in self._before), *(each.proposal.disputed for each in self._before))

    def is_flag(self, fact: str) -> bool:
        """Whether saying yes to a fact can raise an alarm: such answers are looked at first."""
        definition = self._assessor.guideline.facts.get(fact)
        return fact in self._raising and definition is not None and definition.kind is FactKind.BOOLEAN

    def add(self, fact: str, told: object, quote: str) -> str:
        """Take what is said of a fact, and return in a few words what became of it."""
        definition = self._assessor.guideline.facts.get(fact)
        if definition is None or definition.field_name is not None:
            return "not a fact that was asked for"
        span = found_quote(self.referral.text or "", quote)
        if span is None:
            return "quote not in the text"
        try:
            value = definition.read(told)
        except ValueError:
            return "value does not fit"
        if definition.kind is FactKind.TEXT and str(value) not in span.text:
            return "value not in its quote"
        if self._is_known(fact, value):
            return "already known"
        if self.is_flag(fact) and value is not True:
            return "denies what can raise an alarm"
        return self._weighed(definition, value, span)

    def _is_known(self, fact: str, value: Value) -> bool:
        stated = any(each.fact == fact and each.value == value for each in self.referral.statements)
        return stated or all(each.values.get(fact) == value for each in self._before)

    def _weighed(self, definition: FactDefinition, value: Value, span: Span) -> str:
        """Take a value, leave it where it can change nothing that was read, or put it as a question."""
        fact, flag = definition.name, self.is_flag(definition.name)
        statement = Statement(fact, value, Origin.TEXT, None, (span,))
        if fact in self._unsettled and not flag:
            return "left unsettled"
        if fact in self._told and not flag and not self._would_matter(statement):
            return "makes no difference beside what was read"
        told = (*self.referral.statements, statement)
        if self._taken(replace(self.referral, statements=told), must_raise=not flag and self._sends_away_by(fact)):
            self._told.add(fact)
            return ADDED
        return self._asked(fact, value, span)

    def _sends_away_by(self, fact: str) -> bool:
        """Whether a patient is sent away by the silence on a fact: then the words for it are no silence."""
        return any(
            each.sends_away and any(assumed.fact == fact for assumed in each.proposal.assumptions)
            for each in self._before
        )

    def _would_matter(self, statement: Statement) -> bool:
        """Whether a value would change what is proposed if it stood in the place of the one that was read."""
        others = tuple(each for each in self.referral.statements if each.fact != statement.fact)
        instead = self._standings(replace(self.referral, statements=(*others, statement)))
        return lowers(self._before, instead) or raises(self._before, instead)

    def _asked(self, fact: str, value: Value, span: Span) -> str:
        """Show the words and what they may mean; the fact is then no silence, unless that would lower something."""
        aside = (*self.referral.set_aside, SetAside(fact, value, BY_SECOND_READER, span))
        shown = replace(self.referral, set_aside=aside)
        if not self._taken(replace(shown, unclear=(*shown.unclear, fact))):
            self.referral = shown
        self._unsettled.add(fact)
        return ASKED

    def _standings(self, referral: Referral) -> list[Standing]:
        return standings(self._assessor, referral, self._on)

    def _taken(self, grown: Referral, must_raise: bool = False) -> bool:
        """Let the referral grow, unless anything would then be lowered."""
        after = self._standings(grown)
        if lowers(self._before, after) or (must_raise and not raises(self._before, after)):
            return False
        self.referral, self._before = grown, after
        return True
