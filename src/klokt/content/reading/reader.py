"""Take the values of a block one by one, and report at its line what is missing, misspelt or of a wrong type."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from klokt.content.problem import Problem, found
from klokt.content.reading.blocks import Block
from klokt.engine.parse import nearest
from klokt.model.fact import Said
from klokt.model.referral import COUNTRY
from klokt.words import LANGUAGES

T = TypeVar("T")


class Reader:
    """Values of one block. A value that is wrong becomes a problem and a neutral value in its place."""

    def __init__(self, block: Block, problems: list[Problem]) -> None:
        self.block = block
        self.problems = problems
        self._asked: list[str] = []

    def report(self, key: str, code: str, message: str, hint: str = "") -> None:
        """Add a problem at the line of a key."""
        self.problems.append(found(code, self.block.at(key), message, hint))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; it must be there unless there is a default."""
        return self._take(key, str, "a text", "" if default is None else default, default is not None)

    def optional_text(self, key: str) -> str | None:
        """Return a text, or None where the key is not written."""
        return self.text(key) if self._has(key) else None

    def country(self, key: str) -> str | None:
        """Return a country's two letters, or None where the key is not written."""
        value = self.optional_text(key)
        if value is not None and not COUNTRY.fullmatch(value):
            self.report(key, "K104", f"{key} must be two capital letters", "such as DK or NO")
        return value

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """Return one of the allowed words."""
        value, words = self.text(key, default), tuple(allowed)
        if value and value not in words:
            self.report(
                key, "K104", f'{key} cannot be "{value}"', nearest(value, words) or f"one of {', '.join(words)}"
            )
            return words[0]
        return value

    def texts(self, key: str, default: Mapping[str, str] | None = None) -> Mapping[str, str]:
        """Return the same words in several languages, by tag."""
        empty: Mapping[str, object] = {} if default is None else default
        table = self._take(key, dict, "a table of texts by language", dict(empty), default is not None)
        if not all(isinstance(value, str) for value in table.values()):
            self.report(key, "K104", f"{key} must be a table of texts by language")
        self.languages(key, table)
        return Said({str(tag): str(value) for tag, value in table.items()})

    def languages(self, key: str, tags: Iterable[str]) -> None:
        """Report the languages of a key that are not known here."""
        for tag in tags:
            if tag not in LANGUAGES:
                hint = f"the languages are {', '.join(LANGUAGES)}"
                self.report(f"{key}.{tag}", "K104", f'"{tag}" in {key} is not a language known here', hint)

    def names(self, key: str, default: tuple[str, ...] | None = ()) -> tuple[str, ...]:
        """Return a list of words, in order; None as default makes it required."""
        listed = self._take(key, list, "a list of texts", list(default or ()), default is not None)
        if not all(isinstance(value, str) for value in listed):
            self.report(key, "K104", f"{key} must be a list of texts")
        return tuple(str(value) for value in listed)

    def number(self, key: str) -> int:
        """Return a whole number; it must be there."""
        return self._take(key, int, "a whole number", 0, False)

    def flag(self, key: str) -> bool:
        """Return true or false; false where it is not written."""
        return self._take(key, bool, "true or false", False, True)

    def day(self, key: str) -> date:
        """Return a day, written as 2025-01-31; it must be there."""
        return self._take(key, date, "a day such as 2025-01-31", date.min, False)

    def optional_day(self, key: str) -> date | None:
        """Return a day, or None where the key is not written."""
        return self.day(key) if self._has(key) else None

    def table(self, key: str) -> Mapping[str, object]:
        """Return a table; an empty one where it is not written."""
        return self._take(key, dict, "a table", {}, True)

    def raw(self, key: str) -> object:
        """Return a value of any type; it must be there."""
        return self._take(key, object, "a value", "", False)

    def optional_raw(self, key: str) -> object | None:
        """Return a value of any type, or None where the key is not written."""
        return self.raw(key) if self._has(key) else None

    def finish(self) -> None:
        """Report the keys that nobody asked for."""
        for key in self.block.data:
            if key not in self._asked:
                self.report(key, "K102", f'a {self.block.kind} has no key "{key}"', nearest(key, self._asked))

    def _has(self, key: str) -> bool:
        self._asked.append(key)
        return key in self.block.data

    def _take(self, key: str, kind: type[T], expected: str, default: T, optional: bool) -> T:
        self._asked.append(key)
        if key not in self.block.data:
            if not optional:
                self.report(key, "K103", f'a {self.block.kind} must have "{key}"')
            return default
        value = self.block.data[key]
        foreign = (isinstance(value, bool) and kind is int) or (isinstance(value, datetime) and kind is date)
        if not isinstance(value, kind) or foreign:
            self.report(key, "K104", f"{key} must be {expected}")
            return default
        return value
