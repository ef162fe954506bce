"""Read the birth date that a Norwegian or Danish person number carries, and the sex of a Danish one; never a rejection.

Norway: fødselsnummer; D-number (day + 40); help number and test number (month + 40); Test-Norge (month + 80). From 2032
the first check digit may leave a remainder of 0 to 3; both schemes are in use side by side. Denmark: CPR, where the
check digit was given up in 2007; its last digit is the legal sex.
Sources: Skatteetaten and navikt/fnrvalidator; cpr.dk.
"""

import re
from dataclasses import dataclass
from datetime import date

from klokt.model.person_number import DANISH_NUMBER, NORWEGIAN_NUMBERS

DATED_SYSTEMS = (*NORWEGIAN_NUMBERS, DANISH_NUMBER)

_NUMBER_RUN = re.compile(r"(?<!\d)\d{6}[ -]?\d{4,5}(?!\d)")
_NUMBER_IN_TEXT = re.compile(r"(?<!\d)\d\d[ .]?\d\d[ .]?\d\d[\s–-]{0,3}\d{3} ?\d{1,2}(?!\d)")
_DIGIT = re.compile(r"\d")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DANISH_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class PersonNumber:
    """What a person number tells: the birth date, if it carries one, and whether its check digits fit."""

    birth_date: date | None
    checks: bool


def person_number(system: str, value: str) -> PersonNumber | None:
    """Return what the number tells, or None where it has not the form of one. Spaces are left out."""
    digits = value.replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit()):
        return None
    if system in NORWEGIAN_NUMBERS and len(digits) == 11:
        return PersonNumber(_norwegian_birth_date(digits), norwegian_checks(digits))
    if system == DANISH_NUMBER and len(digits) == 10:
        return PersonNumber(_danish_birth_date(digits), checks=True)
    return None


def looks_personal(value: str) -> bool:
    """Return whether a value of unknown kind holds what may be a person number, so that it must not be shown."""
    return any(
        (number := person_number(system, run)) is not None and number.birth_date is not None
        for run in _NUMBER_RUN.findall(_UUID.sub("", value))
        for system in (NORWEGIAN_NUMBERS[0], DANISH_NUMBER)
    )


def without_person_numbers(text: str) -> str:
    """Return a text, as long as before, with an X for each digit of what may be a person number.

    What has the form counts, whether or not its date and check digits fit: it may be written wrongly.

    >>> without_person_numbers("Kari, 040219 50128, 67 år, CPR 070761-4285, siden 12.01.2025")
    'Kari, XXXXXX XXXXX, 67 år, CPR XXXXXX-XXXX, siden 12.01.2025'
    """
    return _NUMBER_IN_TEXT.sub(lambda number: _DIGIT.sub("X", number[0]), text)


def shown_id(value: object) -> str | None:
    """Return a referral's own id where it is one and may be shown."""
    return value if isinstance(value, str) and value and not looks_personal(value) else None


def norwegian_checks(digits: str) -> bool:
    """Return whether eleven digits pass the check digits of today's scheme or that of 2032.

    >>> norwegian_checks("04021950128"), norwegian_checks("04021950129")
    (True, False)
    """
    numbers = [int(digit) for digit in digits]
    first = sum(w * n for w, n in zip(_FIRST_WEIGHTS, numbers, strict=False)) + numbers[9]
    second = sum(w * n for w, n in zip(_SECOND_WEIGHTS, numbers, strict=False)) + numbers[10]
    return first % 11 in (0, 1, 2, 3) and second % 11 == 0


def danish_checks(value: str) -> bool:
    """Return whether the check digit of a CPR number fits; numbers given out since 2007 may be valid without.

    >>> danish_checks("070761-4285"), danish_checks("070761-4286")
    (True, False)
    """
    digits = [int(each) for each in value if each.isdigit()]
    return sum(w * n for w, n in zip(_DANISH_WEIGHTS, digits, strict=True)) % 11 == 0


def danish_sex(value: str) -> str:
    """Return the sex that a CPR number carries: even is female."""
    return "female" if int(value.strip()[-1]) % 2 == 0 else "male"


def _norwegian_birth_date(digits: str) -> date | None:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= 40 if 40 < day < 80 else 0
    month -= 80 if month > 80 else 40 if month > 40 else 0
    century = _norwegian_century(year, int(digits[6:9]))
    return None if century is None else _real_day(century + year, month, day)


def _norwegian_century(year: int, individual: int) -> int | None:
    if individual < 500:
        return 1900
    if year < 40:
        return 2000
    if individual >= 900:
        return 1900
    return 1800 if individual < 750 and year > 54 else None


def _danish_birth_date(digits: str) -> date | None:
    day, month, year, seventh = int(digits[:2]), int(digits[2:4]), int(digits[4:6]), int(digits[6])
    if seventh <= 3:
        century = 1900
    elif seventh in (4, 9):
        century = 2000 if year <= 36 else 1900
    else:
        century = 2000 if year <= 57 else 1800
    return _real_day(century + year, month, day)


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
