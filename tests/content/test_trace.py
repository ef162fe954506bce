"""Every sentence of a document has become something, or is named as open."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from klokt.content.sentence_index import differences
from klokt.content.sentences import sentences
from klokt.content.trace import Trace, trace
from klokt.content.trace_lines import difference_lines, trace_lines
from klokt.content.words import fingerprint
from klokt.model.duration import Duration, Unit
from klokt.model.expression import FactRef
from klokt.model.fact import Audience, FactDefinition, FactKind, Silence
from klokt.model.guideline import (
    Flow,
    Guideline,
    Interpretation,
    NotARule,
    Obligation,
    Outcome,
    Parameter,
    Rule,
    Source,
    Step,
)
from klokt.model.letter import Paragraph

DAY = date(2025, 1, 1)
LIMIT = "Pasienten må ha fylt 40 år."
STORY = "Armen har tre knokler."
ADVICE = "Pasienten bør trene."
DOCUMENT = sentences(f"{LIMIT} {STORY} {ADVICE}\n\nReferanser:\n\n1) Rådet anbefaler det.")

EMPTY = Guideline("arms", "2025", {}, "", "", "", ("nb",), (), DAY)
SOURCE = Source("limit", "letter_a", "", "", (fingerprint(LIMIT),))
OF_AGE = Rule("of_age", FactRef("grown"), {}, ("limit",))
STORY_TOLD = NotARule("anatomy", "letter_a", "", "Tells what an arm is.", (fingerprint(STORY),))
ADVICE_TOLD = Source("advice", "letter_a", "", "", (fingerprint(ADVICE),))
PARAGRAPH = Paragraph("train", ("training",), "advice", {}, source=("advice",))
READING = Interpretation("from_40", "?", "!", "", "", DAY, ("limit",))
FLOW = Flow("receiver", Audience.RECEIVER, "full", {}, (Step("age", FactRef("grown"), {}, "a", "b", "c", ("limit",)),))
FACT = FactDefinition("grown", FactKind.BOOLEAN, {}, source=("limit",))
SILENT = replace(FACT, source=(), silence={Audience.REFERRER: Silence(True, "limit")})

WHOLE = replace(
    EMPTY,
    sources={"limit": SOURCE, "advice": ADVICE_TOLD},
    rules={"of_age": OF_AGE},
    not_rules=(STORY_TOLD,),
    paragraphs=(PARAGRAPH,),
)


def traced(guideline: Guideline) -> Trace:
    return trace(guideline, DOCUMENT, "letter_a")


def kinds(guideline: Guideline) -> list[str]:
    return [account.kind for account in traced(guideline).accounts]


def test_a_whole_document_is_accounted_for_by_a_rule_a_reason_and_a_letter() -> None:
    found = traced(WHOLE)
    assert found.complete
    assert [(account.kind, account.ids) for account in found.accounts] == [
        ("rule", ("of_age",)),
        ("not_a_rule", ("anatomy",)),
        ("letter", ("paragraph:train",)),
        ("reference", ()),
        ("reference", ()),
    ]


@pytest.mark.parametrize(
    "missing", [{"rules": {}}, {"sources": {"advice": ADVICE_TOLD}}, {"not_rules": ()}, {"paragraphs": ()}]
)
def test_without_any_one_of_them_the_account_is_not_complete(missing: dict[str, Any]) -> None:
    found = traced(replace(WHOLE, **missing))
    assert not found.complete
    assert len(found.unaccounted) == 1


def test_a_source_that_nothing_refers_to_accounts_for_nothing_and_is_named() -> None:
    found = traced(replace(WHOLE, rules={}))
    assert [sentence.text for sentence in found.unaccounted] == [LIMIT]
    assert found.unreached == ("limit",)


@pytest.mark.parametrize(
    ("guideline", "kind", "name"),
    [
        (replace(EMPTY, flows={"receiver": FLOW}), "rule", "step:age"),
        (replace(EMPTY, outcomes={"a": Outcome("a", {}, "", 1, "", source=("limit",))}), "rule", "outcome:a"),
        (
            replace(EMPTY, obligations={"b": Obligation("b", {}, "a", FactRef("grown"), "c", ("limit",))}),
            "rule",
            "obligation:b",
        ),
        (
            replace(EMPTY, parameters=(Parameter("minimum_age", Duration(40, Unit.YEARS), DAY, ("limit",)),)),
            "rule",
            "parameter:minimum_age",
        ),
        (replace(EMPTY, facts={"grown": FACT}), "rule", "fact:grown"),
        (replace(EMPTY, facts={"grown": SILENT}), "rule", "fact:grown"),
        (replace(EMPTY, interpretations={"from_40": READING}), "interpretation", "from_40"),
    ],
    ids=["step", "outcome", "obligation", "parameter", "fact", "silence", "interpretation"],
)
def test_a_source_accounts_through_whatever_refers_to_it(guideline: Guideline, kind: str, name: str) -> None:
    first = traced(replace(guideline, sources={"limit": SOURCE})).accounts[0]
    assert (first.kind, first.ids) == (kind, (name,))


def test_a_step_of_two_flows_is_named_once() -> None:
    flows = {"receiver": FLOW, "referrer": replace(FLOW, id="referrer", audience=Audience.REFERRER)}
    assert traced(replace(WHOLE, rules={}, flows=flows)).accounts[0].ids == ("step:age",)


def test_a_rule_goes_before_the_interpretation_of_the_same_sentence() -> None:
    assert kinds(replace(WHOLE, interpretations={"from_40": READING}))[0] == "rule"


def test_a_block_of_another_document_accounts_for_nothing() -> None:
    elsewhere = replace(SOURCE, document="letter_b")
    assert kinds(replace(WHOLE, sources={"limit": elsewhere}))[0] == "unaccounted"


def test_a_reference_that_a_rule_rests_on_is_named_with_it() -> None:
    source = replace(SOURCE, fingerprints=(*SOURCE.fingerprints, fingerprint("1) Rådet anbefaler det.")))
    assert kinds(replace(WHOLE, sources={"limit": source}))[-1] == "rule"


@pytest.mark.parametrize("part", ["sources", "not_rules"])
def test_a_fingerprint_that_the_document_does_not_hold_is_stale(part: str) -> None:
    gone = ("000000000000",)
    parts: dict[str, Any] = {
        "sources": {**WHOLE.sources, "limit": replace(SOURCE, fingerprints=SOURCE.fingerprints + gone)},
        "not_rules": (replace(STORY_TOLD, fingerprints=STORY_TOLD.fingerprints + gone),),
    }
    names = {"sources": "limit", "not_rules": "anatomy"}
    assert traced(replace(WHOLE, **{part: parts[part]})).stale == ((names[part], gone[0]),)


def test_the_whole_guideline_has_nothing_to_report() -> None:
    found = traced(WHOLE)
    assert (found.stale, found.unreached, found.contradicted, found.shared_reasons) == ((), (), (), ())


def set_aside(*blocks: NotARule) -> Trace:
    return traced(replace(WHOLE, rules={}, sources={}, paragraphs=(), not_rules=blocks))


def test_a_norm_that_no_rule_follows_from_is_counted_among_the_norms_with_its_reason() -> None:
    found = set_aside(replace(STORY_TOLD, fingerprints=(fingerprint(ADVICE), fingerprint(STORY))))
    assert [(account.sentence.text, account.reason) for account in found.normative_without_rule] == [
        (ADVICE, STORY_TOLD.reason)
    ]
    assert found.normative == 2


def test_a_reason_for_one_norm_and_a_story_is_its_own() -> None:
    assert set_aside(replace(STORY_TOLD, fingerprints=(fingerprint(ADVICE), fingerprint(STORY)))).shared_reasons == ()


def test_two_norms_in_one_block_share_a_reason_that_each_should_have_of_its_own() -> None:
    found = set_aside(replace(STORY_TOLD, fingerprints=(fingerprint(ADVICE), fingerprint(LIMIT))))
    assert [[account.sentence.text for account in sharing] for sharing in found.shared_reasons] == [[LIMIT, ADVICE]]


def test_the_same_words_in_two_blocks_are_still_one_reason() -> None:
    one = replace(STORY_TOLD, fingerprints=(fingerprint(ADVICE),))
    other = replace(one, id="other", reason="tells what an arm is", fingerprints=(fingerprint(LIMIT),))
    assert len(set_aside(one, other).shared_reasons) == 1
    assert set_aside(one, replace(other, reason="Tells how old.")).shared_reasons == ()


def test_a_norm_that_stands_twice_needs_one_reason_only() -> None:
    block = replace(STORY_TOLD, fingerprints=(fingerprint(ADVICE),))
    found = trace(replace(EMPTY, not_rules=(block,)), sentences(f"{ADVICE} {ADVICE}"), "letter_a")
    assert (len(found.normative_without_rule), found.shared_reasons) == (2, ())


def test_a_sentence_cannot_both_be_a_rule_and_not_be_one() -> None:
    found = traced(replace(WHOLE, not_rules=(replace(STORY_TOLD, fingerprints=SOURCE.fingerprints),)))
    assert [sentence.text for sentence in found.contradicted] == [LIMIT]


def test_the_lines_name_each_sentence_with_what_accounts_for_it() -> None:
    lines = trace_lines(traced(WHOLE))
    assert [line.split() for line in lines[:2]] == [
        ["1", "opening,", "sentence", "1", "rule", "of_age"],
        ["2", "opening,", "sentence", "2", "not_a_rule", "anatomy"],
    ]


def test_the_summary_counts_the_kinds() -> None:
    text = "\n".join(trace_lines(traced(WHOLE)))
    assert "rule 1, interpretation 0, letter 1, not_a_rule 1, reference 2, unaccounted 0" in text
    assert "Every sentence is accounted for." in text
    assert "no rule follows: 0 of 2 sentences (0.0 %)" in text


def test_the_summary_names_what_is_open() -> None:
    text = "\n".join(trace_lines(traced(replace(WHOLE, rules={}))))
    assert "Unaccounted: 1\n  1 opening, sentence 1" in text
    assert "Nothing refers to these sources: 1\n  limit" in text


def test_no_line_repeats_the_words_of_the_document() -> None:
    assert "knokler" not in "\n".join(trace_lines(traced(EMPTY)))


def test_a_document_without_sentences_has_a_summary() -> None:
    assert "0 sentences" in trace_lines(trace(EMPTY, [], "letter_a"))[1]


def test_another_edition_is_shown_sentence_by_sentence() -> None:
    lines = difference_lines(differences(sentences("Ring straks."), sentences("Vent litt.")))
    assert [line.split(" (")[0] for line in lines[1:]] == [
        "Only in the document: 1",
        "  1 opening, sentence 1",
        "Only in the index: 1",
        "  1 opening, sentence 1",
    ]


def test_the_same_edition_is_said_in_one_line() -> None:
    assert len(difference_lines(differences(DOCUMENT, DOCUMENT))) == 1
