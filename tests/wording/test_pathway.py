"""Days, steps and ledgers in words."""

from datetime import date

import pytest

from danish_pathway import denmark
from klokt.wording.pathway import told_day, told_due, told_next_step
from klokt.words import LANGUAGES


@pytest.mark.parametrize(("language", "told"), [("da", "1. maj 2012"), ("nn", "1. mai 2012"), ("en", "1 May 2012")])
def test_a_day_is_written_as_in_the_language(language: str, told: str) -> None:
    assert told_day(date(2012, 5, 1), language) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_that_a_next_step_shows_has_words(language: str) -> None:
    pathway = denmark().pathway
    assert pathway is not None
    shown = {what for step in pathway.next_steps.values() for what in step.shows}
    assert [what for what in shown if told_due(pathway, what, language) == what] == []


def test_a_next_step_that_a_guideline_does_not_have_is_told_by_its_id() -> None:
    assert told_next_step(denmark(), "fly_to_the_moon", "da") == "fly_to_the_moon"
