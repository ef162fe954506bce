"""The pages of the units as one application."""

from pathlib import Path

from channels.unit.house import IMAGING, a_house, bring_lines, browsing


def test_a_person_is_led_to_the_list_of_their_first_unit(tmp_path: Path) -> None:
    with a_house(tmp_path) as house, browsing(house) as client:
        answer = client.get("/nb/")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/nb/units/{IMAGING}/")


def test_the_guidelines_of_the_units_are_pages_too(tmp_path: Path) -> None:
    with a_house(tmp_path) as house, browsing(house) as client:
        assert "Granvik sykehus" in client.get("/nb/guidelines").text


def test_the_example_referrals_are_proposed_for_by_the_guideline_of_the_unit(tmp_path: Path) -> None:
    with a_house(tmp_path) as house:
        receipts = bring_lines(house, IMAGING, "web_referrals.jsonl")
    assert len(receipts) > 10
    assert all(each.referrals for each in receipts)
