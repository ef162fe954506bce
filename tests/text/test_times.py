"""Lengths and dates as they are told, as weeks until the day of the referral."""

from datetime import date

import pytest

from klokt.model.duration import Unit
from klokt.text.counted_times import counted
from klokt.text.language import language_words
from klokt.text.lexicon import NORDIC
from klokt.text.reader import TextReader
from klokt.text.times import TimeTold, in_unit, in_weeks, times_in
from klokt.text.tokens import Cut, tokenise
from norway import a_referral, assessor
from text.conftest import FOLDER

A_DAY = date(2025, 9, 1)
WORDS = language_words(NORDIC)


def times(text: str, on: date | None = A_DAY) -> list[TimeTold]:
    """Return the times of a Nordic text."""
    tokens = tokenise(Cut.of(text), WORDS)
    return counted(times_in(tokens, WORDS.time, on), tokens, WORDS.time)


def weeks_of_treatment(text: str) -> list[object]:
    """Return the weeks of treatment that a referral of that day tells."""
    read = TextReader(FOLDER, assessor()).with_text(a_referral(text=text), A_DAY)
    return [each.value for each in read.statements if each.fact == "conservative_weeks"]


def test_an_xray_keeps_its_day_however_old_beside_a_length_of_treatment() -> None:
    text = "Vondt i kneet. Rtg fra mars 2023 uten slitasje. Trent i gruppe i 20 uker uten nytte."
    read = TextReader(FOLDER, assessor()).with_text(a_referral(text=text), A_DAY)
    assert [each.value for each in read.statements if each.fact == "prior_xray_age"] == [29]


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("i 12 uker", 12),
        ("12 uger", 12),
        ("3 mnd", 13),
        ("2-3 mnd", 11),
        ("to og en halv måned", 11),
        ("et halvt år", 26),
        ("halvannet år", 78),
        ("snart 12 uker", 11),
        ("siden jul", 36),
        ("siden uke 22", 14),
        ("fra uke 10 til uke 30", 20),
        ("3x/uke 18 uker", 18),
        ("siden mai", 15),
        ("siden 1. juni", 13),
        ("fra mars 25 til mai 25", 9),
        ("fra mars 25 ut mai 25", 13),
        ("siden 01.06.25", 13),
        ("siden 2025-06-01", 13),
        ("7/52", 7),
        ("i 8. uge", 8),
        ("siden uge 22", 14),
        ("et kvart år", 13),
        ("3 maaneder", 13),
        ("siden begynnelsen av juni", 13),
        ("siden slutten av juni", 10),
        ("den siste måneden", 4),
        ("det siste halve året", 26),
        ("trekvart år", 39),
        ("siden mars i fjor", 76),
        ("siden i fjor sommer", 59),
        ("siden november sidste år", 41),
        ("i mai og fram til nå", 15),
    ],
)
def test_a_length_is_told_in_weeks(text: str, weeks: int) -> None:
    assert [in_weeks(each.days) for each in times(text)] == [weeks]


@pytest.mark.parametrize(
    ("text", "days"),
    [("siden i forgårs", 2), ("siden i mandags", 7), ("siden 12-08-2025", 20), ("debut 11/8", 21)],
)
def test_a_day_is_told_by_name_or_in_numbers(text: str, days: int) -> None:
    assert [each.days for each in times(text)] == [days]


def test_the_beginning_of_a_month_is_longer_ago_than_its_end() -> None:
    (early,), (late,) = times("siden primo juni"), times("siden ultimo juni")
    assert early.days - late.days > 14


def test_a_since_of_another_sentence_is_not_of_this_day() -> None:
    assert [each.until_now for each in times("Begyndte for 13 dage siden. I går kom hun igen.")] == [True, False]


def test_two_days_later_is_no_length() -> None:
    assert [in_weeks(each.days) for each in times("for 8 uger siden ondt, to dage senere i benet")] == [8]


def test_almost_twelve_weeks_may_be_less_but_not_more() -> None:
    (told,) = times("snart 12 uker")
    assert told.least < told.most < 12 * 7


def test_a_month_without_a_year_is_the_latest_that_has_begun() -> None:
    assert [each.least for each in times("Rtg i desember")] == [(A_DAY - date(2024, 12, 31)).days]


@pytest.mark.parametrize("text", ["31.02", "32/13-25", "0/0", "99999999999/9", "12 ut", "5 ledd", "2. uke", "²³ uker"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert times(text) == []


def test_without_the_day_of_the_referral_only_lengths_are_read() -> None:
    assert [in_weeks(each.days) for each in times("siden mai, 12 uker", on=None)] == [12]


@pytest.mark.parametrize("on", [date.min, date.max])
@pytest.mark.parametrize("text", ["siden desember", "siden jul", "31.12", "12/9999", "mai 01"])
def test_the_ends_of_the_calendar_raise_nothing(text: str, on: date) -> None:
    assert all(each.least >= 0 for each in times(text, on))


@pytest.mark.parametrize(("unit", "amount"), [(Unit.DAYS, 400), (Unit.WEEKS, 57), (Unit.MONTHS, 13), (Unit.YEARS, 1)])
def test_a_time_is_told_in_the_unit_of_its_fact(unit: Unit, amount: int) -> None:
    assert in_unit(400.5, unit) == amount


def test_how_long_the_complaint_lasted_is_not_how_long_it_was_treated() -> None:
    assert weeks_of_treatment("Plaget i 3 år, fysioterapi uten effekt.") == []
    assert weeks_of_treatment("Plaget i 3 år, fysioterapi 12 uker uten effekt.") == [12]
    assert weeks_of_treatment("Vondt i 14 uker, trener hos fysio.") == []


def test_a_length_that_opens_its_clause_tells_of_what_follows() -> None:
    assert weeks_of_treatment("I 12 uker, fordelt på to perioder, fysioterapi.") == [12]
