"""What a person is called is for people to read; however it is written, it is no reason to refuse a request."""

import pytest

from intake.samples import bundle, patient, referral, request
from klokt.intake.person_name import human_name, whole_name


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ([{"family": "Testesen", "given": ["Test", "Prøve"]}], "Test Prøve Testesen"),
        ([{"text": "Testesen, Test", "family": "Testesen"}], "Testesen, Test"),
        ([{"use": "nickname", "text": "Te"}, {"use": "official", "text": "Test Testesen"}], "Test Testesen"),
        ([{"use": "old", "text": "Før"}, {"use": "usual", "text": "Nå"}], "Nå"),
        ([{"use": "old", "text": "Før"}], None),
        ([{}], None),
        (None, None),
    ],
)
def test_the_official_name_is_told_or_else_the_first_that_is_in_use(written: object, told: str | None) -> None:
    assert human_name(written) == told


@pytest.mark.parametrize("written", ["Test", [7], [{"text": 7, "given": "Test"}], {"text": "Test"}])
def test_a_name_of_another_form_is_left_out_and_the_request_is_taken(written: object) -> None:
    assert referral(bundle(request(), patient(birthDate="1960-05-04", name=written))).patient.name is None


def test_a_person_number_in_the_place_of_a_name_is_not_kept() -> None:
    assert whole_name("Test", "040219 50128") == "Test XXXXXX XXXXX"
