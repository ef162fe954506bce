"""A letter as an HTML fragment, which a page with a strict content security policy can hold."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from klokt.letters.document import Document, Printed
from klokt.letters.frame import Part, marks, notes, parts, placeholder, signature
from klokt.letters.markup import runs
from klokt.words import Words

word = Words("klokt.letters")

_PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">"""
_BODY = (
    "body { font-family: Inter, 'Noto Sans', Arial, sans-serif; margin: 1.5rem auto; max-width: 44rem; padding: 1rem }"
)


def fragment(document: Document, level: int = 1) -> str:
    """Return a letter as `<article class="letter">`, its title a heading of a level from 1 to 5.

    It holds no script, no style and no address; the look is in stylesheet(). All text is escaped.
    """
    return "\n".join(_Page(document, level).lines()) + "\n"


def page(document: Document) -> str:
    """Return a letter as an HTML page of its own, with its style sheet inside."""
    title = f"<title>{escape(document.title)}</title>"
    lines = [_PAGE.format(language=document.language), title, f"<style>\n{_BODY}\n{stylesheet()}</style>"]
    return "\n".join([*lines, "<main>", fragment(document) + "</main>", "</html>", ""])


def stylesheet() -> str:
    """Return the style sheet of letters, for a page that shows one; it follows the page's colour scheme."""
    return files("klokt.letters").joinpath("letter.css").read_text(encoding="utf-8")


class _Page:
    """Writes the elements of one letter."""

    def __init__(self, document: Document, level: int) -> None:
        self.document = document
        self.level = level

    def lines(self) -> Iterator[str]:
        document = self.document
        yield f'<article class="letter letter-{document.kind}" lang="{document.language}">'
        yield from self._head()
        yield f"<h{self.level}>{escape(document.title)}</h{self.level}>"
        for part in parts(document):
            yield from self._part(part)
        if signed_by := signature(document):
            yield f'<p class="letter-signature">{escape(signed_by)}</p>'
        yield '<footer class="letter-foot">'
        for note in notes(document):
            yield f"<p>{escape(note)}</p>"
        yield "</footer>"
        yield "</article>"

    def _head(self) -> Iterator[str]:
        letterhead = self.document.letterhead
        yield '<header class="letter-head">'
        if missing := placeholder(self.document):
            yield f'<p class="letter-no-sender">{escape(missing)}</p>'
        if letterhead.unit:
            yield f'<p class="letter-unit">{escape(letterhead.unit)}</p>'
        for line in letterhead.lines:
            yield f'<p class="letter-line">{escape(line)}</p>'
        if known_by := marks(self.document):
            yield '<dl class="letter-marks">'
            for label, said in known_by:
                yield f"<div><dt>{escape(label)}</dt><dd>{escape(said)}</dd></div>"
            yield "</dl>"
        yield "</header>"

    def _part(self, part: Part) -> Iterator[str]:
        yield f'<section class="letter-part letter-{part.role}">'
        for paragraph in part.paragraphs:
            if paragraph.heading:
                yield f"<h{self.level + 1}>{escape(paragraph.heading)}</h{self.level + 1}>"
            yield from self._marked(paragraph, "p")
            if paragraph.items:
                yield "<ul>"
                for item in paragraph.items:
                    yield from self._marked(item, "li")
                yield "</ul>"
        yield "</section>"

    def _marked(self, paragraph: Printed, element: str) -> Iterator[str]:
        """A paragraph or item; the unit's own words are marked, with the guideline's words folded behind them."""
        if paragraph.shared is None:
            yield f"<{element}>{_weighed(paragraph.text)}</{element}>"
            return
        own, shared = (escape(word(key, self.document.language)) for key in ("own_words", "shared_words"))
        outer = "li" if element == "li" else "div"
        yield f'<{outer} class="letter-own"><p class="letter-own-label">{own}</p><p>{_weighed(paragraph.text)}</p>'
        yield f"<details><summary>{shared}</summary><p>{_weighed(paragraph.shared)}</p></details></{outer}>"


def _weighed(text: str) -> str:
    return "".join(f"<strong>{escape(run.text)}</strong>" if run.strong else escape(run.text) for run in runs(text))
