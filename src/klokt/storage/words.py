"""What a referral can be found by, and what a person who searches may mean, alike however it is spelled."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from klokt.model.person_number import PERSON_SYSTEMS, as_person
from klokt.model.referral import Referral

SHORTEST = 3
"""The first letters of a name that find it; a name that is shorter is found whole."""

_LONGEST = 20
_MOST = 8
_LETTERS = str.maketrans({"æ": "a", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ŧ": "t", "ŋ": "n", "þ": "t"})
_WRITTEN_OUT = re.compile(r"a[ae]|oe")
_NOT_WORD = re.compile(r"[\W_]+")
_BETWEEN = re.compile(r"[\s,;]+")
_NUMBER = re.compile(r"(?<!\d)(\d{6})[ -]?(\d{4,5})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_DAY_FIRST_WHOLE = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")


def folded(text: str) -> str:
    """Return the letters and digits of a text alone, the same for every usual way to write a Nordic name.

    >>> folded("Åse"), folded("AASE"), folded("Sørby-Hansen"), folded("Soerby Hansen")
    ('ase', 'ase', 'sorbyhansen', 'sorbyhansen')
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return _WRITTEN_OUT.sub(lambda two: two[0][0], _NOT_WORD.sub("", bare))


def words_of(referral: Referral) -> set[str]:
    """Return the words that find a referral: the beginnings of the names, the day of birth, and the referral's id."""
    person = referral.patient
    found = {start for word in _parts(person.name or "") for start in _beginnings(word)}
    found.update(named(referral.id))
    if person.birth_date is not None:
        found.add(_day(person.birth_date))
    return found


def named(id_: str) -> set[str]:
    """Return the words that find what has an id, or comes from a sender: its longer parts, and the first of them.

    >>> sorted(named("order-2025-7"))
    ['2025', 'order', 'order2025', 'order20257']
    """
    words = set[str]()
    for each in _BETWEEN.split(id_):
        parts = _NOT_WORD.split(each)
        words.update(folded(part)[:_LONGEST] for part in (*parts, *accumulate(parts)))
    return {word for word in words if len(word) >= SHORTEST}


def asked(search: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return what is searched for: all must hold, each by one of its words or by one of its person numbers.

    A word may be a day of birth as people write it; six digits are one of either century.
    """
    told = _NUMBER.sub(r"\1\2", search)
    words = [each for each in _BETWEEN.split(told) if folded(each)][:_MOST]
    return [(frozenset({folded(each)[:_LONGEST], *_days(each)}), frozenset(_persons(each))) for each in words]


def _parts(name: str) -> set[str]:
    return {word for each in _BETWEEN.split(name) for word in _whole_and_parts(each)}


def _whole_and_parts(written: str) -> Iterator[str]:
    """A word as it is written, and its parts: whoever has a name of two may be looked up by either."""
    for each in (written, *_NOT_WORD.split(written)):
        if word := folded(each):
            yield word[:_LONGEST]


def _beginnings(word: str) -> Iterator[str]:
    yield word
    for length in range(SHORTEST, len(word)):
        yield word[:length]


def _days(written: str) -> Iterator[str]:
    """The days that a word may mean, as they are kept."""
    if found := _YEAR_FIRST.fullmatch(written):
        yield from _real(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(written) or _DAY_FIRST_WHOLE.fullmatch(written):
        for century in ("",) if len(found[3]) == 4 else ("19", "20"):
            yield from _real(century + found[3], found[2], found[1])


def _real(year: str, month: str, day: str) -> Iterator[str]:
    try:
        yield _day(date(int(year), int(month), int(day)))
    except ValueError:
        return


def _day(day: date) -> str:
    return f"born{day:%Y%m%d}"


def _persons(written: str) -> Iterator[str]:
    """The numbers of persons that a word may be, each as its digest is made."""
    if written.isascii() and written.isdigit() and len(written) in (10, 11):
        yield from (as_person(system, written) for system in PERSON_SYSTEMS)
