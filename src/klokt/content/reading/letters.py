"""Read the letters of a guideline: what each may go with, and its paragraphs with their conditions."""

from typing import get_args

from klokt.content.reading.conditions import read_condition, wording
from klokt.content.reading.reader import Reader
from klokt.engine.parse import Names
from klokt.model.expression import Expression
from klokt.model.letter import LISTS, ROLES, Addressee, Letter, LetterKind, Paragraph


def read_letter(reader: Reader, names: Names) -> Letter:
    """Return a letter; its paragraphs are blocks of their own that name it."""
    when, text = _optional_condition(reader, names)
    return Letter(
        id=reader.text("id"),
        title=reader.texts("title"),
        kind=reader.choice("kind", get_args(LetterKind)),
        addressee=reader.choice("addressee", get_args(Addressee)),
        languages=reader.names("languages", None),
        outcomes=reader.names("outcomes", () if "rights" in reader.block.data else None),
        rights=reader.names("rights"),
        next_steps=reader.names("next_steps"),
        when=when,
        text=text,
        source=reader.names("source"),
        place=reader.block.place,
    )


def read_paragraph(reader: Reader, names: Names) -> Paragraph:
    """Return a paragraph of one or more letters."""
    when, text = _optional_condition(reader, names)
    return Paragraph(
        id=reader.text("id"),
        letters=reader.names("letter", None),
        role=reader.choice("role", ROLES),
        text=reader.texts("text"),
        heading=reader.texts("heading", {}),
        when=when,
        wording=text,
        under=reader.optional_text("under"),
        tells=reader.names("tells"),
        lists=None if reader.optional_text("lists") is None else reader.choice("lists", LISTS),
        source=reader.names("source"),
        place=reader.block.place,
    )


def _optional_condition(reader: Reader, names: Names) -> tuple[Expression | None, str]:
    if reader.optional_text("when") is None:
        return None, ""
    return read_condition(reader, "when", names), wording(reader, "when")
