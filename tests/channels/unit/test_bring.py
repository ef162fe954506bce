"""Bringing files to the units by hand."""

from pathlib import Path

from channels.unit.house import ANNA, IMAGING, ROOT, SPINE, a_house
from klokt.channels.unit.bring import bring
from klokt.model.worklist import Filter

ALL = Filter(is_open=None, collected=None)
FILES = [
    (name, (ROOT / "examples" / name).read_bytes())
    for name in ("web_referrals.jsonl", "web_unreadable.json", "dk_spine_referrals.jsonl", "web_episodes.jsonl")
]


def test_each_referral_goes_to_the_unit_whose_guideline_serves_it(tmp_path: Path) -> None:
    with a_house(tmp_path) as house:
        brought = bring(house, FILES)
        journal = house.journal_for(ANNA)
        guidelines = {
            unit: {each.guideline for each in journal.worklist(unit, ALL) if each.guideline} for unit in house.units
        }
    assert brought.new
    assert brought.courses
    assert guidelines == {IMAGING: {"no_knee_hip_imaging"}, SPINE: {"dk_degenerative_spine"}}


def test_the_same_files_again_change_nothing(tmp_path: Path) -> None:
    with a_house(tmp_path) as house:
        first, before = bring(house, FILES), house.journal_for(ANNA).count(IMAGING, ALL)
        second, after = bring(house, FILES), house.journal_for(ANNA).count(IMAGING, ALL)
    assert (second.new, second.courses, second.known) == (0, 0, first.new + first.courses)
    assert after == before


def test_what_nobody_can_read_is_on_a_list_for_a_person(tmp_path: Path) -> None:
    with a_house(tmp_path) as house:
        bring(house, [("broken.json", b'{"resourceType": "Bundle", "entry": 7}')])
        items = house.journal_for(ANNA).worklist(IMAGING)
    assert [each.state.value for each in items] == ["not_read"]
