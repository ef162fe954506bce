"""The JSON form of a referral: what is read, what is left alone, and what is refused."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from intake.samples import KNEE_LEFT, KNEE_RIGHT, Json, error, referral
from klokt.errors import IntakeError
from klokt.intake import read
from klokt.model.fact import Origin, Span
from klokt.model.referral import Number, Patient, Referral, Requested, Target

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*referrals.jsonl"))
KNEE = {"modality": "MR", "body_site": "knee", "laterality": "left", "code_text": "MR v kne"}


def form(**fields: Any) -> Json:
    return {"id": "a", "referral_date": "2025-03-11", **fields}


def test_a_referral_is_read_whole() -> None:
    found = referral(
        form(patient={"birth_date": "1963-05-04", "sex": "F"}, requester_role="gp", requested=KNEE, text="")
    )
    assert found == Referral(
        id="a",
        numbers=(Number(None, "a"),),
        kind="imaging",
        referral_date=date(2025, 3, 11),
        patient=Patient(date(1963, 5, 4), "female"),
        requester_role="gp",
        requested=Requested("MR", (KNEE_LEFT,), "MR v kne"),
        text="",
    )


def test_a_referral_without_a_text_is_a_structured_one_and_an_empty_text_is_a_text() -> None:
    assert referral(form()).text is None
    assert referral(form(text="")).text == ""


def test_a_referral_that_asks_for_no_imaging_is_for_a_specialist() -> None:
    assert referral(form(text="lændesmerter")).kind == "specialist"
    assert referral(form(requested={"modality": None, "body_site": None})).kind == "specialist"
    assert referral(form(requested={"body_site": "knee"})).kind == "imaging"


@pytest.mark.parametrize(
    ("site", "side", "targets"),
    [
        ("knee", "both", (KNEE_LEFT, KNEE_RIGHT)),
        ("both", "left", (KNEE_LEFT, Target("hip", "left"))),
        ("both", "both", (KNEE_LEFT, KNEE_RIGHT, Target("hip", "left"), Target("hip", "right"))),
        ("hip", None, (Target("hip", None),)),
        (None, "left", (Target(None, "left"),)),
        (None, None, ()),
    ],
)
def test_both_names_two_joints_or_two_sides(site: str | None, side: str | None, targets: tuple[Target, ...]) -> None:
    assert referral(form(requested={"body_site": site, "laterality": side})).requested.targets == targets


def test_a_fact_that_is_null_is_unknown() -> None:
    (statement,) = referral(form(known_facts={"fever": None, "conservative_weeks": 12})).statements
    assert (statement.fact, statement.value, statement.origin) == ("conservative_weeks", 12, Origin.STRUCTURED)


def test_facts_can_be_told_for_one_joint_and_side() -> None:
    found = referral(form(known_facts_by_site=[{"site": "knee", "side": "both", "facts": {"locking": True}}]))
    assert [(each.fact, each.target) for each in found.statements] == [("locking", KNEE_LEFT), ("locking", KNEE_RIGHT)]


def test_gold_fields_and_other_keys_are_never_read() -> None:
    gold = {"facts": {"fever": True}, "gold": 1, "evidence": [], "expected": "no", "acceptable": None, "difficulty": 7}
    assert referral(form(text="x", **gold)) == referral(form(text="x"))


def test_a_referral_without_a_date_is_read_and_has_none() -> None:
    assert referral({"id": "a", "text": "x"}).referral_date is None


def test_a_referral_without_an_id_is_named_by_its_line() -> None:
    assert referral({"text": "x"}).id == "line 1"


@pytest.mark.parametrize(
    ("fields", "code", "path"),
    [
        ({"patient": {"birth_date": 19630504}}, "K303", "$.patient.birth_date"),
        ({"patient": {"birth_date": "04.05.1963"}}, "K303", "$.patient.birth_date"),
        ({"patient": {"birth_date": "1963-02-30"}}, "K304", "$.patient.birth_date"),
        ({"patient": {"birth_date": "2025-03-12"}}, "K304", "$.patient.birth_date"),
        ({"patient": {"birth_date": "1894-12-31"}}, "K304", "$.patient.birth_date"),
        ({"patient": {"sex": "kvinne"}}, "K303", "$.patient.sex"),
        ({"patient": ["1963-05-04"]}, "K303", "$.patient"),
        ({"referral_date": "2025-13-01"}, "K304", "$.referral_date"),
        ({"requested": {"modality": "PET"}}, "K303", "$.requested.modality"),
        ({"requested": {"body_site": "left knee"}}, "K303", "$.requested.body_site"),
        ({"requested": {"laterality": "v"}}, "K303", "$.requested.laterality"),
        ({"known_facts": ["fever"]}, "K303", "$.known_facts"),
        ({"known_facts": {"fever": {"value": True}}}, "K303", "$.known_facts.fever"),
        ({"known_facts": {"Fever since Monday": True}}, "K303", "$.known_facts"),
        ({"known_facts_by_site": [{"site": "knee"}]}, "K303", "$.known_facts_by_site[0]"),
        ({"text": 7}, "K303", "$.text"),
    ],
)
def test_a_field_that_cannot_be_read_is_named_by_its_path(fields: Json, code: str, path: str) -> None:
    found = error(form(**fields))
    assert (found.code, found.referral) == (code, "a")
    assert f"{path}: " in found.message


def test_an_error_says_what_could_stand_there() -> None:
    assert error(form(patient={"sex": "kvinne"})).message == "line 1: $.patient.sex: expected male, female, M or F"
    assert error(form(text=7)).message == "line 1: $.text: expected a text or null"
    assert error(form(known_facts=[])).message == (
        'line 1: $.known_facts: expected a table of facts, such as {"fever": false}'
    )
    assert error(form(known_facts_by_site=[{"site": "knee"}])).message == (
        'line 1: $.known_facts_by_site[0]: the field "facts" is missing'
    )


@pytest.mark.parametrize("modality", ["mr", "Mr", "MR"])
def test_a_modality_is_read_in_any_letter_case(modality: str) -> None:
    assert referral(form(requested={"modality": modality})).requested.modality == "MR"


@pytest.mark.parametrize(
    "facts",
    [{"conservative_weeks": 5201}, {"conservative_weeks": "5201 weeks"}, {"age": "101 years"}],
    ids=str,
)
def test_a_length_of_more_than_a_hundred_years_is_refused(facts: Json) -> None:
    assert error(form(known_facts=facts)).code == "K303"


@pytest.mark.parametrize("facts", [{"conservative_weeks": 5200}, {"symptoms": "100 years"}, {"steps": 9000}], ids=str)
def test_a_length_of_a_hundred_years_and_a_number_that_is_no_length_are_read(facts: Json) -> None:
    assert [each.value for each in referral(form(known_facts=facts)).statements] == list(facts.values())


def test_a_patient_of_130_years_can_be_referred_and_one_born_that_day_too() -> None:
    assert referral(form(patient={"birth_date": "1895-03-11"})).patient.birth_date == date(1895, 3, 11)
    assert referral(form(patient={"birth_date": "2025-03-11"})).patient.birth_date == date(2025, 3, 11)


def test_two_values_of_one_fact_for_one_knee_are_refused() -> None:
    twice = [{"site": "knee", "side": "left", "facts": {"locking": value}} for value in (True, False)]
    assert error(form(known_facts_by_site=twice)).code == "K304"


@pytest.mark.parametrize("secret", ["04021950128", "Kari Nordmann", "1963-99-99"])
@pytest.mark.parametrize(
    "place",
    [
        lambda secret: {"patient": {"birth_date": secret}},
        lambda secret: {"patient": {"sex": secret}},
        lambda secret: {"patient": secret},
        lambda secret: {"requested": {"modality": secret}},
        lambda secret: {"requested": {"body_site": secret}},
        lambda secret: {"known_facts": {secret: [secret]}},
        lambda secret: {"known_facts": {secret: True}},
        lambda secret: {"known_facts_by_site": secret},
        lambda secret: {"text": [secret]},
    ],
)
def test_an_error_never_repeats_what_stands_in_the_referral(place: Any, secret: str) -> None:
    assert secret not in error(form(**place(secret))).message


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_labelled_example_is_read(path: Path) -> None:
    found = list(read(path.read_bytes()))
    assert [each.message for each in found if isinstance(each, IntakeError)] == []
    assert all(isinstance(each, Referral) and each.referral_date and each.patient.birth_date for each in found)


def test_the_words_that_say_a_fact_are_found_in_the_text() -> None:
    found = referral(form(text="Feber 39.", known_facts={"fever": True}, known_facts_evidence={"fever": "Feber 39"}))
    assert [(each.origin, each.evidence) for each in found.statements] == [(Origin.TEXT, (Span(0, 8, "Feber 39"),))]


@pytest.mark.parametrize("words", ["", "frost"])
def test_evidence_that_does_not_stand_in_the_text_is_refused(words: str) -> None:
    problem = error(form(text="Feber 39.", known_facts={"fever": True}, known_facts_evidence={"fever": words}))
    assert (problem.code, "known_facts_evidence" in problem.message) == ("K303", True)
