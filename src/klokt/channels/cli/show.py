"""Show an assessment in a terminal, in the words of the guideline."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from klokt.channels.cli.terminal import Style, printable
from klokt.engine.reasons import places
from klokt.model.expression import Value
from klokt.model.fact import Origin, Span
from klokt.model.guideline import Guideline
from klokt.model.proposal import Evidence, Proposal, Reason
from klokt.model.truth import Truth
from klokt.triage.propose import Assessment
from klokt.wording.told import told_outcome, told_reason, told_target, told_truth, told_urgency, told_value
from klokt.words import Words

word = Words("klokt.channels.cli")

QUESTIONS = 5
"""How many missing facts are asked for in the terminal, unless all are wanted."""
LARGEST_CHANGE = 3
"""How many facts a change may have to be shown in the terminal, unless all are wanted."""


class Shown:
    """The lines that tell a person about one referral."""

    def __init__(
        self, assessment: Assessment, language: str, style: Style, width: int = 100, everything: bool = False
    ) -> None:
        self.assessment = assessment
        self.guideline: Guideline = assessment.guideline
        self.language = language
        self.style = style
        self.width = width
        self.everything = everything

    def lines(self) -> Iterator[str]:
        """Yield the whole answer, the leading proposal first."""
        head = (
            f"{printable(self.assessment.referral)}  {self.guideline.title[self.language]} ({self.guideline.edition})"
        )
        yield self.style(head, "bold")
        for proposal in self.assessment.proposals:
            yield from self._proposal(proposal)
        yield from self._list("set_aside", self._set_aside())
        yield from self._list("notices", (notice.message for notice in self.assessment.notices))
        yield self.style(f"  {self._word('person')}", "faint")
        yield ""

    def _word(self, key: str) -> str:
        return word(key, self.language)

    def _proposal(self, proposal: Proposal) -> Iterator[str]:
        target = told_target(self.guideline, proposal.target, self.language)
        colour = {"acute": "red", "prioritised": "yellow", "subacute": "yellow"}.get(proposal.urgency, "green")
        lead = f"  {target}: " if target else "  "
        yield f"{lead}{self.style(self._told(proposal.outcome), colour)}"
        letter = f"; {self._word('letter').lower()} {proposal.letter}" if proposal.letter else ""
        yield f"    {proposal.outcome}, {told_urgency(proposal.urgency, self.language)}{letter}"
        certain = "certain" if proposal.without_assumptions else "undecided" if proposal.assumptions else "open"
        yield f"    {self._word(certain)}."
        if proposal.group is not None:
            yield f"    {self._word('group')}: {self.guideline.groups[proposal.group].title[self.language]}"
        yield from self._list("alerts", (self._rule(alert) for alert in proposal.alerts))
        yield from self._path(proposal)
        yield from self._list("reasons", (self._rule(reason) for reason in proposal.reasons))
        yield from self._list("requirements", self._requirements(proposal))
        yield from self._list("indications", (self._evidence(each) for each in proposal.indications))
        yield from self._list("assumptions", self._assumptions(proposal))
        yield from self._list("missing", self._missing(proposal))
        yield from self._list("would_change", self._changes(proposal))
        disputed = (self._question(name) for name in proposal.disputed)
        rules = (self._rule(conflict) for conflict in proposal.conflicts)
        yield from self._list("conflicts", (*disputed, *rules))
        yield from self._list(
            "obligations",
            (self.guideline.obligations[duty.obligation].title[self.language] for duty in proposal.duties),
        )

    def _told(self, outcome_id: str) -> str:
        return told_outcome(self.guideline, outcome_id, self.assessment.audience, self.language)

    def _list(self, key: str, entries: Iterable[str]) -> Iterator[str]:
        for number, entry in enumerate(entries):
            if number == 0:
                yield f"    {self.style(self._word(key), 'bold')}"
            yield from wrap(entry, self.width, initial_indent="    - ", subsequent_indent="      ")

    def _path(self, proposal: Proposal) -> Iterator[str]:
        steps = {step.id: step for step in self.guideline.flows[proposal.flow].steps}
        yield f"    {self.style(self._word('path'), 'bold')}"
        for number, taken in enumerate(proposal.path, 1):
            facts = [self._stated(name, proposal) for name in taken.rests_on if self._is_told(name, proposal)]
            told = f"  [{', '.join(facts)}]" if facts else ""
            line = f"{steps[taken.step].question[self.language]} {told_truth(taken.answer, self.language)}{told}"
            yield from wrap(line, self.width, initial_indent=f"    {number:2}. ", subsequent_indent="        ")

    def _is_told(self, name: str, proposal: Proposal) -> bool:
        return name in proposal.facts and proposal.facts[name].origin is not Origin.ASSUMED

    def _stated(self, name: str, proposal: Proposal) -> str:
        fact = proposal.facts[name]
        quotes = [self._quoted(span) for span in fact.evidence]
        return " ".join([f"{name} = {self._fact_value(name, fact.value)}", *quotes])

    def _set_aside(self) -> Iterator[str]:
        """The words that were set aside, each once, with why and the facts that they speak of."""
        grouped: dict[tuple[str, str], list[str]] = {}
        for each in self.assessment.set_aside:
            facts = grouped.setdefault((self._word(each.why), self._quoted(each.evidence)), [])
            if each.fact not in facts:
                facts.append(each.fact)
        for (why, quote), facts in grouped.items():
            yield f"{why}: {quote} ({', '.join(facts)})"

    def _quoted(self, span: Span) -> str:
        return self._word("quoted").format(words=printable(" ".join(span.text.split())))

    def _fact_value(self, name: str, value: Value) -> str:
        return told_value(self.guideline.facts[name], value, self.language)

    def _question(self, name: str) -> str:
        return f"{self.guideline.facts[name].question[self.language]} ({name})"

    def _rule(self, reason: Reason) -> str:
        cited = "; ".join(f"{document}: {locator}" for document, locator in reason.sources[:1])
        holds = told_truth(Truth.of(reason.holds), self.language)
        told = told_reason(self.guideline, reason, self.language)
        return f"{told}: {holds} ({reason.rule}{', ' if cited else ''}{cited})"

    def _requirements(self, proposal: Proposal) -> Iterator[str]:
        """What the referral should tell and does not, each as the question to ask for it."""
        for met in proposal.requirements:
            requirement = self.guideline.requirements[met.requirement]
            if met.state == "absent":
                number = f"{requirement.number}. " if requirement.number is not None else ""
                yield f"{number}{requirement.title[self.language]}: {requirement.question[self.language]}"

    def _evidence(self, each: Evidence) -> str:
        """An indication, whether it holds, and the facts that speak against it or could still speak for it."""
        told = f"{self.guideline.rules[each.rule].title[self.language]}: {told_truth(each.holds, self.language)}"
        for key, names in (("against", each.against), ("lacking", each.lacking)):
            if names and each.holds is not Truth.YES:
                told += f"; {self._word(key)} {', '.join(names)}"
        return told

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
        shown = proposal.missing if self.everything else proposal.missing[:QUESTIONS]
        yield from (self._question(name) for name in shown)
        if len(shown) < len(proposal.missing):
            yield self._word("more").format(count=len(proposal.missing) - len(shown))

    def _changes(self, proposal: Proposal) -> Iterator[str]:
        small = [each for each in proposal.would_change if self.everything or len(each.facts) <= LARGEST_CHANGE]
        for change in small:
            facts = ", ".join(f"{name} = {self._fact_value(name, value)}" for name, value in change.facts.items())
            yield f"{facts}: {self._told(change.outcome)} ({change.outcome})"
        if len(small) < len(proposal.would_change):
            yield self._word("more").format(count=len(proposal.would_change) - len(small))
