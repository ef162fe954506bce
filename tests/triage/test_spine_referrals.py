"""A hundred Danish referrals, labelled by people who had not seen the rules: their facts given, what is proposed."""

import json
from pathlib import Path
from typing import Any

import pytest

from denmark import answered_as_labelled
from klokt.channels.cli.score import scored

LABELLED_IN = Path(__file__).parent / "referrals"
LABELLED = (LABELLED_IN / "dk_spine.jsonl").read_text("utf-8")
ROWS: list[dict[str, Any]] = [json.loads(line) for line in LABELLED.splitlines()]
ANSWERED = [(row, answered_as_labelled(row)) for row in ROWS]


@pytest.mark.parametrize("key", ["action", "urgency", "triage_group", "missing_requirements"])
def test_what_is_proposed_is_defensible_for_nearly_all(key: str) -> None:
    defensible = [
        getattr(given, key) in (row["expected"][key], *row["acceptable"].get(key, [])) for row, given in ANSWERED
    ]
    assert sum(defensible) >= 0.95 * len(defensible)


def test_nothing_urgent_is_returned_for_its_form() -> None:
    returned = {row["expected"]["urgency"] for row, given in ANSWERED if given.action == "return_incomplete"}
    assert returned == {"elective"}


def test_their_texts_are_read_as_labelled() -> None:
    (score,) = scored(LABELLED.splitlines(), "dk_degenerative_spine")
    assert (score.unsafe, score.missed_acute, score.wrong_spans) == ([], [], [])
    least = {"action": 0.94, "urgency": 0.95, "triage_group": 0.95, "missing_requirements": 0.94}
    assert all(score.fields[name].lenient >= share * len(ROWS) for name, share in least.items())
    assert (score.all_facts.precision.value or 0) >= 0.97
    assert (score.all_facts.recall.value or 0) >= 0.95


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("dk_spine_b", {"action": 0.97, "urgency": 0.97, "triage_group": 0.97, "missing_requirements": 0.97}),
        ("dk_spine_d", {"action": 0.90, "urgency": 0.95, "triage_group": 0.95, "missing_requirements": 0.90}),
        ("dk_spine_e", {"action": 0.90, "urgency": 0.95, "triage_group": 0.92, "missing_requirements": 0.90}),
        ("dk_spine_f", {"action": 0.90, "urgency": 0.95, "triage_group": 0.95, "missing_requirements": 0.90}),
        ("dk_spine_g", {"action": 0.86, "urgency": 0.90, "triage_group": 0.92, "missing_requirements": 0.88}),
        ("dk_spine_h", {"action": 0.90, "urgency": 0.95, "triage_group": 0.92, "missing_requirements": 0.92}),
        ("dk_spine_i", {"action": 0.95, "urgency": 0.97, "triage_group": 0.95, "missing_requirements": 0.90}),
        ("dk_spine_c", {"action": 0.92, "urgency": 0.95, "triage_group": 0.92, "missing_requirements": 0.85}),
    ],
)
def test_other_sets_are_read_as_well(name: str, least: dict[str, float]) -> None:
    """Nobody has tuned on the last one, and nobody should: it tells what to expect of new referrals."""
    lines = LABELLED_IN.joinpath(f"{name}.jsonl").read_text("utf-8").splitlines()
    (score,) = scored(lines, "dk_degenerative_spine")
    assert (score.unsafe, score.missed_acute, score.wrong_spans) == ([], [], [])
    assert all(score.fields[field].lenient >= share * len(lines) for field, share in least.items())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_words_of_every_label_stand_in_its_text(row: dict[str, Any]) -> None:
    quoted = [words for each in row["evidence"].values() for words in ([each] if isinstance(each, str) else each or [])]
    assert [words for words in quoted if words not in row["text"]] == []
