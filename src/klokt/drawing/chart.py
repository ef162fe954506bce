"""What a flowchart says before it has a place on paper: numbered questions, exits, and a proposal's path."""

from collections.abc import Iterator
from dataclasses import dataclass

from klokt.model.fact import Audience
from klokt.model.guideline import Flow, Guideline, Outcome, Step
from klokt.model.proposal import Proposal
from klokt.model.truth import Truth
from klokt.words import Words

word = Words("klokt.drawing")


@dataclass(frozen=True, slots=True)
class Exit:
    """The answers of a question that lead to the same step or outcome."""

    answers: tuple[Truth, ...]
    to: str


def exits(step: Step) -> tuple[Exit, ...]:
    """Return where the answers of a question lead: each answer once, in the order yes, no, unknown."""
    answers: dict[str, tuple[Truth, ...]] = {}
    for truth, to in ((Truth.YES, step.yes), (Truth.NO, step.no), (Truth.UNKNOWN, step.unknown)):
        answers[to] = (*answers.get(to, ()), truth)
    return tuple(Exit(truths, to) for to, truths in answers.items())


class Chart:
    """A flow in one language, with the path of a proposal made by that flow, where there is one.

    Raises KeyError for a flow or language that the guideline does not have, and ValueError for a
    proposal of another flow or edition.
    """

    def __init__(self, guideline: Guideline, flow: str, language: str, proposal: Proposal | None = None) -> None:
        if proposal and (proposal.flow, proposal.content_hash) != (flow, guideline.content_hash):
            raise ValueError("the proposal was made by another flow, or by another wording of the guideline")
        self.guideline = guideline
        self.flow: Flow = guideline.flows[flow]
        self.language = language
        self.title = self.flow.title[language]
        self.proposal = proposal
        self.numbers = {step.id: number for number, step in enumerate(self.flow.steps, 1)}
        self._answered = {taken.step: taken.answer for taken in proposal.path} if proposal else {}

    @property
    def has_path(self) -> bool:
        """Whether the path of a proposal is shown."""
        return self.proposal is not None

    def is_taken(self, step: Step, exit: Exit | None = None) -> bool:
        """Return whether the path holds the question, or leaves it by that exit."""
        if exit is None or step.id not in self._answered:
            return step.id in self._answered
        return self._answered[step.id] in exit.answers and not (self.settled and step.id == self._last)

    @property
    def settled(self) -> bool:
        """Whether the path ends at a question whose every answer leads to the outcome in the end."""
        if self.proposal is None or self._answered[self._last] is not Truth.UNKNOWN:
            return False
        return self._steps[self._last].unknown != self.proposal.outcome

    def answers(self, exit: Exit) -> str:
        """Return the answers of an exit in words."""
        return " / ".join(word(truth.value, self.language) for truth in exit.answers).capitalize()

    def outcome(self, exit: Exit) -> Outcome | None:
        """Return the outcome that an exit leads to, or None where it leads to another question."""
        return None if exit.to in self.numbers else self.guideline.outcomes[exit.to]

    def told(self, outcome: Outcome) -> str:
        """Return what the audience is told of an outcome."""
        advised = self.flow.audience is Audience.REFERRER and outcome.advice
        return (outcome.advice if advised else outcome.title)[self.language]

    def concluded(self) -> str:
        """Return the sentence that says what is proposed; raise ValueError where there is no proposal."""
        if self.proposal is None:
            raise ValueError("there is no proposal to tell of")
        told = self.told(self.guideline.outcomes[self.proposal.outcome])
        lead = f"{self._word('settled')}. {self._word('proposal')}" if self.settled else self._word("proposal")
        return f"{lead}: {told}"

    def subtitle(self) -> str:
        """Return the guideline that the flow belongs to, with its edition."""
        return f"{self.guideline.title[self.language]}, {self._word('edition')} {self.guideline.edition}"

    def reservations(self) -> str:
        """Return who decides, and whether the readings still await somebody to confirm them."""
        awaiting = any(each.status.startswith("awaits") for each in self.guideline.interpretations.values())
        return f"{self._word('person')} {self._word('awaits')}" if awaiting else self._word("person")

    def place(self, item: Step | Outcome) -> tuple[str, str]:
        """Return the id of the source that a question or outcome rests on first, and where it stands."""
        first = item.source[0] if item.source else item.id
        if source := self.guideline.sources.get(first):
            return first, f"{self.guideline.documents[source.document].title}: {source.locator}"
        return first, ""

    def path(self) -> Iterator[tuple[Step, Truth]]:
        """Yield the questions of the path in the order they were put, each with its answer."""
        for name, answer in self._answered.items():
            yield self._steps[name], answer

    @property
    def _last(self) -> str:
        return list(self._answered)[-1]

    @property
    def _steps(self) -> dict[str, Step]:
        return {step.id: step for step in self.flow.steps}

    def _word(self, key: str) -> str:
        return word(key, self.language)
