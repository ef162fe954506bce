"""The letter that asks what a spine referral lacks: all that is missing, nothing that was told, and the acute signs."""

import re
from datetime import date

import pytest

from denmark import COMPLETE, GOLD, answered_as_labelled, assessor
from klokt.engine.assess import assess
from klokt.engine.compiled import Compiled
from klokt.letters.choose import offered
from klokt.letters.compose import compose
from klokt.letters.text import told
from klokt.model.fact import Fact, Origin
from klokt.model.proposal import Proposal

DAY = date(2012, 11, 19)


def proposed(facts: dict[str, object]) -> tuple[Compiled, Proposal]:
    compiled = assessor().compiled(DAY)
    definitions = compiled.guideline.facts
    stated = {name: Fact(name, definitions[name].read(value), Origin.STRUCTURED) for name, value in facts.items()}
    return compiled, assess(compiled, stated, "receiver")


def letter(language: str = "da", **facts: object) -> str:
    compiled, proposal = proposed(facts)
    return told(compose(compiled, proposal, "complete_the_referral", language, "KL-7F3Q", DAY))


def without(*names: str) -> dict[str, object]:
    return {name: value for name, value in COMPLETE.items() if name not in names}


@pytest.mark.parametrize("language", ["da", "en", "nb", "nn"])
def test_it_asks_for_each_missing_item_by_its_number_and_for_no_other(language: str) -> None:
    written = letter(language, **without("symptom_duration_weeks", "imaging_info_stated"))
    assert re.findall(r"^- (\d)\.", written, re.MULTILINE) == ["2", "6"]


def test_an_acute_sign_that_nobody_told_of_is_asked_for_and_one_that_was_denied_is_not() -> None:
    written = letter("en", **without("pain_location"), sphincter_disturbance=False)
    assert "cauda equina syndrome suspected" in written
    assert "bladder or bowel" not in written


def test_no_letter_goes_where_nothing_is_returned() -> None:
    for facts in (COMPLETE, {"sphincter_disturbance": True}):
        assert offered(*proposed(dict(facts))) == ()


def test_the_letter_asks_for_exactly_what_the_proposal_says_is_missing() -> None:
    for row in (row for row in GOLD if row["expected"]["action"] == "return_incomplete"):
        known = {name: value for name, value in row["gold"].items() if value is not None}
        asked = re.findall(r"^- (\d)\.", letter(**known), re.MULTILINE)
        assert [int(number) for number in asked] == answered_as_labelled(row).missing_requirements
