"""Keys of the JSON form that nobody reads: a slip of the pen is refused, and nothing is dropped in silence."""

from typing import Any

import pytest

from intake.samples import Json, error, notices, referral

SITE_FACTS = {"site": "knee", "facts": {}}


def form(**fields: Any) -> Json:
    return {"id": "a", "text": "x", **fields}


@pytest.mark.parametrize(
    ("fields", "path", "meant"),
    [
        ({"knownfacts": {"fever": True}}, '$: unknown field "knownfacts"', "known_facts"),
        ({"known_fact": {"fever": True}}, '$: unknown field "known_fact"', "known_facts"),
        ({"knownFacts": {"fever": True}}, "$: unknown field", "known_facts"),
        ({"patient": {"birthdate": "1960-01-01"}}, '$.patient: unknown field "birthdate"', "birth_date"),
        ({"patient": {"gender": "male"}}, '$.patient: unknown field "gender"', "sex"),
        ({"requested": {"modalty": "MR"}}, '$.requested: unknown field "modalty"', "modality"),
        ({"requested": {"bodysite": "knee"}}, '$.requested: unknown field "bodysite"', "body_site"),
        ({"requested": {"side": "left"}}, '$.requested: unknown field "side"', "laterality"),
        (
            {"known_facts_by_site": [SITE_FACTS, {**SITE_FACTS, "laterality": "left"}]},
            '$.known_facts_by_site[1]: unknown field "laterality"',
            "side",
        ),
    ],
)
def test_a_key_that_is_nearly_right_is_refused_with_the_right_one(fields: Json, path: str, meant: str) -> None:
    found = error(form(**fields))
    assert (found.code, found.message) == ("K303", f'line 1: {path}; did you mean "{meant}"?')


def test_a_referral_whose_only_key_is_nearly_right_is_still_known_as_one() -> None:
    assert error({"id": "a", "knownfacts": {}}).message.endswith('did you mean "known_facts"?')


@pytest.mark.parametrize("fields", [{"colour": 1}, {"patient": {"weight": 90}}, {"requested": {"urgency": "high"}}])
def test_a_referral_with_a_key_of_another_kind_is_read_and_the_key_is_noticed(fields: Json) -> None:
    assert notices(referral(form(**fields))) == ["K331"]


def test_a_notice_names_the_key() -> None:
    assert [each.message for each in referral(form(colour=1)).notices] == [
        '$: unknown field "colour", which is not read'
    ]


@pytest.mark.parametrize("key", ["Kari Nordmann", "04021950128", "x" * 41])
def test_a_key_that_may_tell_who_the_patient_is_is_not_repeated(key: str) -> None:
    (notice,) = referral(form(**{key: 1})).notices
    assert (notice.code, key in notice.message) == ("K331", False)


@pytest.mark.parametrize(
    "fields",
    [
        {"facts": {}, "gold": 1, "evidence": [], "expected": "no", "acceptable": None, "difficulty": 7, "tags": []},
        {"_comment": "mine"},
        {"requested": {"_comment": "mine"}},
    ],
    ids=["labels of an example", "own remark", "own remark on the request"],
)
def test_labels_and_remarks_of_ones_own_are_left_alone(fields: Json) -> None:
    assert referral(form(**fields)).notices == ()


def test_a_row_of_a_pathway_is_not_a_referral() -> None:
    row = {"id": "a", "condition": "spinal_stenosis", "events": [], "as_of": "2025-01-01", "expected": {}, "ruling": 1}
    assert error(row).code == "K302"
