"""Tell in plain words why a piece of TOML cannot be read, at which line, and what to write."""

import re
from collections.abc import Callable, Sequence

from klokt.content.reading.open_value import opened_at

Told = tuple[str, str]
"""What is wrong, and what to do about it."""

_AT_LINE = re.compile(r" ?\(at line (\d+), column \d+\)")
_AT_END = " (at end of document)"
_LINE = re.compile(r"""\s*([^=\[{]+?)\s*=\s*(.*)""")
_HEADER = re.compile(r"\s*\[\[?\s*([^\]]*?)\s*\]")


def explain(error: str, text: str) -> tuple[int, str, str]:
    """Return the line (counted from 1), what is wrong there and what to do, for an error of the TOML reader."""
    lines = text.splitlines() or [""]
    at = _AT_LINE.search(error)
    reached = min(int(at.group(1)), len(lines)) if at else len(lines)
    reason = _AT_LINE.sub("", error).replace(_AT_END, "")
    number = (opened_at(lines[:reached]) or reached) if reason.startswith(_UNCLOSED) else reached
    for start, tell in _REASONS:
        if reason.startswith(start):
            return number, *tell(lines[number - 1])
    return number, f"the TOML cannot be read: {reason}", ""


def _value(line: str) -> Told:
    key, value = _split(line)
    if not value or value.startswith("#"):
        return f"{key} has no value", f'write {key} = "..."'
    if value.lower() in ("true", "false"):
        return f"{key} cannot be read", f"write {value.lower()} in small letters"
    if value[0] in "”“„«’‘":
        return f"{key} stands in curly quotation marks", 'write straight ones: "'
    return f"the text of {key} does not stand in quotation marks", f'write {key} = "{value.strip()}"'


def _unclosed(line: str) -> Told:
    key, value = _split(line)
    if value.startswith(("[", "{")):
        closing = "]" if value.startswith("[") else "}"
        lacks = f"{key} is opened with {value[0]} and not closed"
        comma = " on the same line" if closing == "}" else ""
        return lacks, f"end it with {closing}{comma}, and part the values with commas"
    mark = value[:3] if value.startswith(('"""', "'''")) else value[:1]
    return f"the text of {key} is opened with {mark} and not closed", f"end it with {mark}"


def _twice(line: str) -> Told:
    if header := _HEADER.match(line):
        name = header.group(1)
        return f"[{name}] stands twice", f"blocks of one kind are each written [[{name}]]; else keep one of them"
    return f"{_split(line)[0]} is written twice", "keep one of them"


def _same_line_twice(line: str) -> Told:
    return f"{_split(line)[0]} tells something twice", "keep one of them"


def _more(line: str) -> Told:
    key, value = _split(line)
    if value.startswith('"'):
        return f"{key} goes on after its closing quotation mark", 'a quotation mark inside a text is written \\"'
    return f"{key} cannot be read", "a text stands in quotation marks; a day is written 2025-01-31; nothing follows"


def _brackets(line: str) -> Told:
    name = line.strip().strip("[]").strip()
    return "the brackets do not match", f"write [[{name}]] for a block, [{name}] for a table"


def _no_equals(line: str) -> Told:
    return "this is neither a key with a value nor a block", 'write key = "..."; prose stands outside the fence'


def _backslash(line: str) -> Told:
    return f"{_split(line)[0]} holds a single \\", "write \\\\ for it"


def _split(line: str) -> tuple[str, str]:
    found = _LINE.match(line)
    return (found.group(1), found.group(2)) if found else (line.strip(), "")


_UNCLOSED = ("Unterminated string", "Illegal character", 'Expected "\'"', "Unclosed", "Invalid initial character")
_REASONS: Sequence[tuple[str | tuple[str, ...], Callable[[str], Told]]] = (
    ("Invalid value", _value),
    (("Cannot declare", "Cannot overwrite"), _twice),
    ("Duplicate inline table key", _same_line_twice),
    ("Expected newline", _more),
    ("Expected ']", _brackets),
    ("Expected '='", _no_equals),
    ("Unescaped", _backslash),
    (_UNCLOSED, _unclosed),
)
"""How the errors of the standard library's reader begin, and what tells them in plain words."""
