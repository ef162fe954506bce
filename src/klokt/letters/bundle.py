"""Letters put together to be printed at once, each beginning on a sheet of its own."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter


def bundle(letters: Sequence[bytes]) -> bytes:
    """Return letters, each a PDF, as one PDF to be printed.

    After a letter with an odd number of pages stands an empty one, so that no two letters share a sheet that is
    printed on both sides. This is for paper alone: the letters themselves stay as they are, with what is inside them.
    """
    writer = PdfWriter()
    for letter in letters:
        for page in PdfReader(BytesIO(letter)).pages:
            writer.add_page(page)
        if len(writer.pages) % 2:
            writer.add_blank_page()
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
