"""Show an assessment in a terminal, in the words of the guideline."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from klokt.channels.cli.terminal import Style
from klokt.channels.cli.words import word
from klokt.channels.wire import plain
from klokt.engine.reasons import places
from klokt.model.expression import Value
from klokt.model.fact import Audience, Origin
from klokt.model.guideline import Guideline
from klokt.model.proposal import Proposal, Reason
from klokt.triage.propose import Assessment

WIDTH = 100
QUESTIONS = 5
"""How many missing facts are asked for in the terminal; the JSON form has them all."""


class Shown:
    """The lines that tell a person about one referral."""

    def __init__(self, assessment: Assessment, language: str, style: Style) -> None:
        self.assessment = assessment
        self.guideline: Guideline = assessment.guideline
        self.language = language
        self.style = style

    def lines(self) -> Iterator[str]:
        """Yield the whole answer, the leading proposal first."""
        head = f"{self.assessment.referral}  {self.guideline.title[self.language]} ({self.guideline.edition})"
        yield self.style(head, "bold")
        for proposal in self.assessment.proposals:
            yield from self._proposal(proposal)
        conflicts = [*self.assessment.disputed]
        yield from self._list("conflicts", (self._question(name) for name in conflicts))
        yield from self._list("notices", (notice.message for notice in self.assessment.notices))
        yield self.style(f"  {self._word('person')}", "faint")
        yield ""

    def _word(self, key: str) -> str:
        return word(key, self.language)

    def _proposal(self, proposal: Proposal) -> Iterator[str]:
        outcome = self.guideline.outcomes[proposal.outcome]
        told = outcome.title if self.assessment.audience is Audience.RECEIVER else outcome.advice or outcome.title
        target = " ".join(self._label(each) for each in (proposal.target.site, proposal.target.side) if each)
        colour = {"acute": "red", "prioritised": "yellow", "subacute": "yellow"}.get(proposal.urgency, "green")
        lead = f"  {target}: " if target else "  "
        yield f"{lead}{self.style(told[self.language], colour)}"
        letter = f"; {self._word('letter').lower()} {proposal.letter}" if proposal.letter else ""
        yield f"    {proposal.outcome}, {self._word(proposal.urgency)}{letter}"
        certain = "certain" if proposal.without_assumptions else "undecided"
        yield f"    {self._word(certain)}."
        yield from self._list("alerts", (self._rule(alert) for alert in proposal.alerts))
        yield from self._path(proposal)
        yield from self._list("reasons", (self._rule(reason) for reason in proposal.reasons))
        yield from self._list("assumptions", self._assumptions(proposal))
        yield from self._list("missing", self._missing(proposal))
        yield from self._list("would_change", self._changes(proposal))
        yield from self._list("conflicts", (self._rule(conflict) for conflict in proposal.conflicts))
        yield from self._list(
            "obligations",
            (self.guideline.obligations[duty.obligation].title[self.language] for duty in proposal.duties),
        )

    def _list(self, key: str, entries: Iterable[str]) -> Iterator[str]:
        for number, entry in enumerate(entries):
            if number == 0:
                yield f"    {self.style(self._word(key), 'bold')}"
            yield from wrap(entry, WIDTH, initial_indent="    - ", subsequent_indent="      ")

    def _path(self, proposal: Proposal) -> Iterator[str]:
        steps = {step.id: step for step in self.guideline.flows[proposal.flow].steps}
        yield f"    {self.style(self._word('path'), 'bold')}"
        for number, taken in enumerate(proposal.path, 1):
            facts = [self._stated(name, proposal) for name in taken.rests_on if self._is_told(name, proposal)]
            told = f"  [{', '.join(facts)}]" if facts else ""
            line = f"{steps[taken.step].question[self.language]} {self._word(taken.answer.value)}{told}"
            yield from wrap(line, WIDTH, initial_indent=f"    {number:2}. ", subsequent_indent="        ")

    def _is_told(self, name: str, proposal: Proposal) -> bool:
        return name in proposal.facts and proposal.facts[name].origin is not Origin.ASSUMED

    def _stated(self, name: str, proposal: Proposal) -> str:
        return f"{name} = {self._fact_value(name, proposal.facts[name].value)}"

    def _fact_value(self, name: str, value: Value) -> str:
        unit = self.guideline.facts[name].unit
        return f"{plain(value)} {self._word(unit.value)}" if unit else self._value(value)

    def _label(self, choice: str) -> str:
        """A site or side in the guideline's own words where it has them."""
        labels = [fact.labels[choice] for fact in self.guideline.facts.values() if choice in fact.labels]
        return labels[0][self.language] if labels else self._word(choice)

    def _value(self, value: Value) -> str:
        return (
            self._word({True: "yes", False: "no"}[value]) if isinstance(value, bool) else self._label(str(plain(value)))
        )

    def _question(self, name: str) -> str:
        return f"{self.guideline.facts[name].question[self.language]} ({name})"

    def _rule(self, reason: Reason) -> str:
        rule = self.guideline.rules.get(reason.rule)
        steps = (step for flow in self.guideline.flows.values() for step in flow.steps if step.id == reason.rule)
        title = rule.title[self.language] if rule else next(steps).question[self.language]
        cited = "; ".join(f"{document}: {locator}" for document, locator in reason.sources[:1])
        return f"{title}: {self._word('yes' if reason.holds else 'no')} ({reason.rule}{', ' if cited else ''}{cited})"

    def _assumptions(self, proposal: Proposal) -> Iterator[str]:
        grouped: dict[tuple[str, str], list[str]] = {}
        for each in proposal.assumptions:
            read_as = self._fact_value(each.fact, each.read_as)
            question = self.guideline.facts[each.fact].question[self.language]
            grouped.setdefault((read_as, each.source), []).append(question)
        for (read_as, source), questions in grouped.items():
            document, locator = places(self.guideline, [source])[0]
            yield f"{read_as}: {' '.join(questions)} ({document}: {locator})"

    def _missing(self, proposal: Proposal) -> Iterator[str]:
        yield from (self._question(name) for name in proposal.missing[:QUESTIONS])
        if len(proposal.missing) > QUESTIONS:
            yield self._word("more").format(count=len(proposal.missing) - QUESTIONS)

    def _changes(self, proposal: Proposal) -> Iterator[str]:
        for change in proposal.would_change:
            facts = ", ".join(f"{name} = {self._fact_value(name, value)}" for name, value in change.facts.items())
            yield f"{facts}: {self.guideline.outcomes[change.outcome].title[self.language]} ({change.outcome})"
