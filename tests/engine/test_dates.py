"""An age counts completed years, and a birthday counts from its first hour."""

from datetime import date

import pytest

from klokt.engine.dates import completed_years


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1975, 3, 2), date(2025, 3, 1), 49),
        (date(1975, 3, 2), date(2025, 3, 2), 50),
        (date(1975, 3, 2), date(2025, 12, 31), 50),
        (date(1975, 12, 31), date(2025, 1, 1), 49),
        (date(1976, 2, 29), date(2026, 2, 28), 49),
        (date(1976, 2, 29), date(2026, 3, 1), 50),
        (date(1976, 2, 29), date(2024, 2, 28), 47),
        (date(1976, 2, 29), date(2024, 2, 29), 48),
        (date(2025, 3, 2), date(2025, 3, 2), 0),
    ],
)
def test_a_patient_is_as_old_as_the_birthdays_that_have_come(born: date, on: date, age: int) -> None:
    assert completed_years(born, on) == age
