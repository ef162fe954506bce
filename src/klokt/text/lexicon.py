"""What the phrases of a guideline mean, and the lexicons that find them in a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from klokt.model.duration import Unit
from klokt.model.expression import Expression, Value
from klokt.text.language import LanguageWords
from klokt.text.learned import Learned, Output
from klokt.text.phrases import Phrases
from klokt.text.remembered import Remembered

NORDIC = ("nb", "nn", "da", "sv")
"""Read together: one referral mixes them, and their words seldom mean different things."""
LONG_PAST = 550
"""Days: what is dated longer back than this is not of the present episode."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a phrase says: facts and their value, and how its surroundings turn it.

    `suspected` facts hold where the thing is only supposed. A `settled` phrase has its own denial
    in it. `of` is the fact that must be told beside it, `together` the subject that must be told in
    the same text; a `subject` is no fact by itself. `lasts` and `dated` are facts that take the
    length or the age told beside it; NO_FACT takes a time so that nothing else does. `named` and
    `day` are facts that take the name of a place and the date beside it. `kept` facts hold though
    past, `always` ones though dated long ago, `planned` ones though yet to come; of a `not_yet` one
    a plan says that it is not so yet. A `requested` thing may be what the referral asks for. A
    choice that is denied is `denied`, another choice, or else set aside. A `placed` phrase counts
    only where its site is told around it, and one that `yields` where nothing else denies its fact
    or outweighs it. It hides shorter phrases that it overlaps: those about the facts that it
    `covers`, or all where that is None; a `strong` one also longer ones.
    """

    facts: tuple[str, ...]
    value: Value
    groups: frozenset[str]
    covers: frozenset[str] | None
    of: str | None = None
    together: str | None = None
    lasts: str | None = None
    dated: str | None = None
    named: str | None = None
    day: str | None = None
    site: str | None = None
    of_patient: bool = False
    suspected: bool = False
    settled: bool = False
    kept: bool = False
    always: bool = False
    planned: bool = False
    not_yet: bool = False
    requested: bool = False
    placed: bool = False
    yields: bool = False
    denied: str | None = None
    strong: bool = False
    subject: bool = False

    @property
    def soothes(self) -> bool:
        """Whether its phrases say by themselves that something is not so."""
        return self.settled and self.value in (False, self.denied)


NO_FACT = "-"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that turns what stands before or after it: kind and place, such as negation, before."""

    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """A word for a site of the body or for a side."""

    site: str | None
    side: str | None


@dataclass(frozen=True, slots=True)
class Watch:
    """Words that nobody may pass over: where nothing else in the text reads them, these facts are unclear."""

    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a fact can have for its value, such as that of a hospital."""

    fact: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a scale by its rank, the worst 0; or a word for now, with a rank below that.

    Where the step of now is lower than the one before, the fact has the value.
    """

    fact: str
    value: Value
    rank: int


NOW = -1
"""The rank of a word for now."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is scored, or a word that tells when: the fact has the value where it got better by enough, else not.

    It counts only where the fact `of` is told.
    """

    fact: str
    of: str
    value: bool
    lower_is_better: bool
    enough: int
    tells_when: bool


Meaning = Topic | Cue | PlaceWord | Watch | Name | Step | Measure


@dataclass(frozen=True, slots=True)
class Inference:
    """A fact that follows from what the text says of others, by a condition of the rule language."""

    fact: str
    value: Value
    when: Expression


@dataclass(frozen=True, slots=True)
class Settings:
    """How a guideline puts mentions together.

    `conflict` is the fact that the `complaint` (facts) is told only of a place that nobody asked about.
    Where a fact of `yes_wins` is both denied and described, the description holds; of a fact of
    `last_wins` what is told last, of `first_wins` what is told first, and of the choices of
    `worst_first` the first in its order. `length` is the fact that takes a length of time which
    belongs to nothing else. Beside a fact of `unclear_beside` that is told, the fact that it names is
    unclear where nothing was read of it: words about it may stand there that are not known. What
    `yields` or is denied of a fact that is `outweighed` by another is left out where both are told.
    Where `short_texts` are read, one of few words is understood if every word of it is known.
    """

    conflict: str | None = None
    complaint: frozenset[str] = frozenset()
    yes_wins: frozenset[str] = frozenset()
    last_wins: frozenset[str] = frozenset()
    first_wins: frozenset[str] = frozenset()
    worst_first: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    length: str | None = None
    short_texts: bool = False
    unclear_beside: Mapping[str, str] = field(default_factory=dict)
    outweighed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases of some languages with their meanings by number, and the words of the languages."""

    meanings: tuple[Meaning, ...]
    phrases: Phrases
    common: Phrases
    known: Remembered[str, bool]
    language: LanguageWords
    sites: Mapping[str, tuple[str, ...]]
    units: Mapping[str, Unit]
    learned: Learned | None = None
    guessable: Mapping[Output, Topic] = field(default_factory=dict)
    """What a guess of a fact and value means: as its phrases do, but with nothing around it to turn it."""
    subjects: Mapping[str, str] = field(default_factory=dict)
    """The facts of which something is mostly told beside another, with that."""
    alerting: frozenset[str] = frozenset()
    """The facts that can raise an alert."""

    def knows(self, word: str) -> bool:
        """Return whether a word is common in the languages, or part of a phrase."""
        return self.known[word]


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The phrases of a guideline for the Nordic languages and for English, and the words that tell them apart.

    The inferences and settings are the same for all languages.
    """

    nordic: Lexicon
    english: Lexicon
    nordic_words: frozenset[str]
    english_words: frozenset[str]
    inferences: tuple[Inference, ...]
    settings: Settings

    def of_phrases(self) -> "Lexicons":
        """Return the same phrases without what was learned from sentences."""
        return replace(self, nordic=replace(self.nordic, learned=None), english=replace(self.english, learned=None))

    def of(self, words: set[str]) -> Lexicon:
        """Return the lexicon of the language that more of the words are common in; where it is even, that knows more.

        Nordic where that is even too.
        """
        english, nordic = len(words & self.english_words), len(words & self.nordic_words)
        if english == nordic:
            english, nordic = sum(map(self.english.knows, words)), sum(map(self.nordic.knows, words))
        return self.english if english > nordic else self.nordic
