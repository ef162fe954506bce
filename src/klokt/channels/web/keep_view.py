"""What can be kept of a referral, as its page shows it before anything is kept, and what was kept after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klokt.channels.web.keeping import GIVEN, LEFT_OUT, NOTHING, Keepable, Sentence
from klokt.channels.web.page import word
from klokt.model.fact import FactDefinition
from klokt.model.guideline import Guideline
from klokt.text.corrections import Kept
from klokt.wording.told import told_target, told_value
from klokt.wording.told import word as told_word


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence with what may be said of it: the name in the form, its words, the answers, and the one chosen."""

    name: str
    words: str
    options: tuple[tuple[str, str], ...]
    chosen: str

    @property
    def is_kept(self) -> bool:
        """Whether the sentence would be kept."""
        return self.chosen != LEFT_OUT

    @property
    def says(self) -> str:
        """What is said of the sentence, in words."""
        return dict(self.options)[self.chosen]


@dataclass(frozen=True, slots=True)
class KeepField:
    """A fact that can be kept: its question, what was read and given, and its sentences.

    `near` are those with words about it, `others` those that a person may mark.
    """

    name: str
    place: str
    question: str
    read: str
    given: str
    is_corrected: bool
    is_chosen: bool
    near: tuple[Choice, ...]
    others: tuple[Choice, ...]


def keep_fields(
    guideline: Guideline, found: Iterable[Keepable], form: Mapping[str, str], language: str, has_chosen: bool
) -> tuple[KeepField, ...]:
    """Return what can be kept with what the form says of it; until somebody has chosen, the corrections are."""
    return tuple(
        KeepField(
            name=each.name,
            place=told_target(guideline, each.target, language),
            question=each.fact.question[language],
            read=_told(each.fact, each.read, language) or word("keep_not_read", language),
            given=_told(each.fact, each.given, language) or told_word("unknown", language).capitalize(),
            is_corrected=each.is_corrected,
            is_chosen=each.is_chosen(form) if has_chosen else each.is_corrected,
            near=tuple(_choice(each, one, form, language) for one in each.sentences if one.is_near),
            others=tuple(_choice(each, one, form, language) for one in each.sentences if each.may_be_marked(one)),
        )
        for each in found
    )


def _choice(kept: Keepable, sentence: Sentence, form: Mapping[str, str], language: str) -> Choice:
    given = _told(kept.fact, kept.given, language)
    options = [(GIVEN, word("keep_says", language).format(value=given))] if given else []
    options += [(NOTHING, word("keep_says_nothing", language)), (LEFT_OUT, word("keep_left_out", language))]
    return Choice(kept.field(sentence), sentence.text, tuple(options), kept.said_of(sentence, form))


def _told(fact: FactDefinition, value: Kept, language: str) -> str:
    """A value in words; nothing for none."""
    return "" if value is None else told_value(fact, value, language).capitalize()
