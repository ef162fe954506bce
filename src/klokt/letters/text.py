"""A letter as plain text: for a terminal, and to paste where only text can go."""

from collections.abc import Iterator
from textwrap import wrap

from klokt.letters.document import Document, Printed
from klokt.letters.frame import marks, parts, placeholder, signature
from klokt.letters.markup import plain
from klokt.words import Words

word = Words("klokt.letters")

_PLAIN = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{SOFT HYPHEN}"): None}


def told(document: Document, width: int = 80) -> str:
    """Return a letter as lines of at most `width` characters, with an empty line between its paragraphs."""
    blocks = [block for block in (_head(document), *_body(document), _foot(document, width)) if block]
    return "\n\n".join("\n".join(_folded(block, width)) for block in blocks) + "\n"


def _head(document: Document) -> list[str]:
    letterhead = document.letterhead
    sender = [line for line in (placeholder(document), letterhead.unit, *letterhead.lines) if line]
    return [*sender, *(f"{label}: {said}" for label, said in marks(document))]


def _body(document: Document) -> Iterator[list[str]]:
    yield [document.title.upper()]
    for part in parts(document):
        for paragraph in part.paragraphs:
            heading = [paragraph.heading] if paragraph.heading else []
            yield [*heading, _said(paragraph, document), *(f"- {_said(item, document)}" for item in paragraph.items)]
    if signed_by := signature(document):
        yield [signed_by]


def _said(paragraph: Printed, document: Document) -> str:
    """The words of a paragraph; the unit's own are marked, since text has no margin."""
    own = "" if paragraph.shared is None else f"[{word('own_words', document.language)}] "
    return own + plain(paragraph.text)


def _foot(document: Document, width: int) -> list[str]:
    lines = document.foot
    return ["_" * min(width, 40), *lines] if lines else []


def _folded(block: list[str], width: int) -> Iterator[str]:
    for line in block:
        yield from wrap(line.translate(_PLAIN), width, subsequent_indent="  " if line.startswith("- ") else "") or [""]
