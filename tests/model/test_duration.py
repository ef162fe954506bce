"""A duration keeps the unit of its source, and is compared only where no calendar is needed."""

import pytest

from klokt.model.duration import Duration, Unit, UnitMismatchError, comparable


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("12 weeks", Duration(12, Unit.WEEKS)),
        ("1 month", Duration(1, Unit.MONTHS)),
        ("50 years", Duration(50, Unit.YEARS)),
        ("1.5 years", Duration(1.5, Unit.YEARS)),
        ("11 weeks 6 days", Duration(83, Unit.DAYS)),
        ("49 years 11 months", Duration(599, Unit.MONTHS)),
        (" 3 days ", Duration(3, Unit.DAYS)),
    ],
)
def test_a_duration_is_read_as_it_is_written(text: str, duration: Duration) -> None:
    assert Duration.parse(text) == duration


@pytest.mark.parametrize("text", ["", "  ", "twelve weeks", "12", "12 weeks or so", "-3 days", "weeks 12"])
def test_what_is_not_a_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        Duration.parse(text)


@pytest.mark.parametrize("other", [Unit.MONTHS, Unit.YEARS])
def test_twelve_weeks_is_never_told_in_months_or_years(other: Unit) -> None:
    assert not comparable(Unit.WEEKS, other)
    with pytest.raises(UnitMismatchError, match="12 weeks cannot be told in"):
        Duration(12, Unit.WEEKS).to(other)


def test_weeks_and_months_are_never_added_either() -> None:
    with pytest.raises(UnitMismatchError):
        Duration.parse("1 month 2 weeks")


@pytest.mark.parametrize(
    ("length", "unit", "amount"),
    [
        (Duration(12, Unit.WEEKS), Unit.DAYS, 84),
        (Duration(84, Unit.DAYS), Unit.WEEKS, 12),
        (Duration(50, Unit.YEARS), Unit.MONTHS, 600),
        (Duration(6, Unit.MONTHS), Unit.YEARS, 0.5),
        (Duration(1.5, Unit.WEEKS), Unit.DAYS, 10.5),
        (Duration(10.5, Unit.DAYS), Unit.WEEKS, 1.5),
    ],
)
def test_days_and_weeks_convert_exactly_and_so_do_months_and_years(length: Duration, unit: Unit, amount: float) -> None:
    assert length.to(unit) == Duration(amount, unit)


def test_eleven_weeks_and_six_days_is_less_than_twelve_weeks() -> None:
    assert Duration.parse("11 weeks 6 days").to(Unit.WEEKS).amount < 12
    assert Duration.parse("11 weeks 7 days").to(Unit.WEEKS).amount == 12


def test_a_duration_is_told_in_its_own_unit() -> None:
    told = [str(Duration(amount, Unit.WEEKS)) for amount in (1, 12, 1.5)]
    assert told == ["1 week", "12 weeks", "1.5 weeks"]
