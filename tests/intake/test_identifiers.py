"""Person numbers of Norway and Denmark: the birth date in them, and their check digits."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from intake.samples import CPR, FNR
from klokt.intake.identifiers import looks_personal, norwegian_checks, person_number, without_person_numbers

D_NUMBER = "urn:oid:2.16.578.1.12.4.1.4.2"
FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
SHIFTS = st.sampled_from([(0, 0), (40, 0), (0, 40), (0, 80), (40, 40), (40, 80)])
DAYS = st.dates(date(1940, 1, 1), date(2039, 12, 31))


def written(born: date, individual: int, shift: tuple[int, int], remainder: int) -> str | None:
    """Return the number issued for that day, or None where its first check digit would be ten."""
    head = f"{born.day + shift[0]:02}{born.month + shift[1]:02}{born.year % 100:02}{individual:03}"
    first = (remainder - sum(w * int(d) for w, d in zip(FIRST, head, strict=True))) % 11
    second = -sum(w * int(d) for w, d in zip(SECOND, f"{head}{first}"[:10], strict=False)) % 11
    return None if 10 in (first, second) else f"{head}{first}{second}"


def individual(born: date) -> st.SearchStrategy[int]:
    return st.integers(0, 499) if born.year < 2000 else st.integers(500, 999)


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, date]:
    born = draw(DAYS)
    number = written(born, draw(individual(born)), draw(SHIFTS), draw(st.integers(0, 3)))
    assume(number is not None)
    return str(number), born


@given(numbers())
def test_every_number_of_both_schemes_is_accepted_and_gives_the_birth_date(issued: tuple[str, date]) -> None:
    number, born = issued
    found = person_number(FNR, number)
    assert found is not None
    assert (found.birth_date, found.checks) == (born, True)


@given(numbers(), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(issued: tuple[str, date], place: int, change: int) -> None:
    number, _ = issued
    wrong = f"{number[:place]}{(int(number[place]) + change) % 10}{number[place + 1 :]}"
    assert not norwegian_checks(wrong)


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("04021950128", date(2019, 2, 4)),
        ("10915596784", date(1955, 11, 10)),
        ("68467038838", date(1970, 6, 28)),
        ("13527248013", date(1972, 12, 13)),
    ],
    ids=["ordinary", "test number", "D-number and help number", "help number"],
)
def test_numbers_that_others_check_as_right_are_right(number: str, born: date) -> None:
    found = person_number(FNR, number)
    assert found is not None
    assert (found.birth_date, found.checks) == (born, True)


@pytest.mark.parametrize("remainder", range(11))
def test_a_remainder_of_four_or_more_belongs_to_no_scheme(remainder: int) -> None:
    issued = filter(None, (written(date(1970, 1, 1), each, (0, 0), remainder) for each in range(500)))
    assert norwegian_checks(next(issued)) == (remainder < 4)


@pytest.mark.parametrize(
    ("seventh", "year", "century"),
    [
        ("0", "70", 1900),
        ("3", "99", 1900),
        ("4", "36", 2000),
        ("4", "37", 1900),
        ("9", "36", 2000),
        ("9", "37", 1900),
        ("5", "57", 2000),
        ("5", "58", 1800),
        ("8", "57", 2000),
        ("8", "58", 1800),
    ],
)
def test_the_seventh_digit_of_a_danish_number_tells_the_century(seventh: str, year: str, century: int) -> None:
    found = person_number(CPR, f"0101{year}-{seventh}000")
    assert found is not None
    assert found.birth_date == date(century + int(year), 1, 1)


@pytest.mark.parametrize(
    ("individual_number", "year", "born"),
    [(499, "39", 1939), (500, "39", 2039), (500, "54", None), (749, "55", 1855), (750, "55", None), (900, "40", 1940)],
)
def test_the_individual_number_tells_the_century(individual_number: int, year: str, born: int | None) -> None:
    found = person_number(FNR, f"0101{year}{individual_number}00")
    assert found is not None
    assert found.birth_date == (date(born, 1, 1) if born else None)


@pytest.mark.parametrize("number", ["", "123", "0402195012A", "040219501280", "٠٤٠٢١٩٥٠١٢٨"])
def test_what_has_not_the_form_of_a_number_is_none(number: str) -> None:
    assert person_number(FNR, number) is None


def test_a_help_number_of_the_other_kind_carries_no_birth_date() -> None:
    found = person_number("urn:oid:2.16.578.1.12.4.1.4.3", "80000000000")
    assert found is not None
    assert found.birth_date is None


@pytest.mark.parametrize(("value", "personal"), [("040219 50128", True), ("010170-0000", True), ("9999999999", False)])
def test_a_value_that_may_be_a_person_number_is_recognised(value: str, personal: bool) -> None:
    assert looks_personal(value) == personal


@given(st.sampled_from([FNR, D_NUMBER, CPR, "urn:x"]), st.text(max_size=12))
def test_no_value_makes_it_raise(system: str, value: str) -> None:
    found = person_number(system, value)
    assert found is None or isinstance(found.checks, bool)


@pytest.mark.parametrize(
    "number",
    [
        "04021950128",
        "0707614285",
        "040219 50128",
        "04 02 19 50128",
        "04.02.19 50128",
        "040219 501 28",
        "070761-4285",
        "070761 – 4285",
    ],
)
def test_a_person_number_in_a_text_is_covered_however_it_is_written(number: str) -> None:
    covered = without_person_numbers(f"Kari ({number}), smerter.")
    assert not any(letter.isdigit() for letter in covered)
    assert covered.startswith("Kari (X")
    assert covered.endswith("X), smerter.")


@pytest.mark.parametrize(
    "words",
    [
        "MR 12.01.2025 og 10.02.2025",
        "rtg 12.01.25, 130/80, vekt 80",
        "trening 12 uker, 2-3 ganger i uken, fra 1/2-24",
        "tlf. 22 33 44 55",
        "ref. 123456789012",
        "4-5 mnd, gangdistanse 200 m, MRC 4/5, 2024 2025",
    ],
)
def test_dates_and_lengths_of_time_in_a_text_are_left_as_they_are(words: str) -> None:
    assert without_person_numbers(words) == words


@given(st.text(alphabet="0123456789 .-–aX\n", max_size=60))
def test_a_text_keeps_its_length_and_all_that_is_no_digit(text: str) -> None:
    covered = without_person_numbers(text)
    assert [
        new for old, new in zip(text, covered, strict=True) if new != old and not (old.isdigit() and new == "X")
    ] == []
