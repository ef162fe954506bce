"""Load the lexicon of a guideline: from its entries and the languages' own words to phrases that can be found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from klokt.content.problem import Problem, found
from klokt.engine.parse import nearest
from klokt.errors import ContentError
from klokt.model.guideline import Guideline
from klokt.text.entries import Entries, Entry, read_entries
from klokt.text.language import language_words, side_words, turning_words
from klokt.text.learned import Learned, Output
from klokt.text.lexicon import NORDIC, Cue, Lexicon, Lexicons, Meaning, Name, PlaceWord, Settings, Topic
from klokt.text.phrases import GAP, Phrases, list_named, words_of
from klokt.text.remembered import Remembered
from klokt.text.weights import denying_words, learned_of
from klokt.triage.alarms import alerting

ENGLISH = "en"
NUMBERS = {
    "number": [str(number) for number in range(1, 60)],
    "high_number": [str(number) for number in range(60, 600)],
}
"""Lists that every lexicon has: <number> and <high_number>."""


@dataclass(frozen=True, slots=True)
class LoadedLexicon:
    """The lexicons of a folder, or None where any problem is an error; its entries; and the problems."""

    lexicons: Lexicons | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def lexicons_of(folder: Path, guideline: Guideline) -> Lexicons:
    """Return the lexicons of a guideline folder; raise ContentError with every error where they cannot be used."""
    loaded = load_lexicon(folder, guideline)
    if loaded.lexicons is None:
        errors = [str(problem) for problem in loaded.problems if problem.severity == "error"]
        raise ContentError(f"the phrases of {folder.name} cannot be used:\n" + "\n".join(errors))
    return loaded.lexicons


def load_lexicon(folder: Path, guideline: Guideline) -> LoadedLexicon:
    """Read the lexicons of a guideline folder. Nothing in its content raises: problems say what is wrong, and where."""
    problems: list[Problem] = []
    read = read_entries(folder, guideline, problems)
    problems += _strangers(read, guideline)
    problems += _duplicates(read)
    problems += _phrase_problems(read)
    if any(problem.severity == "error" for problem in problems):
        return LoadedLexicon(None, tuple(read.entries), tuple(problems))
    # English is read apart, with the phrases of the home language: its "no" is the Nynorsk for "now".
    english_words = language_words((ENGLISH,)).common
    nordic_words = frozenset(word.strip("*") for word in language_words(NORDIC).common)
    learned = learned_of(folder)
    lexicons = Lexicons(
        _lexicon(read, guideline, NORDIC, learned),
        _lexicon(read, guideline, (ENGLISH, home_of(read.languages)), learned),
        nordic_words - english_words,
        english_words - nordic_words,
        tuple(read.inferences),
        read.settings,
    )
    return LoadedLexicon(lexicons, tuple(read.entries), tuple(problems))


def home_of(languages: Iterable[str]) -> str:
    """Return the language that has every topic: the first that is not English. Its lists serve the others too."""
    return next((language for language in languages if language != ENGLISH), ENGLISH)


def _lexicon(read: Entries, guideline: Guideline, languages: tuple[str, ...], learned: Learned | None) -> Lexicon:
    numbers: dict[str, int] = {}
    meanings: list[Meaning] = []
    for entry in read.entries:
        if entry.meaning is not None and entry.id not in numbers:
            numbers[entry.id] = len(meanings)
            meanings.append(entry.meaning)
    language = language_words(languages)
    phrases = [
        (phrase, numbers[entry.id]) for entry in read.entries if entry.language in languages for phrase in entry.say
    ]
    for meaning, said in _turning(languages).items():
        phrases += [(phrase, len(meanings)) for phrase in said]
        meanings.append(meaning)
    searched = Phrases(
        phrases,
        _lists(read, languages),
        ENGLISH not in languages,
        _soothing(meanings),
        denying_words() | language.stops,
    )
    common = Phrases(((word, 0) for word in language.common), {})
    return Lexicon(
        meanings=tuple(meanings),
        phrases=searched,
        common=common,
        known=Remembered(lambda word: word in common or word in searched),
        language=language,
        sites={
            **dict.fromkeys(_subjects(meanings), ()),
            **{name: fact.sites for name, fact in guideline.facts.items()},
        },
        learned=learned,
        guessable=_guessable(meanings, learned),
        subjects=_beside(meanings, read.settings),
        alerting=frozenset(alerting(guideline)),
        units={name: fact.unit for name, fact in guideline.facts.items() if fact.unit is not None},
    )


def _guessable(meanings: Iterable[Meaning], learned: Learned | None) -> dict[Output, Topic]:
    """What a guess means: the first topic of its fact, best of the same value, with nothing around it to turn it."""
    topics = [each for each in meanings if isinstance(each, Topic)]
    found: dict[Output, Topic] = {}
    for fact, value in learned.outputs if learned is not None else ():
        about = [each for each in topics if fact in each.facts]
        like = next((each for each in about if each.value is value), about[0] if about else None)
        if like is not None:
            found[fact, value] = replace(like, facts=(fact,), value=value, settled=True, placed=False)
    return found


def _beside(meanings: Iterable[Meaning], settings: Settings) -> dict[str, str]:
    """The facts that are unclear where something is told and nothing was read of them, with what they count beside."""
    topics = [each for each in meanings if isinstance(each, Topic) and each.of is not None]
    unclear = frozenset(settings.unclear_beside.values())
    return {fact: str(each.of) for each in topics for fact in each.facts if fact in unclear}


def _subjects(meanings: Iterable[Meaning | None]) -> frozenset[str]:
    """What others are told together with, and is no fact."""
    return frozenset(name for each in meanings if isinstance(each, Topic) and each.subject for name in each.facts)


def _soothing(meanings: Sequence[Meaning]) -> frozenset[int]:
    """The phrases, by number, that say by themselves that something is not so."""
    return frozenset(number for number, each in enumerate(meanings) if isinstance(each, Topic) and each.soothes)


def _turning(languages: tuple[str, ...]) -> dict[Meaning, list[str]]:
    """The turning words and sides with their phrases; what several languages have is there once."""
    turning: dict[Meaning, list[str]] = {}
    for kind, place, said in turning_words(languages):
        turning.setdefault(Cue(kind, place), []).extend(said)
    for side, said in side_words(languages):
        turning.setdefault(PlaceWord(None, side), []).extend(said)
    return turning


def _lists(read: Entries, languages: Iterable[str]) -> Mapping[str, list[str]]:
    lists = {name: list(words) for name, words in NUMBERS.items()}
    for language in languages:
        for name, words in read.lists.get(language, {}).items():
            lists.setdefault(name, []).extend(words)
    return lists


def _strangers(read: Entries, guideline: Guideline) -> Iterator[Problem]:
    """Entries with an id and no facts that no other entry gives a meaning, and names of what is not there."""
    known = {entry.id for entry in read.entries if entry.meaning is not None}
    sites = {entry.meaning.site for entry in read.entries if isinstance(entry.meaning, PlaceWord)}
    subjects = _subjects(entry.meaning for entry in read.entries)
    hideable = {*subjects, *guideline.facts}
    for entry in read.entries:
        if entry.meaning is None and entry.id not in known:
            hint = nearest(entry.id, known) or "give it a fact"
            yield found("K120", entry.block.at("id"), f'there is no topic "{entry.id}"', hint)
        if not isinstance(entry.meaning, Topic):
            continue
        together, site = entry.meaning.together, entry.meaning.site
        for name in (entry.meaning.covers or frozenset()) - hideable:
            hint = nearest(name, hideable)
            yield found("K120", entry.block.at("hides"), f'there is no fact or subject "{name}"', hint)
        if together is not None and together not in subjects:
            hint = nearest(together, subjects) or "name its words in a subject"
            yield found("K120", entry.block.at("together"), f'there is no subject "{together}"', hint)
        if site is not None and site not in sites:
            yield found("K120", entry.block.at("site"), f'there is no place "{site}"', "name its words in a place")


def _duplicates(read: Entries) -> Iterator[Problem]:
    """Ids that stand for two things, or that one language has twice."""
    meant: dict[str, Meaning] = {}
    seen: set[tuple[str, str]] = set()
    for entry in read.entries:
        same = entry.meaning is None or meant.setdefault(entry.id, entry.meaning) is entry.meaning
        hiding = isinstance(entry.meaning, Topic) and not entry.meaning.facts
        again = (entry.language, entry.id) in seen
        if again or not (same or hiding or isinstance(entry.meaning, PlaceWord | Name)):
            yield found("K105", entry.block.at("id"), f'"{entry.id}" is there already', "add to its phrases")
        seen.add((entry.language, entry.id))


def _phrase_problems(read: Entries) -> Iterator[Problem]:
    """Phrases that would fit everything, and lists that are not there."""
    home = home_of(read.languages)
    for entry in read.entries:
        lists = {*NUMBERS, *read.lists.get(home, {}), *read.lists.get(entry.language, {})}
        for phrase in entry.say:
            words = words_of(phrase)
            for word in words:
                name = list_named(word)
                if name is not None and name not in lists:
                    message = f'there is no list "{name}" in {entry.language}'
                    yield found("K120", entry.block.at("say"), message, nearest(name, lists))
            if not words or GAP in (words[0], words[-1]) or any(_is_empty(word) for word in words):
                yield found("K210", entry.block.at("say"), f'the phrase "{phrase}" has an empty part')
    for language, named in read.lists.items():
        for name, listed_words in named.items():
            if any(_is_empty(word) for word in listed_words):
                place = next(entry.block.place for entry in read.entries if entry.language == language)
                yield found("K210", place, f'the list "{name}" has an empty word')


def _is_empty(word: str) -> bool:
    """Whether nothing is left of a word, or of one of its choices, without its stars: it would fit every word."""
    if word == GAP or list_named(word) is not None:
        return False
    return not all(choice.strip("*") for choice in word.removesuffix("?").split("|")) and word != "?"
