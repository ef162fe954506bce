"""Read the entries of a guideline's lexicon, text/<language>/*.toml, and report at its line what does not fit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from klokt.content.problem import Problem
from klokt.content.reading.blocks import Block, Tables, read_tables
from klokt.content.reading.folder import listed, text_in
from klokt.content.reading.reader import Reader
from klokt.engine.parse import Names, nearest, parse
from klokt.errors import ExpressionError
from klokt.model.expression import Value
from klokt.model.fact import FactKind
from klokt.model.guideline import Guideline
from klokt.text.language import LANGUAGES
from klokt.text.lexicon import NO_FACT, NOW, Inference, Meaning, Measure, Name, PlaceWord, Settings, Step, Topic, Watch

KINDS = ("topic", "subject", "hidden", "harmless", "watch", "place", "name", "course", "measure", "infer")
"""What an entry is: a topic with facts, a subject that a topic is told together with, phrases that hide others, what
may be wondered about without an alarm, words that nobody may pass over, the words for a site, names that a fact can
have for its value, a scale on which a later step may be worse, scores that may get better, or a fact that follows
from others."""
EXAMPLES = ("yes", "no", "nothing", "unclear")
"""How a text beside an entry must be read: the fact true, false, not told, or told without being settled."""
ABOUT = ("place", "patient")
BETTER = ("lower", "higher")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of one language: its phrases, what they mean, and the examples beside them.

    An entry that has only an id and phrases has no meaning of its own: it says more of a topic that
    another language has.
    """

    id: str
    language: str
    block: Block
    say: tuple[str, ...]
    meaning: Meaning | None
    examples: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Entries:
    """All that the files of a lexicon hold, Bokmål first."""

    entries: list[Entry] = field(default_factory=list)
    inferences: list[Inference] = field(default_factory=list)
    lists: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    languages: tuple[str, ...] = ()


def read_entries(folder: Path, guideline: Guideline, problems: list[Problem]) -> Entries:
    """Return the entries of a guideline folder; each that does not fit is a problem."""
    found = Entries(languages=tuple(each for each in LANGUAGES if (folder / "text" / each).is_dir()))
    for language in found.languages:
        for path in sorted((folder / "text" / language).glob("*.toml")):
            tables = read_tables(path.relative_to(folder).as_posix(), text_in(folder, path, problems), problems)
            if tables is not None:
                _File(tables, language, guideline, problems).read_into(found)
    return found


