"""Where and when images were taken, as Danish referrals tell it: names known and unknown, and the day."""

from datetime import date

import pytest

from denmark import denmark
from klokt.content.load import find
from klokt.text.lexicon import Lexicons
from klokt.text.load import lexicons_of
from klokt.text.read import read_text

A_DAY = date(2025, 10, 1)


@pytest.fixture(scope="module")
def lexicons() -> Lexicons:
    """The phrases of the spine guideline as it stands in the library."""
    return lexicons_of(find("dk_degenerative_spine"), denmark())


def told(text: str, lexicons: Lexicons) -> tuple[object, object]:
    """Return where and when the images were taken, or None of what is not told."""
    facts = {each.fact: each.value for each in read_text(text, lexicons, on=A_DAY).mentions}
    return facts.get("imaging_where"), facts.get("imaging_when")


@pytest.mark.parametrize(
    ("text", "where", "when"),
    [
        ("MR Hvidovre 27/2-14: prolaps.", "Hvidovre", "2014-02-27"),
        ("Rtg. col. lumb. på Hobro Sgh. i marts.", "Hobro Sgh.", "2025-03"),
        ("MR 12-08-2025 Regionshospitalet Viborg viser stenose.", "Regionshospitalet Viborg", "2025-08-12"),
        ("Prolaps ved MR (Gildhøj, august 2025).", "Gildhøj", "2025-08"),
        ("MR taget på Ukendtby d. 3/9.", "Ukendtby", "2025-09-03"),
        ("Røntgen i 2019 viste slidgigt.", None, "2019"),
        ("MR Skejby uge 35.", "Skejby", "2025-08"),
        ("Røntgen her i klinikken 20/8.", "her i klinikken", "2025-08-20"),
        ("MR Vejle Prolaps L4/5.", "Vejle", None),
    ],
)
def test_the_place_and_the_day_stand_beside_the_image(
    text: str, where: str | None, when: str | None, lexicons: Lexicons
) -> None:
    assert told(text, lexicons) == (where, when)


def test_of_several_images_the_latest_counts(lexicons: Lexicons) -> None:
    assert told("MR Kolding 12/3-2024. Ny MR Vejle 1/7-25.", lexicons) == ("Vejle", "2025-07-01")


def test_where_the_patient_lives_is_no_place_of_images(lexicons: Lexicons) -> None:
    assert told("Bor i Odense og arbejder i Vejle. MR Middelfart 2/9.", lexicons)[0] == "Middelfart"


def test_images_that_are_ordered_have_a_place_and_no_day(lexicons: Lexicons) -> None:
    assert told("MR er bestilt på Bispebjerg, tid 2/11.", lexicons) == ("Bispebjerg", None)


def test_no_images_have_no_place(lexicons: Lexicons) -> None:
    assert told("Ingen billeder. Arbejder i Kolding siden 3/9.", lexicons) == (None, None)


def test_the_level_of_a_disc_is_no_day(lexicons: Lexicons) -> None:
    assert told("MR: prolaps L4/5.", lexicons) == (None, None)
