"""Whether the legs of a path can all hold."""

from klokt.engine.network import Span, contradiction, earliest

TREATED_FIRST = (
    Span("treatment", "onset", "treated", at_least=56),
    Span("programme", "treated", "decided", at_least=84, at_most=92),
)


def test_a_window_that_closes_before_the_path_is_walked_cannot_be_kept() -> None:
    found = contradiction((*TREATED_FIRST, Span("window", "onset", "decided", at_least=42, at_most=84)))
    assert found is not None
    assert set(found.legs) == {"treatment", "programme", "window"}
    assert found.days_missing == 56


def test_a_window_that_closes_on_the_day_the_path_ends_can_be_kept() -> None:
    assert contradiction((*TREATED_FIRST, Span("window", "onset", "decided", at_most=140))) is None
    assert contradiction((*TREATED_FIRST, Span("window", "onset", "decided", at_most=139))) is not None


def test_the_earliest_timeline_adds_up_the_least_times() -> None:
    assert earliest(TREATED_FIRST, "onset") == {"onset": 0, "treated": 56, "decided": 140}
