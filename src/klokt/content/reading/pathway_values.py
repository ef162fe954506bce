"""Read the values that the blocks of a pathway share: lengths of time, and which events count."""

from collections.abc import Mapping

from klokt.content.reading.conditions import read_condition
from klokt.content.reading.reader import Reader
from klokt.engine.parse import Names
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Expression
from klokt.model.guideline import URGENCY_ORDER
from klokt.model.pathway import Length, Pattern

_PATTERN_KEYS = {"event", "finding", "one_of", "without"}
_PATTERN_HINT = '{ event = "...", finding = "...", one_of = [...] } or { event = "...", without = "..." }'


def urgency(reader: Reader) -> str | None:
    """Return how urgent a block says that it is, None where it says nothing."""
    return None if reader.optional_text("urgency") is None else reader.choice("urgency", URGENCY_ORDER)


def optional_condition(reader: Reader, key: str, names: Names) -> Expression | None:
    """Return the condition under a key, None where it is not written."""
    return None if reader.optional_text(key) is None else read_condition(reader, key, names)


def optional_length(reader: Reader, key: str) -> Length | None:
    """Return a length of time under a key, None where it is not written."""
    return None if reader.optional_text(key) is None else length(reader, key)


def length(reader: Reader, key: str) -> Length:
    """Return a length such as "2 weeks", or the name of a parameter that holds one."""
    text = reader.text(key)
    return text if text.replace("_", "").isalpha() else duration(reader, key)


def duration(reader: Reader, key: str) -> Duration:
    """Return a length of time such as "2 weeks"; what is none is a problem, and nothing stands for it."""
    try:
        return Duration.parse(reader.text(key))
    except ValueError as error:
        if isinstance(reader.block.data.get(key), str):
            reader.report(key, "K104", str(error), "the units are days, weeks, months and years")
        return Duration(0, Unit.DAYS)


def patterns(reader: Reader, key: str) -> tuple[Pattern, ...]:
    """Return the patterns under a key: one table, or a list of them; none where the key is not written."""
    found = reader.optional_raw(key)
    tables = found if isinstance(found, list) else [] if found is None else [found]
    return tuple(pattern(reader, key, table) for table in tables)


def pattern(reader: Reader, key: str, table: object) -> Pattern:
    """Return which events a table means; what says no such thing is a problem at its key."""
    if not isinstance(table, dict) or not isinstance(table.get("event"), str) or set(table) - _PATTERN_KEYS:
        if key in reader.block.data:
            reader.report(key, "K104", f"{key} must say which events count", _PATTERN_HINT)
        return Pattern("")
    return Pattern(
        event=table["event"],
        finding=_word(table, "finding"),
        values=values(reader, key, table.get("one_of")),
        without=_word(table, "without"),
    )


def _word(table: Mapping[str, object], key: str) -> str | None:
    found = table.get(key)
    return found if isinstance(found, str) else None


def values(reader: Reader, key: str, found: object) -> tuple[object, ...]:
    """Return a list of values; what is no list is a problem at its key."""
    if found is None:
        return ()
    if not isinstance(found, list):
        reader.report(key, "K104", "one_of must be a list of values")
        return ()
    return tuple(found)
