"""The facts as fields of a form: which stand first, what they hold, and where their values come from."""

from klokt.channels.web.answers import Answers
from klokt.channels.web.fact_fields import BEST, FactField, FactFields, fact_fields
from klokt.model.referral import Referral, Statement
from norway import LEFT_HIP, LEFT_KNEE, a_referral, norway, proposed


def fields(referral: Referral, language: str = "nb") -> FactFields:
    proposal = proposed(referral).proposals[0]
    return fact_fields(norway(), 0, proposal, proposal, Answers(), language)


def by_name(found: FactFields) -> dict[str, FactField]:
    return {each.fact: each for each in (*found.best, *found.told, *found.more, *found.rest)}


def test_the_best_questions_stand_first_and_every_fact_stands_once() -> None:
    referral = a_referral(conservative_treatment_tried=False)
    found = fields(referral)
    names = [each.fact for each in (*found.best, *found.told, *found.more, *found.rest)]
    assert [each.fact for each in found.best] == list(proposed(referral).proposals[0].missing[:BEST])
    assert len(names) == len(set(names))


def test_a_fact_of_another_site_is_not_asked_for() -> None:
    assert "hip_pain" not in by_name(fields(a_referral(LEFT_KNEE)))
    assert "hip_pain" in by_name(fields(a_referral(LEFT_HIP)))


def test_what_the_order_itself_says_is_not_a_fact_to_correct() -> None:
    assert {"age", "requested_site", "nothing_written"}.isdisjoint(by_name(fields(a_referral())))


def test_a_stated_fact_holds_its_value_and_an_assumed_one_holds_none_but_tells_how_it_was_read() -> None:
    found = by_name(fields(a_referral(conservative_weeks=7)))
    assert (found["conservative_weeks"].value, found["conservative_weeks"].origin) == ("7", "structured")
    assert (found["fever"].value, found["fever"].origin, found["fever"].read_as) == ("unknown", "assumed", "nei")
    assert found["fever"].allowed_by is not None


def test_a_fact_that_was_stated_both_ways_stands_first_and_holds_neither() -> None:
    found = fields(a_referral(statements=(Statement("fever", True), Statement("fever", False))))
    assert (found.best[0].fact, found.best[0].value, found.best[0].origin) == ("fever", "unknown", "disputed")


def test_a_number_tells_its_unit_in_the_readers_language() -> None:
    assert by_name(fields(a_referral(), "nn"))["conservative_weeks"].unit == "veker"
