"""The way through a flow: each question with its answer, and silences read one by one where they matter."""

from klokt.engine.walk import Walk, walk
from klokt.model.expression import Value
from klokt.model.fact import Audience

from .small import compiled, guideline

RECEIVER = guideline()
REFERRER = guideline(audience=Audience.REFERRER)


def way(made: object = RECEIVER, **facts: Value) -> Walk:
    """The way of a patient through the flow of a guideline."""
    flow = compiled(made if made is REFERRER else RECEIVER).flow("flow")
    return walk(flow, facts, flow.silences)


def answers(found: Walk) -> list[tuple[str, bool | None, tuple[str, ...]]]:
    """Each step with its truth and what it rests on."""
    return [(answer[0].id, *answer[1][:2]) for answer in found.answers]


def test_a_patient_with_a_fever_is_admitted_at_the_first_question() -> None:
    found = way(fever=True, swelling=False)
    assert (found.outcome, answers(found)) == ("admit", [("has_red_flag", True, ("fever",))])


def test_an_answer_rests_on_every_fact_that_settles_it() -> None:
    found = way(fever=False, swelling=False, treated=20)
    assert found.outcome == "accept"
    assert answers(found) == [("has_red_flag", False, ("fever", "swelling")), ("next_treated", True, ("treated",))]


def test_the_receiver_reads_silence_on_fever_as_no_and_lists_it() -> None:
    found = way(swelling=False, treated=20)
    assert (found.outcome, found.assumed) == ("accept", {"fever": False})


def test_a_silence_that_the_answer_does_not_wait_for_is_not_assumed() -> None:
    assert way(fever=True).assumed == {}


def test_the_referrer_is_asked_where_the_receiver_assumes() -> None:
    found = way(REFERRER, swelling=False, treated=20)
    assert (found.outcome, found.assumed) == ("ask", {})
    assert answers(found) == [("has_red_flag", None, ("fever",))]


def test_silences_are_read_only_as_far_as_the_flow_goes() -> None:
    steps = [("first", "fever", "admit", "second", "ask"), ("second", "swelling", "admit", "accept", "ask")]
    flow = compiled(guideline(steps)).flow("flow")
    assert walk(flow, {"fever": True}, flow.silences).assumed == {}
    assert walk(flow, {}, flow.silences).assumed == {"fever": False, "swelling": False}


def test_no_silence_is_read_for_a_step_that_stays_unknown_all_the_same() -> None:
    flow = compiled(guideline([("first", "fever or trauma", "admit", "accept", "ask")])).flow("flow")
    found = walk(flow, {}, flow.silences)
    assert (found.outcome, found.assumed, answers(found)) == ("ask", {}, [("first", None, ("trauma",))])


def test_a_step_that_does_not_matter_is_not_asked() -> None:
    steps = [("first", "trauma", "second", "second", "ask"), ("second", "score > 4", "accept", "return_it", "ask")]
    flow = compiled(guideline(steps)).flow("flow")
    assert walk(flow, {"score": 5}, {}).outcome == "accept"
    assert walk(flow, {}, {}).outcome == "ask"


def test_a_silence_on_which_all_completions_come_to_agree_is_listed() -> None:
    steps = [
        ("first", "trauma", "second", "third", "ask"),
        *((name, "fever", "admit", "accept", "ask") for name in ("second", "third")),
    ]
    flow = compiled(guideline(steps)).flow("flow")
    found = walk(flow, {}, flow.silences)
    assert (found.outcome, found.assumed) == ("accept", {"fever": False})
    assert walk(flow, {"fever": True}, flow.silences).assumed == {}


def test_a_silence_that_the_agreement_does_not_need_is_not_listed() -> None:
    steps = [("first", "trauma", "second", "second", "ask"), ("second", "fever or swelling", "admit", "accept", "ask")]
    flow = compiled(guideline(steps)).flow("flow")
    assert walk(flow, {"fever": True}, flow.silences).assumed == {}
    assert walk(flow, {"fever": False}, flow.silences).assumed == {"swelling": False}


def test_after_an_exit_for_unknown_the_flow_goes_on_from_there() -> None:
    steps = [("first", "trauma", "accept", "return_it", "second"), ("second", "score > 4", "admit", "admit", "ask")]
    flow = compiled(guideline(steps)).flow("flow")
    assert walk(flow, {}, {}).outcome == flow.decide({}) == "admit"


def test_the_way_goes_on_past_an_unknown_that_makes_no_difference() -> None:
    steps = [("first", "trauma", "second", "second", "second"), ("second", "score > 4", "admit", "accept", "ask")]
    flow = compiled(guideline(steps)).flow("flow")
    assert answers(walk(flow, {"score": 5}, {})) == [("first", None, ("trauma",)), ("second", True, ("score",))]
