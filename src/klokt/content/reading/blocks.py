"""Find the TOML blocks of a file, with the line of every key."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from klokt.content.problem import Problem, found
from klokt.content.reading.open_value import OpenValue
from klokt.content.reading.toml_errors import explain
from klokt.model.place import Place

TablePath = tuple[str | int, ...]

_FENCE = re.compile(r"^\s*```\s*toml\s*$")
_OTHER_FENCE = re.compile(r"^\s*```")
_CLOSE = re.compile(r"^\s*```\s*$")
_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=(.*)$""")


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a guideline: its kind, its values, and where each key stands."""

    kind: str
    data: Mapping[str, object]
    place: Place
    lines: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    name: str = ""

    def at(self, key: str) -> Place:
        """Return the line of a key such as `when` or `title.nb`; the block's own line where it is not written."""
        parts = tuple(key.split("."))
        while parts:
            if parts in self.lines:
                return Place(self.place.file, self.lines[parts])
            parts = parts[:-1]
        return self.place


@dataclass(frozen=True, slots=True)
class Tables:
    """A parsed piece of TOML and the line, in its file, of each table and key."""

    file: str
    data: Mapping[str, object]
    lines: Mapping[TablePath, int]
    first_line: int = 1

    def block(self, kind: str, path: TablePath, data: Mapping[str, object], name: str = "") -> Block:
        """Return the table at a path as a block that knows the lines of its keys."""
        inside = {
            tuple(str(part) for part in key[len(path) :]): line
            for key, line in self.lines.items()
            if key[: len(path)] == path and len(key) > len(path)
        }
        line = self.lines.get(path, min(inside.values(), default=self.first_line))
        return Block(kind, data, Place(self.file, line), inside, name)


def read_tables(file: str, text: str, problems: list[Problem], first_line: int = 1) -> Tables | None:
    """Return the tables of a TOML text, or None with a problem at the line that cannot be read."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, message, hint = explain(str(error), text)
        problems.append(found("K101", Place(file, first_line + line - 1), message, hint))
        return None
    return Tables(file, data, dict(key_lines(text, first_line)), first_line)


def fences(file: str, text: str, problems: list[Problem]) -> Iterator[Tables]:
    """Yield the tables of each fenced `toml` block of a section; a fence that cannot be read is a problem."""
    start: int | None = None
    other: int | None = None
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if start is None and _FENCE.match(line):
            start, other = number, None
        elif start is not None and _CLOSE.match(line):
            tables = read_tables(file, "\n".join(lines[start : number - 1]) + "\n", problems, start + 1)
            start = None
            if tables is not None:
                yield tables
        elif start is None and _OTHER_FENCE.match(line):
            if other is not None:
                _report_unread(file, lines[other - 1 : number], other, problems)
            other = number if other is None else None
    if start is not None:
        problems.append(found("K101", Place(file, start), "a toml fence is opened and never closed", "end it with ```"))


def _report_unread(file: str, fence: list[str], number: int, problems: list[Problem]) -> None:
    """Report another fence that looks like one of ours."""
    if fence[0].strip("` ").lower() == "toml" or any(line.lstrip().startswith("[[") for line in fence):
        problems.append(found("K110", Place(file, number), "the blocks of this fence are not read", "write ```toml"))


def key_lines(text: str, first_line: int = 1) -> Iterator[tuple[TablePath, int]]:
    """Yield the path and the line of each table and key; tables of an array carry their number."""
    table: TablePath = ()
    counts: dict[TablePath, int] = {}
    open_value = OpenValue()
    for number, line in enumerate(text.splitlines(), first_line):
        if open_value.is_open:
            open_value.read(line)
        elif header := _HEADER.match(line):
            table = _header_path(header.group(1) == "[[", _parts(header.group(2)), counts)
            yield table, number
        elif key := _KEY.match(line):
            path = table
            for part in _parts(key.group(1)):
                path = (*path, part)
                yield path, number
            open_value.read(key.group(2))


def _header_path(is_array: bool, parts: tuple[str, ...], counts: dict[TablePath, int]) -> TablePath:
    path: TablePath = ()
    for index, part in enumerate(parts):
        path = (*path, part)
        if is_array and index == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", dotted))
