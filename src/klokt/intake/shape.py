"""Give decoded data its types, and say which field is wrong without saying what stands there."""

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import msgspec

from klokt.errors import IntakeError
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Value
from klokt.model.referral import Statement, Target

T = TypeVar("T")

OLDEST_AGE = 130
_LONGEST = {"days": 36_400, "weeks": 5_200, "months": 1_200, "years": 100}
FACT_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATE_TIME = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?(T.*)?", re.ASCII | re.DOTALL)
_WHERE = re.compile(r"(?P<why>.*?)(?: - at `\$(?P<path>.*)`)?", re.DOTALL)
_WRONG_TYPE = re.compile(r"Expected `([a-z |]+)`, got `\w+`")
_MISSING = re.compile(r"Object missing required field `(\w+)`")
_WORDS = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table of fields",
    "null": "null",
}


def shape(value: object, form: type[T], path: str = "$") -> T:
    """Return the value in the form's types; raise IntakeError K303 with the path of the field that is wrong."""
    try:
        return msgspec.convert(value, form)
    except msgspec.ValidationError as error:
        match = _WHERE.fullmatch(str(error))
        why, where = (match["why"], match["path"] or "") if match else ("", "")
        raise IntakeError("K303", f"{path}{where}: {_in_words(why)}") from None


def _in_words(reason: str) -> str:
    """Return what the decoder expected; its other reasons would quote the value and are not repeated."""
    if wrong := _WRONG_TYPE.fullmatch(reason):
        return "expected " + " or ".join(_WORDS.get(kind, kind) for kind in wrong[1].split(" | "))
    if missing := _MISSING.fullmatch(reason):
        return f'the field "{missing[1]}" is missing'
    return "not a value that is read here"


def day(text: str, path: str) -> date:
    """Return a date written YYYY-MM-DD; raise IntakeError K303 for another form, K304 for no such day."""
    if not _DAY.fullmatch(text):
        raise IntakeError("K303", f"{path}: expected a date as YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise IntakeError("K304", f"{path}: there is no such day in the calendar") from None


def fhir_day(text: str, path: str) -> date | None:
    """Return the day of a FHIR date or dateTime as written; None where only a year or month is given."""
    match = _DATE_TIME.fullmatch(text)
    if match is None or (match[4] and not match[3]):
        raise IntakeError("K303", f"{path}: expected a date as YYYY, YYYY-MM or YYYY-MM-DD")
    if match[3] is None:
        day(f"{match[1]}{match[2] or '-01'}-01", path)
        return None
    return day(text[:10], path)


def refuse_impossible_age(born: date | None, on: date | None, path: str) -> None:
    """Raise IntakeError K304 where the birth date is after the referral or too long before it (130 years)."""
    if born is None or on is None:
        return
    if born > on:
        raise IntakeError("K304", f"{path}: the birth date is after the referral date")
    if on.year - born.year > OLDEST_AGE:
        raise IntakeError("K304", f"{path}: the birth date is more than {OLDEST_AGE} years before the referral")


def refuse_absurd_length(name: str, value: Value, path: str) -> None:
    """Raise IntakeError K303 for a length of time of more than 5200 weeks, 100 years.

    A bare number is a length where the fact's name ends with its unit, as in conservative_weeks.
    """
    unit = name.rpartition("_")[2]
    length = value
    if unit in _LONGEST and isinstance(value, int | float):
        length = Duration(value, Unit(unit))
    elif isinstance(value, str):
        length = _length(value)
    if isinstance(length, Duration) and length.amount > _LONGEST[length.unit.value]:
        raise IntakeError("K303", f"{path}: {name} is longer than {_LONGEST['years']} years")


def _length(text: str) -> Value:
    """Return the duration that the text tells, or the text itself."""
    try:
        return Duration.parse(text)
    except ValueError:
        return text


def combine(sites: Iterable[str | None], sides: Iterable[str | None]) -> tuple[Target, ...]:
    """Return a target for every site and side; a side that nobody named is None."""
    every_side = tuple(sides) or (None,)
    return tuple(Target(site, side) for site in sites for side in every_side)


def refuse_contradictions(statements: Iterable[Statement], path: str) -> None:
    """Raise IntakeError K304 where one fact has two values for the same target."""
    values: dict[tuple[str, Target | None], Value] = {}
    for statement in statements:
        if values.setdefault((statement.fact, statement.target), statement.value) != statement.value:
            raise IntakeError("K304", f"{path}: {statement.fact} has two different values for the same place")
