"""Read what the sections of a guideline folder say to people, between the blocks for the machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as Only

PassageKind = Only["heading", "paragraph", "item"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph or item of a list, folded to one line, and the line where it begins."""

    kind: PassageKind
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A file of a guideline: its path in the folder, its title, and its passages in order."""

    file: str
    title: str
    passages: tuple[Passage, ...]


def sections(folder: Path) -> tuple[Section, ...]:
    """Return the sections, letters and cases of a guideline folder, in the order in which they are read.

    The text is as it was written, Markdown within a line included. A file without a title is named
    by its path. Raises OSError or UnicodeDecodeError for a file that cannot be read.
    """
    files = (*sorted(folder.glob("[0-9][0-9]_*.md")), *sorted(folder.glob("letters/*.md")))
    return tuple(_section(folder, path) for path in (*files, *sorted(folder.glob("cases/*.md"))))


def _section(folder: Path, path: Path) -> Section:
    file = path.relative_to(folder).as_posix()
    passages = list(_passages(path.read_text(encoding="utf-8").splitlines()))
    if passages and passages[0].kind == "heading":
        return Section(file, passages[0].text, tuple(passages[1:]))
    return Section(file, file, tuple(passages))


def _passages(lines: list[str]) -> Iterator[Passage]:
    """Yield the passages of a file; what stands in a fence is left out."""
    found: Passage | None = None
    fenced = False
    for number, line in enumerate(lines, 1):
        text = line.strip()
        begins = _begins(text, number)
        if text.startswith("```"):
            fenced = not fenced
        if found and (begins or not text or text.startswith("```") or fenced or found.kind == "heading"):
            yield found
            found = None
        if text and not fenced and not text.startswith("```"):
            found = begins or (
                Passage(found.kind, found.line, f"{found.text} {text}") if found else Passage("paragraph", number, text)
            )
    if found:
        yield found


def _begins(text: str, number: int) -> Passage | None:
    """A heading or an item of a list, where the line begins one."""
    if text.startswith("#"):
        return Passage("heading", number, text.lstrip("#").strip())
    if text.startswith(("- ", "* ")):
        return Passage("item", number, text[2:].strip())
    return None
