"""Labelled referrals against what is read and proposed: agreement, unsafe outcomes, precision and recall."""

import json
from pathlib import Path
from typing import Any

import pytest

from klokt.channels.cli.main import main
from klokt.channels.cli.score import scored
from klokt.content.load import load, usable
from klokt.errors import IntakeError
from klokt.text.score import Score, Share
from klokt.text.topics import topics_of
from text.lexicon_folder import TOPIC, with_lexicon

Labelled = dict[str, Any]

RETURNED = "Smerter i venstre kne i tre måneder. Ingen traume."


def row(text: str = RETURNED, **labels: object) -> str:
    """Return an example, labelled as returned, with pain and no injury, changed as the test needs it."""
    example = {
        "id": "made-up",
        "referral_date": "2025-09-01",
        "patient": {"birth_date": "1960-01-01"},
        "requester_role": "general_practitioner",
        "requested": {"modality": "MR", "body_site": "knee", "laterality": "left"},
        "text": text,
        "facts": {"knee_pain": True, "significant_trauma": False, "fever": None},
        "evidence": {"knee_pain": "Smerter i venstre kne", "significant_trauma": "Ingen traume"},
        "expected": {"in_scope": True, "decision": "return_conservative"},
        "acceptable": [],
    }
    return json.dumps(example | labels)


def written(folder: Path, *lines: str) -> str:
    """Write examples to a file, and return its path."""
    path = folder / "labelled.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def score(*rows: str) -> Score:
    """Return the score of these examples."""
    (only,) = scored(rows, "no_knee_hip_imaging")
    return only


def test_a_referral_as_labelled_has_no_misses() -> None:
    only = score(row())
    assert only.misses == []
    assert only.fields["decision"].strict == only.fields["decision"].of == 1
    assert (only.all_facts.right, only.all_facts.wrong, only.all_facts.missed) == (2, 0, 0)


def test_a_defensible_outcome_agrees_leniently_only() -> None:
    labels: Labelled = {"expected": {"decision": "accept_as_requested"}, "acceptable": ["return_conservative"]}
    decision = score(row(**labels)).fields["decision"]
    assert (decision.strict, decision.lenient) == (0, 1)


@pytest.mark.parametrize("outcome", ["urgent_red_flag", "early_imaging_red_flag", "individual_assessment"])
def test_a_return_of_what_a_person_should_see_is_unsafe(outcome: str) -> None:
    assert score(row(expected={"decision": outcome})).unsafe == ["made-up"]


def test_a_return_of_what_could_be_accepted_is_no_agreement_but_safe() -> None:
    only = score(row(expected={"decision": "accept_as_requested"}))
    assert (only.fields["decision"].lenient, only.unsafe) == (0, [])


def test_an_acute_referral_with_a_lower_urgency_is_missed() -> None:
    assert score(row(expected={"urgency": "acute"})).missed_acute == ["made-up"]


def test_a_fact_that_is_read_and_not_labelled_is_wrong_and_one_labelled_and_not_read_is_missed() -> None:
    only = score(row(facts={"knee_pain": None, "hydrops": True}))
    assert (only.facts["knee_pain"].wrong, only.facts["hydrops"].missed) == (1, 1)
    assert [(miss.about, miss.read) for miss in only.misses] == [
        ("knee_pain", "Smerter i venstre kne"),
        ("hydrops", ""),
    ]


@pytest.mark.parametrize(("weeks", "right"), [(13, 1), (14, 1), (12, 1), (11, 0)])
def test_weeks_may_differ_by_one(weeks: int, right: int) -> None:
    facts = {"conservative_weeks": weeks}
    assert score(row("Trent hos fysioterapeut i 3 mnd.", facts=facts)).facts["conservative_weeks"].right == right


def test_other_values_of_a_fact_may_be_defensible_field_by_field() -> None:
    acceptable = {"gold": {"knee_pain": [None], "conservative_weeks_range": [10, 20]}}
    labels: Labelled = {"facts": {"knee_pain": False, "conservative_weeks": 30}, "acceptable": acceptable}
    only = score(row("Trent hos fysioterapeut i 3 mnd.", **labels))
    assert [miss.about for miss in only.misses if miss.about != "decision"] == []


