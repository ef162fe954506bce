"""What the page shows of each block: its condition, its exits, its cases, and what rests on it."""

from functools import cache

from klokt.channels.web.guideline_blocks import BlockView
from klokt.channels.web.guideline_cases import FlowCases
from klokt.channels.web.guideline_page import GuidelinePage, guideline_page
from klokt.content.load import find, load
from klokt.wording.conditions import one_line
from norway import norway


@cache
def page() -> GuidelinePage:
    """Return the page of the Norwegian guideline in English."""
    return guideline_page(load(find("no_knee_hip_imaging")), "en")


def block(anchor: str) -> BlockView:
    """Return the block at an anchor."""
    blocks = (item for section in (*page().sections, *page().letters) for item in section.items)
    return next(item for item in blocks if isinstance(item, BlockView) and item.anchor == anchor)


def test_a_rule_is_told_in_words_with_the_limit_by_name() -> None:
    told = block("rule-of_age").told
    assert told is not None
    assert one_line(told) == "How old is the patient on the day of referral? at least 50 years (Lower age limit)"


def test_a_source_names_the_rules_that_rest_on_it() -> None:
    assert ("The patient is 50 or older", "#rule-of_age") in [(to.text, to.href) for to in block("age_limit").leads]


def test_a_question_that_leads_to_the_same_places_in_several_flows_tells_its_exits_once() -> None:
    steps = [step for flow in norway().flows.values() for step in flow.steps if step.id == "age_reached"]
    shown = block("step-age_reached").exits
    assert len(steps) == sum(len(exits.flows) for exits in shown) == len(norway().flows)
    assert len(shown) == len({(step.yes, step.no, step.unknown) for step in steps})


def test_the_cases_of_a_rule_stand_under_it_also_where_they_are_written_elsewhere() -> None:
    written = [case for case in norway().cases if case.rule == "individual_reason"]
    assert {case.place.file for case in written} == {"cases/individual_assessment.md"}
    assert [view.of for view in block("rule-individual_reason").cases] == written


def test_a_case_tells_what_was_given_as_questions_with_answers() -> None:
    view = next(view for view in block("rule-septic_arthritis").cases if view.of.name.startswith("Fever and reduced"))
    assert ("Does the patient have a fever?", "yes") in view.given
    assert view.expected.text == "yes"


def test_the_cases_of_a_flow_are_told_for_its_audience() -> None:
    tables = [item for section in page().cases for item in section.items if isinstance(item, FlowCases)]
    shown = [view.of for table in tables for view in table.cases]
    assert len(shown) == len([case for case in norway().cases if case.flow])
    for table in tables:
        assert {view.of.flow for view in table.cases} == {table.flow.href.removeprefix("#flow-")}


def test_prose_and_blocks_stand_in_the_order_in_which_they_are_written() -> None:
    scope = next(section for section in page().sections if section.anchor == "section-20-scope")
    kinds = [item.kind for item in scope.items]
    assert kinds[:2] == ["paragraph", "source"]
    assert kinds.index("rule") < kinds.index("heading")


def test_a_fact_tells_its_answers_and_what_silence_means() -> None:
    facts = {fact.of.name: fact for fact in page().facts}
    assert facts["fever"].answers == ("yes", "no")
    assert facts["conservative_weeks"].answers == ("number of weeks",)
    assert facts["requested_site"].answers == ("knee", "hip", "another site")
    receiver, referrer = facts["fever"].silences
    assert (receiver.read_as, referrer.read_as) == ("no", "")


def test_the_bibliography_keeps_the_numbers_of_the_document() -> None:
    assert [number for number, _ in page().references] == list(range(1, 14))
