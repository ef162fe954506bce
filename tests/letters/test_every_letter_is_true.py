"""Every sentence of a letter that an example referral gets is true of its facts, and no true one is left out."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.naive import Naive
from agreement.worlds import examples as examples_of
from klokt.letters.document import Document
from klokt.model.expression import Expression, RuleRef, Value, facts_in, walk
from klokt.model.fact import Fact, Origin
from klokt.model.letter import Paragraph, slots_in
from klokt.model.proposal import Proposal
from norway import DAY, assessor, norway

from .examples import Example, a_proposal, examples, printed, said

LANGUAGES = ("nb", "nn", "en")
SENT = [(example, letter) for example in examples() for letter in example.letters()]
NAMES = [f"{example.name}-{letter}" for example, letter in SENT]
each_letter = pytest.mark.parametrize(("example", "letter"), SENT, ids=NAMES)
PARAGRAPHS = {paragraph.id: paragraph for paragraph in norway().paragraphs}


def naive_truth(example: Example, condition: Expression | None, proposal: Proposal) -> bool:
    """Decide a condition by the tables alone."""
    facts = {name: fact.value for name, fact in proposal.facts.items()}
    told = {name: fact.value for name, fact in proposal.facts.items() if fact.origin is not Origin.ASSUMED}
    naive = Naive(norway(), example.compiled.parameters)
    return condition is None or naive.truth(condition, facts, told) is True


def can_be_filled(example: Example, slot: str) -> bool:
    fact = example.proposal.facts.get(slot)
    told = fact is not None and fact.origin is not Origin.ASSUMED
    return slot in ("target", "reference") or slot in example.compiled.parameters or told


def expected(example: Example, letter: str) -> set[str]:
    """The paragraphs that should be printed, by the naive tables and the page on the format."""
    assumed = {assumption.fact for assumption in example.proposal.assumptions}
    true = {
        name: paragraph
        for name, paragraph in PARAGRAPHS.items()
        if letter in paragraph.letters
        and naive_truth(example, paragraph.when, example.proposal)
        and all(can_be_filled(example, slot) for slot in slots_in(paragraph.text["nb"]))
        and (not paragraph.tells or assumed & set(paragraph.tells))
    }
    lists = {paragraph.under for paragraph in PARAGRAPHS.values() if letter in paragraph.letters}
    filled = {paragraph.under for paragraph in true.values()}
    kept = {name for name in true if name not in lists or name in filled}
    return {name for name in kept if true[name].under is None or true[name].under in kept}


@each_letter
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_printed_is_what_is_true(example: Example, letter: str, language: str) -> None:
    found = {name for name in printed(example.letter(letter, language)) if not name.startswith("assumption_")}
    assert found == expected(example, letter)


@each_letter
def test_a_letter_opens_once_and_leaves_no_slot_open(example: Example, letter: str) -> None:
    for language in LANGUAGES:
        document = example.letter(letter, language)
        assert [each.role for each in document.paragraphs].count("opening") == 1
        assert not re.search(r"[{}]|  | [.,]", said(document))


def mutations(example: Example, paragraph: Paragraph) -> Iterator[Proposal]:
    """Yield the proposal with a fact of the condition changed, or all of them gone, so that it is not true."""
    naive = Naive(norway(), example.compiled.parameters)
    facts, names = example.proposal.facts, asked(paragraph.when)
    worlds = [{name: fact for name, fact in facts.items() if name not in names}]
    worlds += [{other: fact for other, fact in facts.items() if other != name} for name in names]
    values = [(name, value) for name in names for value in naive.values_of(name)]
    worlds += [{**facts, name: Fact(name, value, Origin.STRUCTURED)} for name, value in values]
    for world in worlds:
        proposal = replace(example.proposal, facts=world)
        if not naive_truth(example, paragraph.when, proposal):
            yield proposal


def asked(condition: Expression | None) -> set[str]:
    """Every fact that a condition asks for, those of its rules included."""
    if condition is None:
        return set()
    rules = [node.name for node in walk(condition) if isinstance(node, RuleRef)]
    inside = (asked(norway().rules[rule].when) for rule in rules)
    return set(facts_in(condition)).union(*inside)


@each_letter
def test_a_sentence_disappears_with_the_facts_that_make_it_true(example: Example, letter: str) -> None:
    for name in printed(example.letter(letter)):
        paragraph = PARAGRAPHS.get(name)
        if paragraph is not None and paragraph.when is not None:
            changed = list(mutations(example, paragraph))
            assert changed, f"nothing can take {name} away"
            for proposal in changed:
                assert name not in printed_after(replace(example, proposal=proposal), letter)


def printed_after(example: Example, letter: str) -> set[str]:
    """What is printed when the letter may still go; nothing when it may not."""
    return set(printed(example.letter(letter))) if letter in example.letters() else set()


@each_letter
def test_a_letter_to_a_referrer_tells_every_assumption_and_a_sheet_for_the_patient_none(
    example: Example, letter: str
) -> None:
    document = example.letter(letter)
    shown = printed(document)
    told = {fact for name in shown if name in PARAGRAPHS for fact in PARAGRAPHS[name].tells}
    told |= {name.removeprefix("assumption_") for name in shown if name.startswith("assumption_")}
    assumed = {assumption.fact for assumption in example.proposal.assumptions}
    assert assumed - told == (set() if document.addressee == "referrer" else assumed)


ASKED = [
    "requested_modality", "requester_role", "minor_trauma", "knee_pain", "anterior_knee_pain", "hydrops", "locking",
    "conservative_treatment_tried", "conservative_weeks", "conservative_without_improvement", "surgery_considered",
    "prior_xray", "prior_xray_age", "prior_xray_weight_bearing", "prior_xray_shows_oa", "prior_xray_explains_symptoms",
]  # fmt: skip
FLAGS = ["fever", "septic_arthritis_suspected", "joint_bleed_suspected", "tumour_suspected", "rheumatoid_arthritis"]
VALUES = Naive(norway(), assessor().compiled(DAY).parameters)


def anyone(*names: str) -> st.SearchStrategy[dict[str, Value]]:
    """Return patients of whom each of these facts is told or not."""
    told = {name: st.sampled_from(VALUES.values_of(name)) for name in names}
    return st.fixed_dictionaries({"age": st.integers(50, 90)}, optional=told)


@examples_of(150)
@given(anyone(*ASKED))
def test_whoever_the_patient_is_each_letter_opens_once_and_says_what_is_true(facts: dict[str, Value]) -> None:
    example = a_proposal(**facts)
    for letter in example.letters():
        document = example.letter(letter)
        assert [each.role for each in document.paragraphs].count("opening") == 1
        assert {name for name in printed(document) if not name.startswith("assumption_")} == expected(example, letter)


@examples_of(150)
@given(anyone(*ASKED), anyone(*FLAGS))
def test_no_letter_goes_where_a_red_flag_is_known(facts: dict[str, Value], flags: dict[str, Value]) -> None:
    example = a_proposal(**(facts | flags))
    flagged = [name for name in FLAGS[1:3] if flags.get(name) is True]
    letters = list(example.letters())
    assert not (flagged and letters)
    assert not (letters and norway().outcomes[example.proposal.outcome].effect == "escalate")


def test_examples_get_each_letter_of_the_guideline() -> None:
    assert {letter for _, letter in SENT} == set(norway().letters)


def test_an_outcome_without_a_letter_gets_none() -> None:
    named = {outcome for letter in norway().letters.values() for outcome in letter.outcomes}
    silent = [example for example in examples() if example.proposal.outcome not in named]
    assert silent
    assert [list(example.letters()) for example in silent] == [[]] * len(silent)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_paragraph_says_a_number_of_its_own(language: str) -> None:
    texts = [text.get(language, "") for each in norway().paragraphs for text in (each.text, each.heading)]
    assert [text for text in texts if re.search(r"\d", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_in_a_letters_name_is_the_parameters(language: str) -> None:
    minimum = next(each.value for each in norway().parameters if each.name == "minimum_conservative_treatment")
    numbers = [number for letter in norway().letters.values() for number in re.findall(r"\d+", letter.title[language])]
    assert {f"{number} weeks" for number in numbers} == {str(minimum)}


def over_the_limit(document: Document) -> list[str]:
    return re.findall(
        r"(?:over|older than|above|more than|eldre enn|meir enn|mer enn) (?:50|femti|fifty)", said(document)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_about_a_patient_of_50_says_over_50(language: str) -> None:
    fifty = a_proposal(age=50)
    for letter in fifty.letters():
        document = fifty.letter(letter, language)
        assert over_the_limit(document) == []
        assert ("50" in said(document)) is (document.addressee == "referrer" or "50" in document.foot[0])
