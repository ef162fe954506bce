"""A parameter has the value of the day, and a unit sets its own only where it may."""

from datetime import date

import pytest

from klokt.engine.compiled import Compiled, ParameterError, parameters_on
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Value
from klokt.model.guideline import Parameter

from .small import A_DAY, guideline

WEEKS_12, WEEKS_8 = Duration(12, Unit.WEEKS), Duration(8, Unit.WEEKS)
TREATMENT = (
    Parameter("treatment", WEEKS_8, date(2026, 1, 1), overridable=True),
    Parameter("treatment", WEEKS_12, date(2025, 1, 1)),
)
STRICT = Parameter("strict", True, date(2025, 1, 1))


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2025, 1, 1), WEEKS_12),
        (date(2025, 12, 31), WEEKS_12),
        (date(2026, 1, 1), WEEKS_8),
        (date(2024, 12, 31), WEEKS_12),
    ],
)
def test_a_parameter_has_the_latest_value_that_holds_on_the_day(on: date, value: Duration) -> None:
    assert parameters_on(TREATMENT, on) == {"treatment": value}


def test_a_unit_may_set_its_own_value_where_the_guideline_lets_it() -> None:
    own = {"treatment": Duration(10, Unit.WEEKS)}
    assert parameters_on(TREATMENT, A_DAY, own) == own


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"strict": False}, '"strict" is not a parameter that a unit may set .those are: treatment.'),
        ({"tretment": WEEKS_8}, '"tretment" is not a parameter'),
        ({"treatment": 10}, '"treatment" must be like 8 weeks'),
    ],
)
def test_any_other_value_of_a_unit_is_refused(overrides: dict[str, Value], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        parameters_on((*TREATMENT, STRICT), A_DAY, overrides)


def test_a_guideline_without_such_parameters_says_so() -> None:
    with pytest.raises(ParameterError, match="those are: none"):
        parameters_on((STRICT,), A_DAY, {"strict": False})


def test_a_new_value_changes_the_outcome_from_its_first_day() -> None:
    shorter = guideline(parameters=[Parameter("minimum_treatment", WEEKS_8, date(2026, 3, 2))])
    days = [date(2026, 3, 1), date(2026, 3, 2)]
    assert [Compiled(shorter, day).flow("flow").decide({"treated": 9}) for day in days] == ["return_it", "accept"]
