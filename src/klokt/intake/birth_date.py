"""Settle a birth date: what is written as such counts, and else what a person number carries."""

from collections.abc import Iterable
from datetime import date

from klokt.intake.identifiers import DATED_SYSTEMS, person_number
from klokt.model.referral import Notice


def settled(
    written: date | None, numbers: Iterable[tuple[str, str]], path: str
) -> tuple[date | None, tuple[Notice, ...]]:
    """Return the birth date as written, or else that of the person numbers, with what was noticed.

    `numbers` are pairs of system and value; systems that carry no date are passed over. A number that is not well
    formed is noticed (K324), and so are dates that disagree (K325) and one that rests on a number alone (K323).
    """
    carried: list[date] = []
    notices: list[Notice] = []
    for system, value in numbers:
        if system not in DATED_SYSTEMS:
            continue
        number = person_number(system, value)
        if number is None or not number.checks:
            notices.append(Notice("K324", f"{path}: a person number has another form, or its check digits do not fit"))
        if number is not None and number.birth_date is not None:
            carried.append(number.birth_date)
    if written is None and len(set(carried)) == 1:
        notices.append(Notice("K323", f"{path}: the birth date is taken from the person number"))
        return carried[0], tuple(notices)
    if len({*carried, written} - {None}) > 1:
        notices.append(Notice("K325", f"{path}: birth dates disagree; only one that is written as such counts"))
    return written, tuple(notices)
