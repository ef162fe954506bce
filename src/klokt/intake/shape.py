"""Give decoded data its types, and say which field is wrong without saying what stands there."""

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import msgspec

from klokt.errors import IntakeError
from klokt.model.expression import Value
from klokt.model.referral import Statement, Target

T = TypeVar("T")

OLDEST_AGE = 130
FACT_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATE_TIME = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?(T.*)?", re.ASCII | re.DOTALL)
_WHERE = re.compile(r"(?P<why>.*?)(?: - at `\$(?P<path>.*)`)?", re.DOTALL)
_SAFE = re.compile(r"Expected `[^`]+`, got `\w+`|Object missing required field `\w+`")


def shape(value: object, form: type[T], path: str = "$") -> T:
    """Return the value in the form's types; raise IntakeError K303 with the path of the field that is wrong."""
    try:
        return msgspec.convert(value, form)
    except msgspec.ValidationError as error:
        match = _WHERE.fullmatch(str(error))
        why, where = (match["why"], match["path"] or "") if match else ("", "")
        # Only the decoder's words on types are repeated: others would quote the value.
        reason = why[:1].lower() + why[1:] if _SAFE.fullmatch(why) else "not a value that is read here"
        raise IntakeError("K303", f"{path}{where}: {reason}") from None


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


def months_between(start: date, end: date) -> int:
    """Return the completed calendar months from one day to a later one."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


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
