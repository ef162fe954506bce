"""Print PDFs that a screen reader can read and an archive can keep: PDF/UA-1 and PDF/A-3a, the same bytes each time."""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from klokt.errors import LetterError

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parents[1] / "fonts"
STANDARDS = ["ua-1", "a-3a"]
"""ISO 14289-1 (accessible) and ISO 19005-3 level A (archive, with attachments); what breaks either is not printed."""

AT_ONCE = 4
"""How many pages are set at once at most; each compiler takes some 50 MB."""


class Press:
    """Typst compilers with our templates and fonts, kept in memory from one letter to the next.

    There are as many at most as pages are set at once: a compiler sets one, and others' threads go on meanwhile.
    """

    def __init__(self) -> None:
        try:
            import typst  # noqa: PLC0415 (an extra, and 30 MB: only who prints loads it)
        except ImportError as error:
            raise LetterError("K506", "PDF needs the extra letters: pip install 'klokt[letters]'") from error
        self._refusal = typst.TypstError
        self._new = partial(typst.Compiler, root=TEMPLATES, font_paths=[FONTS], ignore_system_fonts=True)
        self._places = BoundedSemaphore(AT_ONCE)
        self._idle = deque([self._new()])

    def pdf(self, template: str, data: Mapping[str, Any], day: date) -> bytes:
        """Return a template filled with data as PDF, as if printed at the start of a day (UTC).

        The data goes in as one JSON text, and no part of it is read as markup. Raises LetterError
        (K507) where the result would break a standard: no title, a heading left out, a picture
        without words, a character that no font has.
        """
        printed = self._printed(template, data, format="pdf", pdf_standards=STANDARDS, timestamp=_midnight(day))
        return printed[0]

    def pictures(self, template: str, data: Mapping[str, Any], ppi: float = 110) -> list[bytes]:
        """Return the pages of a template filled with data as PNG, to look at."""
        return self._printed(template, data, format="png", ppi=ppi)

    def _printed(self, template: str, data: Mapping[str, Any], **how: Any) -> list[bytes]:
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        try:
            with self._compiler() as compiler:
                made = compiler.compile(TEMPLATES / f"{template}.typ", sys_inputs=inputs, **how)
        except self._refusal as error:
            raise LetterError("K507", f"the PDF would break {' and '.join(STANDARDS)}: {error.message}") from error
        return made if isinstance(made, list) else [made or b""]

    @contextmanager
    def _compiler(self) -> Iterator[Any]:
        """A compiler that nobody else uses meanwhile: one that is busy refuses a second thread."""
        with self._places:
            try:
                compiler = self._idle.pop()
            except IndexError:
                compiler = self._new()
            try:
                yield compiler
            finally:
                self._idle.append(compiler)


@cache
def press() -> Press:
    """Return the press of this process; raise LetterError (K506) where typst is not installed."""
    return Press()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
