"""A letter as its reader gets it: what was told and what was assumed, in the right words."""

from dataclasses import replace

import pytest

from klokt.engine.compiled import Compiled
from klokt.errors import LetterError
from klokt.letters.compose import compose
from klokt.letters.document import Letterhead
from klokt.letters.unit import Unit
from klokt.model.letter import ROLES
from klokt.model.referral import Target
from norway import DAY, norway

from .examples import REFERENCE, Example, a_proposal, printed, said

RETURN = "conservative_treatment"


def findings(example: Example) -> set[str]:
    """The items of the list that says how the referral was read."""
    return {name for name, each in printed(example.letter(RETURN)).items() if each.role == "finding"} - {
        "reading_of_the_referral",
        "no_red_flag_found",
    }


def test_a_silent_referral_is_told_what_it_does_not_say() -> None:
    assert findings(a_proposal()) == {"treatment_not_told"}


def test_treatment_that_was_denied_is_not_called_untold() -> None:
    assert findings(a_proposal(conservative_treatment_tried=False)) == {"treatment_not_tried"}


def test_treatment_without_a_length_is_asked_for_its_length() -> None:
    assert findings(a_proposal(conservative_treatment_tried=True)) == {"length_not_told"}


def test_six_weeks_are_told_beside_the_twelve() -> None:
    short = a_proposal(conservative_treatment_tried=True, conservative_weeks=6)
    assert findings(short) == {"treatment_too_short"}
    assert "har vart i 6 uker; rådet er minst 12 uker" in said(short.letter(RETURN))


def test_a_sentence_with_weeks_that_were_only_assumed_is_not_printed_even_without_a_condition() -> None:
    silent, told = a_proposal(), a_proposal(conservative_weeks=0)
    always = tuple(
        replace(each, when=None) if each.id == "treatment_too_short" else each for each in norway().paragraphs
    )
    careless = Compiled(replace(norway(), paragraphs=always), DAY)
    assert silent.proposal.facts["conservative_weeks"].value == 0
    assert "treatment_too_short" not in printed(replace(silent, compiled=careless).letter(RETURN))
    assert "treatment_too_short" in printed(replace(told, compiled=careless).letter(RETURN))


@pytest.mark.parametrize(
    ("target", "language", "words"),
    [
        (Target("knee", "left"), "nb", "MR av venstre kne for en pasient på 65 år"),
        (Target("knee", None), "nb", "MR av kne for en pasient på 65 år"),
        (Target("hip", "right"), "nb", "MR av høyre hofte for en pasient på 65 år"),
        (Target("hip", "right"), "nn", "MR av høgre hofte for ein pasient på 65 år"),
        (Target("hip", None), "en", "MR of the hip in a patient aged 65 years"),
    ],
)
def test_the_joint_is_named_with_its_side(target: Target, language: str, words: str) -> None:
    example = a_proposal()
    there = replace(example, proposal=replace(example.proposal, target=target))
    assert words in there.letter(RETURN, language).paragraphs[0].text


def test_a_referral_that_names_no_examination_gets_an_opening_that_names_none() -> None:
    opening = a_proposal(requested_modality=None).letter(RETURN).paragraphs[0]
    assert opening.text.startswith("Henvisningen til bildediagnostikk av venstre kne for en pasient på 65 år")


def test_paragraphs_stand_in_the_order_of_their_roles() -> None:
    order = [ROLES.index(each.role) for each in a_proposal().letter(RETURN).paragraphs]
    assert order == sorted(order)


def test_an_assumption_that_no_paragraph_tells_is_listed_with_its_question() -> None:
    silent = a_proposal()
    guideline = replace(norway(), paragraphs=tuple(each for each in norway().paragraphs if "fever" not in each.tells))
    fewer = replace(silent, compiled=Compiled(guideline, DAY))
    assert "assumption_fever" not in printed(silent.letter(RETURN))
    assert printed(fewer.letter(RETURN))["assumption_fever"].text == "Har pasienten feber? Lest som: nei."


def test_a_referral_that_tells_everything_has_no_list_of_assumptions() -> None:
    example = a_proposal()
    told = replace(example, proposal=replace(example.proposal, assumptions=()))
    assert "assumed" not in printed(told.letter(RETURN))


def test_the_foot_names_guideline_and_edition_and_says_that_its_readings_await_an_owner() -> None:
    assert a_proposal().letter(RETURN).foot == (
        "Bygger på «Bildediagnostikk ved smerter i kne eller hofte fra 50 år», utgave 2025.",
        "Retningslinjens tolkninger venter på en klinisk eier.",
    )


def test_the_words_of_a_unit_stand_for_the_guidelines_which_stay_beside_them() -> None:
    example = a_proposal()
    own = {"regret_of_extra_work": {"nb": "Ring oss gjerne om {reference}."}}
    unit = Unit(Letterhead("Granvik sykehus"), texts=own)
    letter = compose(example.compiled, example.proposal, RETURN, "nb", REFERENCE, DAY, unit)
    regret = printed(letter)["regret_of_extra_work"]
    assert regret.text == "Ring oss gjerne om KL-7F3Q."
    assert regret.shared == "Vi beklager arbeidet som returen fører med seg."
    assert letter.letterhead.unit == "Granvik sykehus"


def test_what_a_unit_did_not_reword_is_the_guidelines_own() -> None:
    example = a_proposal()
    unit = Unit(Letterhead("Granvik sykehus"), texts={"regret_of_extra_work": {"nb": "Ring oss gjerne."}})
    letter = compose(example.compiled, example.proposal, RETURN, "nn", REFERENCE, DAY, unit)
    assert {each.shared for each in printed(letter).values()} == {None}


@pytest.mark.parametrize(("language", "reference", "code"), [("da", REFERENCE, "K504"), ("nb", " ", "K505")])
def test_a_letter_in_another_language_or_without_a_reference_is_refused(
    language: str, reference: str, code: str
) -> None:
    example = a_proposal()
    with pytest.raises(LetterError) as caught:
        compose(example.compiled, example.proposal, RETURN, language, reference, DAY)
    assert caught.value.code == code


def test_the_sheet_for_a_patient_needs_no_reference() -> None:
    example = a_proposal()
    sheet = compose(example.compiled, example.proposal, "information_sheet", "nb", "", DAY)
    assert sheet.addressee == "patient"
