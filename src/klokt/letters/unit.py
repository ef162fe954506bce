"""Read a receiving unit's own file: its letterhead, its parameters, and its own wording of paragraphs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from klokt.content.problem import Problem, found
from klokt.content.reading.blocks import Tables, read_tables
from klokt.content.reading.facts import read_value
from klokt.content.reading.folder import listed
from klokt.content.reading.reader import Reader
from klokt.engine.compiled import ParameterError, parameters_on
from klokt.engine.parse import nearest
from klokt.errors import LetterError
from klokt.letters.document import Letterhead
from klokt.model.expression import Value
from klokt.model.fact import Texts
from klokt.model.guideline import Guideline
from klokt.model.letter import Paragraph, slots_in
from klokt.model.place import Place

_TABLES = ("letterhead", "parameters")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit has set of its own. Its parameters are for the Assessor; its texts are by paragraph and language."""

    letterhead: Letterhead
    parameters: Mapping[str, Value] = field(default_factory=dict)
    texts: Mapping[str, Texts] = field(default_factory=dict)


NO_UNIT = Unit(Letterhead(""))
"""For a letter without a sender yet: every word is the guideline's."""


def read_unit(file: Path, guideline: Guideline) -> Unit:
    """Return a unit's own letterhead, parameters and wording.

    Raises LetterError (K510) with every finding, each at its line: what cannot be read, a paragraph that is not
    there, a slot that the guideline's own words do not have, a parameter that a unit may not set.
    """
    problems: list[Problem] = []
    tables = read_tables(file.name, _text(file), problems)
    unit = NO_UNIT if tables is None else _unit(tables, guideline, problems)
    if problems:
        raise LetterError("K510", "\n".join([f"{file.name} cannot be used:", *map(str, problems)]))
    return unit


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else "cannot be read"
        raise LetterError("K510", f"{file.name} {why}") from error


def _unit(tables: Tables, guideline: Guideline, problems: list[Problem]) -> Unit:
    blocks = {name: data for name, data in tables.data.items() if name not in _TABLES}
    paragraphs = [Reader(block, problems) for block in listed(tables, blocks, ("paragraph",), problems)]
    return Unit(
        letterhead=_letterhead(_table(tables, "letterhead", problems)),
        parameters=_parameters(_table(tables, "parameters", problems), guideline),
        texts=dict(filter(None, (_wording(reader, guideline) for reader in paragraphs))),
    )


def _table(tables: Tables, name: str, problems: list[Problem]) -> Reader:
    data = tables.data.get(name, {})
    if not isinstance(data, dict):
        place = Place(tables.file, tables.lines.get((name,), 1))
        problems.append(found("K104", place, f"{name} must be a table", f"write [{name}] above its keys"))
        data = {}
    return Reader(tables.block(name, (name,), data), problems)


def _letterhead(reader: Reader) -> Letterhead:
    letterhead = Letterhead(reader.text("name", ""), reader.names("lines"), reader.text("signed_by", ""))
    reader.finish()
    return letterhead


def _parameters(reader: Reader, guideline: Guideline) -> Mapping[str, Value]:
    values: dict[str, Value] = {}
    for name in reader.block.data:
        value = read_value(reader, name)
        try:
            parameters_on(guideline.parameters, guideline.valid_from, {name: value})
            values[name] = value
        except ParameterError as error:
            reader.report(name, "K104", str(error))
    return values


def _wording(reader: Reader, guideline: Guideline) -> tuple[str, Texts] | None:
    name, texts = reader.text("id"), reader.texts("text")
    reader.finish()
    paragraphs = {paragraph.id: paragraph for paragraph in guideline.paragraphs}
    if name not in paragraphs:
        reader.report("id", "K120", f'there is no paragraph "{name}"', nearest(name, paragraphs))
        return None
    for key, message, hint in _flaws(paragraphs[name], texts):
        reader.report(key, "K104", message, hint)
    return name, texts


def _flaws(paragraph: Paragraph, texts: Texts) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a unit's wording: the key, the message and what to do."""
    for language, text in texts.items():
        key = f"text.{language}"
        if language not in paragraph.text:
            written = ", ".join(paragraph.text)
            yield key, f'paragraph "{paragraph.id}" is not written in {language}', f"its languages are {written}"
            continue
        if not text.strip():
            yield key, "the text is empty", "a unit changes the words of a paragraph, and leaves none out"
        known = slots_in(paragraph.text[language])
        for slot in slots_in(text):
            if slot not in known:
                hint = nearest(slot, known) or f"its slots are {', '.join(known) or 'none'}"
                yield key, f'paragraph "{paragraph.id}" has no slot {{{slot}}}', hint
