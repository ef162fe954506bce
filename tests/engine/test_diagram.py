"""The diagram answers what enumerating every completion would."""

import pytest

from klokt.engine.changes import smallest_changes
from klokt.engine.diagram import Diagram
from klokt.model.expression import Value

from .small import compiled, guideline

TREATED = [("only", "weeks(6) <= treated < weeks(12)", "accept", "return_it", "ask")]
NOTHING: dict[str, Value] = {}


def diagram(steps: list[tuple[str, str, str, str, str]] | None = None) -> Diagram:
    """The diagram of the small guideline, or of these steps."""
    return compiled(guideline(steps) if steps else guideline()).flow("flow").diagram


def test_an_outcome_is_settled_when_every_completion_leads_there() -> None:
    assert diagram().settled({"fever": True}, {}) == "admit"
    assert diagram().settled({"treated": 20}, {}) is None
    assert diagram().settled({"treated": 20}, {"fever": False, "swelling": False}) == "accept"


def test_a_known_fact_goes_before_a_silence() -> None:
    assert diagram().settled({"fever": True}, {"fever": False}) == "admit"


@pytest.mark.parametrize(
    ("weeks", "outcome"),
    [(0, "return_it"), (41 / 7, "return_it"), (6, "accept"), (9, "accept"), (83 / 7, "accept"), (12, "return_it")],
)
def test_a_number_lies_at_a_limit_or_between_two(weeks: float, outcome: str) -> None:
    assert diagram(TREATED).settled({"treated": weeks}, {}) == outcome


@pytest.mark.parametrize(
    ("facts", "relevant"),
    [
        (NOTHING, ["fever", "swelling", "treated"]),
        ({"fever": True}, []),
        ({"fever": False}, ["swelling", "treated"]),
        ({"fever": False, "swelling": False, "treated": 3}, []),
    ],
)
def test_a_fact_is_relevant_while_it_can_still_change_the_outcome(facts: dict[str, Value], relevant: list[str]) -> None:
    assert diagram().relevant(facts) == relevant


def test_a_fact_that_changes_nothing_is_not_relevant() -> None:
    steps = [("first", "trauma", "last", "last", "ask"), ("last", "score > 4", "accept", "return_it", "ask")]
    assert diagram(steps).relevant({}) == ["score"]


def test_a_change_takes_the_limit_itself_and_leaves_alone_what_already_fits() -> None:
    found = diagram([("only", "treated >= minimum_treatment", "accept", "return_it", "ask")])
    assert smallest_changes(found, {"treated": 3}, {}, frozenset()) == {"accept": {"treated": 12}, "return_it": {}}


def test_what_was_stated_is_contradicted_only_where_nothing_else_does() -> None:
    found = smallest_changes(diagram(), {"fever": False}, {}, frozenset())
    assert found["admit"] == {"swelling": True}


def test_a_fixed_fact_is_never_changed() -> None:
    steps = [("only", "age >= minimum_age", "accept", "return_it", "ask")]
    assert smallest_changes(diagram(steps), {"age": 49}, {}, frozenset({"age"})) == {"return_it": {}}


def test_where_it_matters_only_that_a_fact_is_known_any_value_of_it_is_proposed() -> None:
    steps = [("only", "known(trauma)", "accept", "return_it", "ask")]
    assert smallest_changes(diagram(steps), {}, {}, frozenset()) == {"return_it": {}, "accept": {"trauma": False}}
    assert diagram(steps).relevant({}) == ["trauma"]
    assert diagram(steps).settled({"trauma": False}, {}) == "accept"


def test_the_cell_below_the_first_limit_of_a_duration_is_never_negative() -> None:
    (variable,) = diagram([("only", "treated < weeks(0)", "accept", "return_it", "ask")]).variables
    assert min(value for value in variable.values if isinstance(value, int | float)) == 0