class _File:
    """One file of a lexicon."""

    def __init__(self, tables: Tables, language: str, guideline: Guideline, problems: list[Problem]) -> None:
        self.tables = tables
        self.group = Path(tables.file).stem
        self.language = language
        self.guideline = guideline
        self.problems = problems

    def read_into(self, found: Entries) -> None:
        data = dict(self.tables.data)
        if "settings" in data:
            found.settings = self._settings(self._table("settings", data))
        lists = found.lists.setdefault(self.language, {})
        for name, words in self._lists(data):
            lists.setdefault(name, []).extend(words)
        blocks = {key: value for key, value in data.items() if key not in ("settings", "list")}
        for block in listed(self.tables, blocks, KINDS, self.problems):
            reader = Reader(block, self.problems)
            if block.kind == "infer":
                found.inferences += self._inferences(reader)
            elif block.kind == "course":
                found.entries += self._course(reader)
            elif block.kind == "measure":
                found.entries += self._measure(reader)
            else:
                found.entries.append(self._entry(reader))
            reader.finish()

    def _table(self, key: str, data: Mapping[str, object]) -> Reader:
        value = data[key]
        return Reader(self.tables.block(key, (key,), value if isinstance(value, dict) else {}), self.problems)

    def _lists(self, data: Mapping[str, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
        if "list" in data:
            reader = self._table("list", data)
            for name in reader.block.data:
                yield name, reader.names(name)

    def _settings(self, reader: Reader) -> Settings:
        conflict = reader.optional_text("conflict")
        keys = ("complaint", "yes_wins", "last_wins", "first_wins")
        complaint, yes_wins, last_wins, first_wins = (reader.names(key) for key in keys)
        length, order = reader.optional_text("length"), reader.table("worst_first")
        beside = {fact: str(other) for fact, other in reader.table("unclear_beside").items()}
        outweighed = {fact: str(other) for fact, other in reader.table("outweighed").items()}
        self._facts_of(reader, "unclear_beside", (*beside, *beside.values()))
        self._facts_of(reader, "outweighed", (*outweighed, *outweighed.values()))
        self._facts_of(reader, "conflict", [conflict] if conflict else [])
        self._facts_of(reader, "complaint", complaint)
        self._facts_of(reader, "yes_wins", yes_wins)
        self._facts_of(reader, "last_wins", last_wins)
        self._facts_of(reader, "first_wins", first_wins)
        self._facts_of(reader, "worst_first", tuple(order))
        self._facts_of(reader, "length", [length] if length else [])
        short_texts = reader.flag("short_texts")
        reader.finish()
        worst_first = {fact: tuple(map(str, each)) for fact, each in order.items() if isinstance(each, list)}
        return Settings(
            conflict,
            frozenset(complaint),
            frozenset(yes_wins),
            frozenset(last_wins),
            frozenset(first_wins),
            worst_first,
            length,
            short_texts,
            beside,
            outweighed,
        )

    def _inferences(self, reader: Reader) -> Iterator[Inference]:
        name, value, when = reader.text("fact"), reader.raw("value"), reader.text("when")
        facts = self._facts_of(reader, "fact", [name])
        names = Names(
            self.guideline.facts, {each.name: each.value for each in self.guideline.parameters}, self.guideline.rules
        )
        try:
            condition = parse(when, names)
        except ExpressionError as error:
            reader.report("when", error.code, error.message, error.hint)
        else:
            yield from (Inference(fact, self._value(reader, fact, value), condition) for fact in facts)

    def _entry(self, reader: Reader) -> Entry:
        kind = reader.block.kind
        meaning: Meaning | None
        if kind == "place":
            site = reader.text("site")
            name, meaning = f"place {site}", PlaceWord(site, None)
        elif kind == "watch":
            name, meaning = reader.text("id"), self._watch(reader)
        elif kind == "name":
            fact = reader.text("fact")
            self._facts_of(reader, "fact", [fact])
            name, meaning = f"name {fact}", Name(fact)
        elif kind == "subject":
            name = reader.text("id")
            meaning = Topic(
                (name,),
                True,
                self._groups(reader),
                frozenset((name,)),
                suspected=reader.flag("suspected"),
                kept=reader.flag("kept"),
                always=reader.flag("always"),
                of_patient=reader.choice("about", ABOUT, "place") == "patient",
                subject=True,
            )
        else:
            name = reader.text("id")
            meaning = self._topic(reader) if kind == "topic" else self._hiding(reader)
            if kind == "hidden" and isinstance(meaning, Topic):
                meaning = replace(meaning, lasts=self._fact_named(reader, "lasts"), strong=reader.flag("strong"))
        return Entry(
            name,
            self.language,
            reader.block,
            reader.names("say", None),
            meaning,
            {key: reader.names(key) for key in EXAMPLES},
        )

    def _course(self, reader: Reader) -> Iterator[Entry]:
        """An entry for each step of a scale, the worst first, and one for the words for now."""
        name, fact = reader.text("id"), reader.text("fact")
        value = self._value(reader, fact, reader.raw("value")) if self._facts_of(reader, "fact", [fact]) else False
        steps = {rank: tuple(said.split(", ")) for rank, said in enumerate(reader.names("scale", None))}
        for rank, said in {NOW: reader.names("now", None), **steps}.items():
            yield Entry(f"{name} {rank}", self.language, reader.block, said, Step(fact, value, rank), {})

    def _measure(self, reader: Reader) -> Iterator[Entry]:
        """An entry for what is scored, and one for the words that tell when."""
        name, fact, lower = reader.text("id"), reader.text("fact"), reader.choice("better", BETTER, BETTER[0])
        of = reader.text("of")
        self._facts_of(reader, "fact", [fact])
        self._facts_of(reader, "of", [of])
        meaning = Measure(fact, of, reader.flag("value"), lower == BETTER[0], reader.number("enough"), tells_when=False)
        for key, tells_when in {"say": False, "when": True}.items():
            said = reader.names(key, None)
            yield Entry(f"{name} {key}", self.language, reader.block, said, replace(meaning, tells_when=tells_when), {})

    def _watch(self, reader: Reader) -> Watch | None:
        if "fact" not in reader.block.data:
            return None
        facts = self._facts_of(reader, "fact", _one_or_more(reader, "fact"))
        for name in facts:
            if self.guideline.facts[name].kind is not FactKind.BOOLEAN:
                reader.report("fact", "K123", f'"{name}" is not answered with yes or no')
        return Watch(facts)

    def _hiding(self, reader: Reader) -> Topic:
        hides = reader.names("hides")
        covers = frozenset(hides) if hides or reader.block.kind == "harmless" else None
        return Topic((), True, self._groups(reader), covers)

    def _groups(self, reader: Reader) -> frozenset[str]:
        """The groups of an entry: the name of its file where it has none."""
        return frozenset(_one_or_more(reader, "group") if "group" in reader.block.data else (self.group,))

    def _topic(self, reader: Reader) -> Topic | None:
        if "fact" not in reader.block.data:
            return None
        facts = self._facts_of(reader, "fact", _one_or_more(reader, "fact"))
        value = self._value(reader, facts[0], reader.raw("value")) if facts and "value" in reader.block.data else True
        named = {key: self._fact_named(reader, key) for key in ("of", "lasts", "dated", "named", "day")}
        return Topic(
            facts=facts,
            value=value,
            groups=self._groups(reader),
            covers=frozenset((*facts, *self._facts_of(reader, "hides", reader.names("hides")))),
            of=named["of"],
            together=reader.optional_text("together"),
            lasts=named["lasts"],
            dated=named["dated"],
            named=named["named"],
            day=named["day"],
            site=reader.optional_text("site"),
            of_patient=reader.choice("about", ABOUT, "place") == "patient",
            suspected=reader.flag("suspected"),
            settled=reader.flag("settled"),
            kept=reader.flag("kept"),
            always=reader.flag("always"),
            planned=reader.flag("planned"),
            not_yet=reader.flag("not_yet"),
            requested=reader.flag("requested"),
            placed=reader.flag("placed"),
            yields=reader.flag("yields"),
            denied=reader.optional_text("denied"),
        )

    def _fact_named(self, reader: Reader, key: str) -> str | None:
        name = reader.optional_text(key)
        if name and not (name == NO_FACT and key in ("lasts", "dated")):
            self._facts_of(reader, key, [name])
        return name

    def _facts_of(self, reader: Reader, key: str, names: tuple[str, ...] | list[str]) -> tuple[str, ...]:
        """The names that are facts of the guideline; any other is a problem."""
        for name in names:
            if name not in self.guideline.facts:
                reader.report(key, "K120", f'there is no fact "{name}"', nearest(name, self.guideline.facts))
        return tuple(name for name in names if name in self.guideline.facts)

    def _value(self, reader: Reader, fact: str, value: object) -> Value:
        try:
            return self.guideline.facts[fact].read(value)
        except ValueError as error:
            reader.report("value", "K123", str(error))
            return False


def _one_or_more(reader: Reader, key: str) -> tuple[str, ...]:
    """A name, or a list of names."""
    if isinstance(reader.block.data[key], str):
        return (reader.text(key),)
    return reader.names(key)
