"""What is a sign only together with something else is read wherever in the text the two stand."""

from collections.abc import Callable

import pytest

from klokt.model.referral import Target
from klokt.text.reading import Reading
from text.conftest import Read

GROIN = "activity_related_groin_pain"
TUMOUR = "tumour_suspected"


@pytest.fixture(name="told")
def told_of_the_hip(read: Read) -> Callable[[str], dict[str, object]]:
    """Return what a text to an image of the left hip tells, by fact."""

    def told(text: str) -> dict[str, object]:
        reading: Reading = read(text, Target("hip", "left"))
        return {each.fact: each.value for each in reading.mentions}

    return told


Told = Callable[[str], dict[str, object]]


@pytest.mark.parametrize("groin", ["Lyskesmerter ve side i 3 uker", "Hun kjenner det dypt i lysken", "Lyskevondt"])
@pytest.mark.parametrize("walking", ["verre ved gange", "gir seg i hvile", "kommer etter 200 meter", "halter"])
@pytest.mark.parametrize("joint", [", ", ". ", ". Ingen skade. "])
def test_groin_pain_and_walking_are_one_sign_in_two_clauses(groin: str, walking: str, joint: str, told: Told) -> None:
    assert told(f"{groin}{joint}{walking.capitalize()}.")[GROIN] is True


@pytest.mark.parametrize("text", ["Vondt utenpå hofta. Verre ved gange.", "Ikke vondt i lysken. Verre ved gange."])
def test_walking_without_a_groin_that_hurts_is_no_such_sign(text: str, told: Told) -> None:
    assert told(text).get(GROIN) is not True


def test_a_groin_that_walking_does_not_make_worse_is_no_such_sign(told: Told) -> None:
    assert GROIN not in told("Lyskesmerter, ikke verre ved gange.")


def test_an_old_cancer_counts_with_pain_at_night(told: Told) -> None:
    assert told("Brystkreft i 2012. Fysio i 3 uker. Vondt i hofta om natten.")[TUMOUR] is True


@pytest.mark.parametrize("whose", ["Mor hadde brystkreft.", "Kollega døde av lungekreft.", "Redd for kreft."])
def test_a_cancer_of_others_or_feared_does_not(whose: str, told: Told) -> None:
    assert told(f"{whose} Vondt i hofta om natten.").get(TUMOUR) is not True


def test_a_denied_companion_denies_nothing(told: Told) -> None:
    assert TUMOUR not in told("Brystkreft i 2012. Vondt i hofta, ingen nattsmerter.")
