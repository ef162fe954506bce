"""What may tell who somebody is does not stand in what is kept; what tells of the illness does."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klokt.text.masked import masked, shortened


def kept(text: str) -> str:
    """Return a text as it would be kept."""
    return shortened(masked(text))


@pytest.mark.parametrize(
    "written",
    ["04021950128", "040219 50128", "04.02.19-50128", "04 02 19 50 128", "070761-4285", "0707614285", "19560312-1234"],
)
def test_a_person_number_is_masked_however_it_is_written(written: str) -> None:
    assert kept(f"Pas. {written} har feber.") == "Pas. *** har feber."


@pytest.mark.parametrize("written", ["91234567", "912 34 567", "91 23 45 67", "0045 12 34 56 78", "070-123 45 67"])
def test_a_telephone_number_is_masked(written: str) -> None:
    assert kept(f"Ring {written} ved spørsmål.") == "Ring *** ved spørsmål."


@pytest.mark.parametrize(
    "written",
    [
        *("14.02.1958", "14/2-58", "14.2.58", "1958-02-14", "14. februar 1958", "14 feb. 1958", "Feb 14, 1958"),
        *("140258", "f. 1958", "f 58", "født 1958", "fødd i 1958", "född 58", "born in 1958", "født 14. februar"),
    ],
)
def test_a_day_with_its_year_and_what_tells_of_birth_are_masked(written: str) -> None:
    told = kept(f"Kvinne, {written}.")
    assert "***" in told
    assert not any(number in told for number in ("14", "58"))


@given(st.dates(date(1905, 1, 1), date(2026, 1, 1)), st.sampled_from(["%d.%m.%Y", "%d/%m-%y", "%Y-%m-%d", "%d%m%y"]))
def test_no_day_of_birth_is_left(day: date, form: str) -> None:
    written = day.strftime(form)
    assert written not in kept(f"Kvinne, {written}, med smerter.")


def test_an_address_of_mail_is_masked() -> None:
    assert kept("Svar til ola.n+x@post.example.no, takk.") == "Svar til ***, takk."


@pytest.mark.parametrize(
    "told",
    [
        "Trent i 12-14 uker, 3 x 10, uten effekt siden 2021.",
        "Feber 38,9, CRP 120, BT 140/90, INR 2,4.",
        "Kraft 4-/5, L4/L5, fys. x 9, KOOS 45.",
        "67 år gammel, f. 12 uker siden fall.",
        "Røntgen i mars 2024. 12 uker etter er det likt.",
        "Operert 3. juni.",
    ],
)
def test_what_tells_of_the_illness_stays(told: str) -> None:
    assert kept(told) == told


@given(st.text())
def test_a_masked_text_is_as_long_as_before(text: str) -> None:
    assert len(masked(text)) == len(text)
