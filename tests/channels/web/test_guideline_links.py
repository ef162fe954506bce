"""Names in the prose of a guideline lead to what they name."""

from klokt.channels.web.guideline_links import Link, Links, Run, section_anchor
from norway import norway

LINKS = Links(norway(), "nb", ["20_scope.md", "letters/shared.md"])


def test_a_file_in_prose_leads_to_its_section() -> None:
    assert LINKS.runs("See `20_scope.md`.") == (
        Run("See "),
        Run("20_scope.md", True, "#section-20-scope"),
        Run("."),
    )


def test_a_file_beside_another_may_be_named_without_its_folder() -> None:
    assert LINKS.runs("`shared.md`") == (Run("shared.md", True, f"#{section_anchor('letters/shared.md')}"),)


def test_the_id_of_a_source_in_prose_leads_to_it_and_another_word_does_not() -> None:
    assert LINKS.runs("age_limit or no_such_source") == (
        Run("age_limit", True, "#age_limit"),
        Run(" or "),
        Run("no_such_source", True),
    )


def test_a_slot_of_a_letter_leads_to_the_fact_or_the_limit_that_fills_it() -> None:
    assert LINKS.runs("{age}{minimum_age}{target}") == (
        Run("age", True, "#fact-age"),
        Run("Nedre aldersgrense", True, "#parameter-minimum_age"),
        Run("target", True),
    )


def test_a_source_is_named_by_its_place_and_an_interpretation_by_its_question() -> None:
    assert LINKS.source("age_limit") == Link("Lower age limit: heading and last sentence", "#age_limit", foreign=True)
    assert LINKS.source("age_50_is_included").text.endswith("Does a 50-year-old belong?")
