"""What of a person's answers can be kept to learn from: each fact with the sentences that it was read in."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from klokt.channels.web.answers import Answers, editable, targets_of
from klokt.channels.web.desk import Entry
from klokt.model.duration import Duration
from klokt.model.expression import Value
from klokt.model.fact import FactDefinition, FactKind, Span
from klokt.model.referral import Referral, Statement, Target
from klokt.text.corrections import Kept, KeptCorrection, KeptSentence
from klokt.text.language import language_of
from klokt.text.masked import masked, shortened
from klokt.text.tokens import Cut, sentences_of

LEFT_OUT, GIVEN, NOTHING = "left_out", "given", "nothing"
"""What a person says of a sentence: not to keep it, that it says what was answered, or nothing of the fact."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the text by its number, masked as it would be kept, and what was read of the fact in it.

    It is `near` the fact where the fact was read in it, or its words were seen and set aside.
    """

    number: int
    text: str
    read: Kept
    is_read: bool
    is_near: bool
    beside: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Keepable:
    """A fact of a target that a person corrected or may confirm, with every sentence of the text.

    `number` is that of the target. `read` is None where nothing was read in the text, or both yes and no.
    """

    number: int
    target: Target
    fact: FactDefinition
    read: Kept
    given: Kept
    is_corrected: bool
    sentences: tuple[Sentence, ...]

    @property
    def name(self) -> str:
        """What the form calls it."""
        return f"keep.{self.number}.{self.fact.name}"

    def field(self, sentence: Sentence) -> str:
        """Return what the form calls a sentence of it."""
        return f"says.{self.number}.{self.fact.name}.{sentence.number}"

    def may_be_marked(self, sentence: Sentence) -> bool:
        """Return whether a sentence that nothing was seen in may say what the person answered."""
        return self.is_corrected and self.given is not None and not sentence.is_near

    def is_chosen(self, form: Mapping[str, str]) -> bool:
        """Return whether the person chose to keep it."""
        return form.get(self.name) == "yes"

    def said_of(self, sentence: Sentence, form: Mapping[str, str]) -> str:
        """Return what the person says of a sentence; before that, what follows from the answer.

        A sentence that was read as something else is left out where the text says both. One that nothing
        was seen in is left out unless it is marked.
        """
        said = form.get(self.field(sentence), "")
        if not sentence.is_near:
            return GIVEN if said == GIVEN and self.may_be_marked(sentence) else LEFT_OUT
        if said not in (LEFT_OUT, GIVEN, NOTHING):
            is_other = self.read is None and sentence.read != self.given
            said = GIVEN if sentence.is_read and not is_other else LEFT_OUT
        return NOTHING if said == GIVEN and self.given is None else said


def keepables(entry: Entry, answers: Answers) -> list[Keepable]:
    """Return what can be kept of a referral: what a person corrected first, then what was read and stands."""
    referral = entry.referral
    corrected = {(each.target, each.fact): each.value for each in answers.corrections}
    found: list[Keepable] = []
    for number, target in enumerate(targets_of(referral)):
        told = [each for each in referral.statements if _is_of(each, target)]
        places = _places(referral, told)
        open_facts = {name for place, name in corrected if place == target}
        for fact in editable(entry.guideline, target):
            read = _read(fact, told)
            is_corrected = (target, fact.name) in corrected
            if not is_corrected and read is None:
                continue
            given = _kept(fact, corrected[target, fact.name]) if is_corrected else read
            sentences = tuple(_sentence(number, each, fact, open_facts) for number, each in enumerate(places))
            found.append(Keepable(number, target, fact, read, given, is_corrected, sentences))
    return sorted(found, key=lambda each: not each.is_corrected)


def corrections(entry: Entry, found: Iterable[Keepable], form: Mapping[str, str], on: date) -> list[KeptCorrection]:
    """Return what the person chose to keep, in the form that it is kept in."""
    language = language_of(Cut.of(entry.referral.text or "").words)
    guideline = entry.guideline
    return [
        KeptCorrection(
            guideline=guideline.id,
            edition=guideline.edition,
            language=language,
            kept_on=on,
            fact=each.fact.name,
            read=each.read,
            given=each.given,
            sentences=tuple(_chosen(each, form)),
        )
        for each in found
        if each.is_chosen(form)
    ]


def _chosen(kept: Keepable, form: Mapping[str, str]) -> Iterator[KeptSentence]:
    for sentence in kept.sentences:
        said = kept.said_of(sentence, form)
        if said != LEFT_OUT:
            says = kept.given if said == GIVEN else None
            yield KeptSentence(sentence.text, sentence.read, says, sentence.beside)


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence as it would be kept, what rests on words of it, and the facts that words of it were set aside for."""

    text: str
    told: list[Statement]
    aside: set[str]


def _places(referral: Referral, told: Iterable[Statement]) -> list[_Place]:
    """The sentences of the text. It is masked whole, for a number may begin in one sentence and end in the next."""
    spans = sentences_of(referral.text or "")
    hidden = masked(referral.text or "")
    places = [_Place(shortened(hidden[each.start : each.end]), [], set()) for each in spans]
    for statement in told:
        for number in sorted({number for span in statement.evidence for number in _touched(span, spans)}):
            places[number].told.append(statement)
    for aside in referral.set_aside:
        for number in _touched(aside.evidence, spans):
            places[number].aside.add(aside.fact)
    return places


def _touched(span: Span, sentences: Sequence[Span]) -> range:
    """The numbers of the sentences that a span has words in."""
    first = bisect_right(sentences, span.start, key=lambda each: each.end)
    return range(first, bisect_left(sentences, span.end, key=lambda each: each.start))


def _sentence(number: int, place: _Place, fact: FactDefinition, open_facts: set[str]) -> Sentence:
    """A sentence for one fact; what the person corrected of others does not stand beside it."""
    own = [each for each in place.told if each.fact == fact.name]
    return Sentence(
        number=number,
        text=place.text,
        read=_read(fact, own),
        is_read=bool(own),
        is_near=bool(own) or fact.name in place.aside,
        beside={
            each.fact: each.value
            for each in place.told
            if isinstance(each.value, bool) and each.fact != fact.name and each.fact not in open_facts
        },
    )


def _is_of(statement: Statement, target: Target) -> bool:
    """Whether a statement rests on words of the text, and is one of this target or of no one in particular."""
    return bool(statement.evidence) and statement.target in (None, target)


def _read(fact: FactDefinition, told: Iterable[Statement]) -> Kept:
    """The one value that was read of a fact, None where there is none or more than one."""
    values = {_kept(fact, each.value) for each in told if each.fact == fact.name}
    return values.pop() if len(values) == 1 else None


def _kept(fact: FactDefinition, value: Value | None) -> Kept:
    """A value as it is kept: in the fact's unit, words masked, and of a day no more than its month."""
    if isinstance(value, Duration):
        read = fact.read(value)
        return None if isinstance(read, Duration) else read
    if isinstance(value, str) and fact.kind is FactKind.DATE:
        return value[: len("2012-11")]
    return shortened(masked(value)) if isinstance(value, str) and fact.kind is FactKind.TEXT else value
