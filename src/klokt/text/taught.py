"""Turn kept corrections into lines of labelled sentences for a clinician to review, beside those that are there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from klokt.model.fact import FactKind
from klokt.model.guideline import Guideline
from klokt.text.corrections import Kept, KeptCorrection, KeptSentence
from klokt.text.lessons import Lesson

_MARK = "#"


@dataclass(slots=True)
class _Sentence:
    """What people said of one sentence: each fact with all that was said of it, and what was read beside it."""

    text: str
    said: dict[str, list[Kept]] = field(default_factory=dict)
    beside: dict[str, bool] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)

    @property
    def is_settled(self) -> bool:
        """Whether nobody said one thing of it and somebody else another."""
        return all(len(values) == 1 for values in self.said.values())

    def lesson(self) -> Lesson:
        """What is to be learned: what was said counts, and beside it what was read and nobody spoke of."""
        facts = {fact: value for fact, (value, *_) in self.said.items() if isinstance(value, bool)}
        return Lesson(self.text, facts | {fact: yes for fact, yes in self.beside.items() if fact not in self.said})

    def differences(self, known: Lesson) -> list[str]:
        """Return where a lesson that is there says otherwise, a fact each."""
        return [
            f"{known.place} says {_told(fact, known.facts.get(fact))}"
            for fact, (value, *_) in self.said.items()
            if known.facts.get(fact) != value
        ]


def taught_lines(corrections: Iterable[KeptCorrection], known: Sequence[Lesson], guideline: Guideline) -> Iterator[str]:
    """Yield the corrections of a guideline as lines of text/learned/*.txt.

    Only what is new stands as lines to learn from. All else is a comment: what contradicts a lesson that is
    there or another correction, what is there already, and what no line can say.
    """
    own = [each for each in corrections if each.guideline == guideline.id]
    learnable = [each for each in own if _is_answered_yes_or_no(each.fact, guideline)]
    there = {_key(lesson.sentence): lesson for lesson in known}
    new, against, already = [], [], []
    for key, sentence in _by_sentence(learnable, guideline).items():
        lesson = there.get(key)
        differences = sentence.differences(lesson) if lesson else []
        if not sentence.is_settled or differences:
            against.append((sentence, differences))
        elif lesson:
            already.append(lesson)
        else:
            new.append(sentence)
    yield f"{_MARK} {len(new)} new: read each before it is learned from"
    for sentence in new:
        yield from (f"{_MARK} {told}" for told in sentence.read)
        yield sentence.lesson().line
    if against:
        yield from _against(against)
    if already:
        yield f"{_MARK} {len(already)} already there"
        yield from (f"{_MARK} {lesson.place}: {lesson.line}" for lesson in already)
    yield from _not_learnable(own, guideline)


def _against(found: Sequence[tuple[_Sentence, list[str]]]) -> Iterator[str]:
    yield f"{_MARK} {len(found)} that contradict what is there, or each other: settle which is right"
    for sentence, differences in found:
        yield from (f"{_MARK} {told}" for told in (*sentence.read, *differences))
        for fact, values in sentence.said.items():
            if len(values) > 1:
                yield f"{_MARK} was corrected to {' and to '.join(_told(fact, value) for value in values)}"
        yield f"{_MARK} {sentence.lesson().line if sentence.is_settled else sentence.text}"


def _not_learnable(own: Sequence[KeptCorrection], guideline: Guideline) -> Iterator[str]:
    """What no line can say: facts that are not answered with yes or no, or that the guideline has no more."""
    others = [each for each in own if not _is_answered_yes_or_no(each.fact, guideline)]
    silent = [each for each in own if not each.sentences]
    if others:
        yield f"{_MARK} {len(others)} of facts that are not answered with yes or no: a phrase may read them"
    for each in others:
        for sentence in each.sentences:
            told = f"{_told(each.fact, sentence.says)}, read as {_value(sentence.read)}"
            yield f"{_MARK} {told} | {_one_line(sentence.text)}"
    if silent:
        yield f"{_MARK} {len(silent)} without a sentence"
    yield from (f"{_MARK} {_told(each.fact, each.given)}, read as {_value(each.read)}" for each in silent)


def _by_sentence(corrections: Iterable[KeptCorrection], guideline: Guideline) -> dict[str, _Sentence]:
    found: dict[str, _Sentence] = {}
    for correction in corrections:
        for kept in correction.sentences:
            sentence = found.setdefault(_key(kept.text), _Sentence(_one_line(kept.text)))
            values = sentence.said.setdefault(correction.fact, [])
            if kept.says not in values:
                values.append(kept.says)
            beside = (item for item in kept.beside.items() if _is_answered_yes_or_no(item[0], guideline))
            sentence.beside.update(beside)
            told = _read_as(correction, kept)
            if told not in sentence.read:
                sentence.read.append(told)
    return found


def _read_as(correction: KeptCorrection, kept: KeptSentence) -> str:
    about = f"{correction.kept_on} (edition {correction.edition}, {correction.language or 'language not told'})"
    if kept.read is None:
        return f"{about}: nothing was read of {correction.fact}"
    return f"{about}: {'rightly' if kept.read == kept.says else 'wrongly'} read as {_told(correction.fact, kept.read)}"


def _is_answered_yes_or_no(fact: str, guideline: Guideline) -> bool:
    definition = guideline.facts.get(fact)
    return definition is not None and definition.kind is FactKind.BOOLEAN


def _told(fact: str, value: Kept) -> str:
    return f"nothing of {fact}" if value is None else f"{fact}={_value(value)}"


def _value(value: Kept) -> str:
    return "nothing" if value is None else {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _key(sentence: str) -> str:
    """What two sentences share that say the same in other capitals, blanks or a full stop."""
    return _one_line(sentence).casefold().rstrip(".")
