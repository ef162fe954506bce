"""A value is read in its fact's own type, or refused with what is expected."""

from datetime import date

import pytest

from klokt.model.duration import Duration, Unit
from klokt.model.expression import Value
from klokt.model.fact import FactDefinition, FactKind, Said

FEVER = FactDefinition("fever", FactKind.BOOLEAN, {})
MODALITY = FactDefinition("modality", FactKind.CHOICE, {}, choices=("XR", "MR"))
SCORE = FactDefinition("score", FactKind.NUMBER, {})
TREATED = FactDefinition("treated", FactKind.DURATION, {}, Unit.WEEKS)
PLACE = FactDefinition("place", FactKind.TEXT, {})
TAKEN = FactDefinition("taken", FactKind.DATE, {})


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        (FEVER, True, True),
        (MODALITY, "MR", "MR"),
        (SCORE, -1.5, -1.5),
        (TREATED, 12, 12),
        (TREATED, 0, 0),
        (TREATED, "12 weeks", 12),
        (TREATED, "84 days", 12),
        (TREATED, Duration(84, Unit.DAYS), 12),
        (TREATED, "11 weeks 6 days", 83 / 7),
        (PLACE, "Vejle Sgh. (bestilt)", "Vejle Sgh. (bestilt)"),
        (TAKEN, "2012", "2012"),
        (TAKEN, "2012-11", "2012-11"),
        (TAKEN, "2012-02-29", "2012-02-29"),
        (TAKEN, date(2012, 11, 19), "2012-11-19"),
    ],
)
def test_a_value_is_read_in_the_type_and_unit_of_its_fact(fact: FactDefinition, said: object, value: Value) -> None:
    assert fact.read(said) == value


@pytest.mark.parametrize(
    ("fact", "said", "expected"),
    [
        (FEVER, 1, "true or false"),
        (FEVER, "yes", "true or false"),
        (MODALITY, "CT", "one of XR, MR"),
        (SCORE, True, "a number"),
        (SCORE, float("nan"), "a number"),
        (SCORE, float("inf"), "a number"),
        (TREATED, True, "a number of weeks, 0 or more"),
        (TREATED, -1, "a number of weeks, 0 or more"),
        (TREATED, None, "a number of weeks, 0 or more"),
        (PLACE, " ", "a text on one line"),
        (PLACE, "two\nlines", "a text on one line"),
        (PLACE, "\x1b[2J", "a text on one line"),
        (PLACE, "x" * 201, "a text on one line"),
        (TAKEN, "2011-02-29", "a day such as 2012-11-19"),
        (TAKEN, "2012-13", "a day such as 2012-11-19"),
        (TAKEN, "19/11-12", "a day such as 2012-11-19"),
        (TAKEN, "0000", "a day such as 2012-11-19"),
        (TAKEN, 2012, "a day such as 2012-11-19"),
    ],
)
def test_a_value_of_another_type_is_refused_with_what_is_expected(
    fact: FactDefinition, said: object, expected: str
) -> None:
    with pytest.raises(ValueError, match=f"{fact.name} must be {expected}"):
        fact.read(said)


def test_three_months_are_not_read_as_weeks() -> None:
    with pytest.raises(ValueError, match="treated must be a number of weeks"):
        TREATED.read("3 months")


@pytest.mark.parametrize(("language", "read"), [("en", "hello"), ("nb", "hallo"), ("nn", "hallo"), ("da", "hallo")])
def test_words_that_lack_a_language_are_told_in_one_that_its_readers_understand(language: str, read: str) -> None:
    assert Said({"en": "hello", "nb": "hallo"})[language] == read


def test_words_in_one_language_are_told_in_that_one_to_all_but_they_say_which_they_lack() -> None:
    words = Said({"en": "hello"})
    assert words["da"] == "hello"
    assert "da" not in words


def test_no_words_are_told_by_nothing() -> None:
    with pytest.raises(KeyError):
        Said()["nb"]
