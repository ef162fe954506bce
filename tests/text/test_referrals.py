"""The referrals labelled by hand, by people who had not seen the lexicon: what is read of them, and nothing unsafe."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from klokt.channels.cli.score import scored
from klokt.text.score import Score

LEAST = {"no_f": (0.90, 0.92), "no_g": (0.80, 0.90), "no_h": (0.93, 0.94)}
"""Defensible outcomes and precision of the sets that the phrases were not made after: nearer to new referrals."""
TUNED = (0.95, 0.95)
SETS = sorted((Path(__file__).parent / "referrals").glob("*.jsonl"))
WITH_FACTS = [path for path in SETS if json.loads(path.read_text(encoding="utf-8").splitlines()[0])["facts"]]
"""The sets whose facts are labelled; of the others only the outcome is."""


@cache
def score(path: Path) -> Score:
    """Return what the labels of a set say of the reader as it stands."""
    (only,) = scored(path.read_bytes().decode("utf-8").splitlines(), "no_knee_hip_imaging")
    return only


def share(score: Score, measure: str) -> float:
    """Return the precision or the recall of all facts."""
    value: float | None = getattr(score.all_facts, measure).value
    return value or 0.0


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_no_referral_that_a_person_should_see_is_returned(path: Path) -> None:
    assert score(path).unsafe == []


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_span_is_the_words_that_stand_there(path: Path) -> None:
    assert score(path).wrong_spans == []


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_the_outcome_is_one_that_is_defensible(path: Path) -> None:
    decision = score(path).fields["decision"]
    assert decision.lenient >= LEAST.get(path.stem, TUNED)[0] * decision.of


@pytest.mark.parametrize("path", WITH_FACTS, ids=lambda path: path.stem)
def test_facts_are_read_as_labelled(path: Path) -> None:
    assert share(score(path), "precision") >= LEAST.get(path.stem, TUNED)[1]
    assert share(score(path), "recall") >= 0.90


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_the_words_of_every_label_stand_in_its_text(path: Path) -> None:
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    quoted = [(row, words) for row in rows for each in row["evidence"].values() for words in as_list(each)]
    assert [row["id"] for row, words in quoted if words not in row["text"]] == []


def as_list(words: str | list[str]) -> list[str]:
    """Return the quotes of a label, of which there may be several."""
    return [words] if isinstance(words, str) else words