def test_the_form_of_the_danish_examples_is_read() -> None:
    labels: Labelled = {"gold": {"knee_pain": True}, "facts": {}, "evidence": {"knee_pain": ["Smerter", "venstre kne"]}}
    data = json.loads(row(**labels))
    del data["facts"]
    assert score(json.dumps(data)).facts["knee_pain"].right == 1


def test_labels_are_not_read_as_facts_of_the_referral() -> None:
    assert score(row("Vondt, og mye av det.", facts={"hydrops": True})).facts["hydrops"].missed == 1


def test_an_example_without_labels_is_an_error() -> None:
    with pytest.raises(IntakeError, match="needs the labels"):
        scored(['{"id": "made-up"}'], "no_knee_hip_imaging")


def test_each_text_is_counted_in_its_own_language() -> None:
    nynorsk = row("Vondt i venstre kne i tre månader. Ikkje noko fall.", facts={"knee_pain": True})
    english = row("Left knee pain since last week, red and hot with fever.", expected={"decision": "urgent_red_flag"})
    languages = score(row(), nynorsk, nynorsk, english).languages
    assert [(tag, each.referrals, len(each.unsafe)) for tag, each in languages.items()] == [
        ("nn", 2, 0),
        ("en", 1, 0),
        ("nb", 1, 0),
    ]
    assert languages["nn"].facts["knee_pain"].right == 2


def test_an_unsafe_return_is_counted_in_the_language_of_its_text() -> None:
    languages = score(row(), row(expected={"decision": "urgent_red_flag"})).languages
    assert languages["nb"].unsafe == ["made-up"]


def test_a_text_without_words_has_no_language() -> None:
    assert list(score(row("")).languages) == ["-"]


def test_the_facts_of_a_topic_are_counted_together() -> None:
    only = score(row(facts={"knee_pain": True, "hip_pain": True, "significant_trauma": False}))
    topics = only.by_topic({"knee_pain": "pain", "hip_pain": "pain"})
    assert (topics["pain"].right, topics["pain"].missed, topics["-"].right) == (1, 1, 1)


def test_the_topic_of_a_fact_is_the_file_of_the_lexicon_with_its_phrases(tmp_path: Path) -> None:
    folder = with_lexicon(tmp_path, TOPIC)
    assert topics_of(folder, usable(load(folder))) == {"fever": "words"}


def test_the_command_tells_by_language_and_topic_only_where_that_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, row())
    assert main(["score", path, "--by", "language", "--by", "topic"]) == 0
    told = capsys.readouterr().out
    assert all(f"\n  {name} " in told for name in ("nb, 1 referrals", "pain", "trauma"))
    assert "knee_pain" not in told
    assert main(["score", path]) == 0
    assert "nb, 1 referrals" not in capsys.readouterr().out


def test_the_json_form_has_languages_and_topics(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", written(tmp_path, row()), "--format", "json"]) == 0
    (data,) = json.loads(capsys.readouterr().out)
    assert data["languages"]["nb"]["fields"]["decision"]["strict"]["hits"] == 1
    assert data["topics"]["trauma"]["right"] == 1


def test_the_interval_is_wilsons() -> None:
    assert Share(8, 10).interval == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert Share(0, 0).interval is None


def test_the_command_prints_the_misses_with_the_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, row(facts={"knee_pain": False}))
    assert main(["score", path]) == 0
    assert 'made-up: knee_pain: expected false "Smerter i venstre kne", got true "Smerter i venstre kne"' in (
        capsys.readouterr().out
    )
    assert main(["score", path, "--format", "json"]) == 0
    (data,) = json.loads(capsys.readouterr().out)
    assert data["facts"]["knee_pain"]["wrong"] == 1
    assert data["fields"]["decision"]["strict"] == {
        "value": 1.0,
        "interval": pytest.approx([0.2065, 1.0], abs=1e-3),
        "hits": 1,
        "of": 1,
    }


def test_a_line_that_cannot_be_read_is_told_by_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, row(), "no JSON")
    assert main(["score", path]) == 1
    assert "line 2: K301" in capsys.readouterr().err
