"""Whatever the flow, the chart can be read: nothing collides, is cut, or is drawn twice or not at all."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from hypothesis import given, settings

from drawing.flows import charts, guideline
from klokt.drawing.chart import Chart
from klokt.drawing.geometry import Edge, Layout, Rect
from klokt.drawing.layout import lay_out
from klokt.model.truth import Truth

many = settings(max_examples=120, deadline=None)


def overlap(one: Rect, other: Rect) -> bool:
    """Return whether two rectangles share more than an edge."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 0.01 and down > 0.01


def holds(outer: Rect, inner: Rect) -> bool:
    """Return whether one rectangle lies within another."""
    sideways = outer.x <= inner.x and inner.right <= outer.right + 0.01
    return sideways and outer.y <= inner.y and inner.bottom <= outer.bottom + 0.01


def strokes(edge: Edge) -> Iterator[Rect]:
    """Yield the parts of a line as rectangles as thick as the path is drawn."""
    for piece in edge.pieces:
        for (x, y), (to_x, to_y) in pairwise(piece):
            assert x == to_x or y == to_y, "a line is upright or level"
            if x == to_x:
                yield Rect(x - 2, min(y, to_y), 4, abs(to_y - y))
            else:
                yield Rect(min(x, to_x), y - 2, abs(to_x - x), 4)


def sheet(layout: Layout) -> Rect:
    return Rect(0, 0, layout.width, layout.height)


@many
@given(charts())
def test_no_two_boxes_overlap(chart: Chart) -> None:
    boxes = [box.rect for box in lay_out(chart).boxes]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


@many
@given(charts())
def test_no_line_runs_through_a_box_or_a_word(chart: Chart) -> None:
    layout = lay_out(chart)
    words = [label.rect for label in (*layout.heading, *(edge.label for edge in layout.edges))]
    solid = [box.rect for box in layout.boxes] + words
    assert not any(overlap(stroke, each) for edge in layout.edges for stroke in strokes(edge) for each in solid)


@many
@given(charts())
def test_the_words_of_a_box_lie_inside_it_and_no_others_touch_it(chart: Chart) -> None:
    layout = lay_out(chart)
    assert all(holds(box.rect, line.rect) for box in layout.boxes for line in box.lines)
    loose = [label.rect for label in (*layout.heading, *(edge.label for edge in layout.edges))]
    assert not any(overlap(one, other) for one, other in combinations(loose, 2))
    assert not any(overlap(word, box.rect) for word in loose for box in layout.boxes)


@many
@given(charts())
def test_everything_lies_on_the_sheet(chart: Chart) -> None:
    layout = lay_out(chart)
    drawn = [box.rect for box in layout.boxes] + [label.rect for label in layout.heading]
    drawn += [stroke for edge in layout.edges for stroke in strokes(edge)] + [edge.label.rect for edge in layout.edges]
    assert all(holds(sheet(layout), each) for each in drawn)


@many
@given(charts())
def test_every_question_and_every_answer_is_drawn_once(chart: Chart) -> None:
    layout = lay_out(chart)
    assert [box.step for box in layout.boxes if box.exit is None] == [step.id for step in chart.flow.steps]
    answers = sorted((edge.step, truth.value) for edge in layout.edges for truth in edge.exit.answers)
    assert answers == sorted((step.id, truth.value) for step in chart.flow.steps for truth in Truth)


@many
@given(charts())
def test_every_line_goes_from_its_question_to_where_the_answer_leads(chart: Chart) -> None:
    layout = lay_out(chart)
    questions = {box.step: box.rect for box in layout.boxes if box.exit is None}
    outcomes = {(box.step, box.exit): box.rect for box in layout.boxes if box.exit}
    for edge in layout.edges:
        target = outcomes.get((edge.step, edge.exit)) or questions[edge.exit.to]
        ends = [Rect(x - 0.5, y - 0.5, 1, 1) for x, y in (edge.pieces[0][0], edge.pieces[-1][-1])]
        assert overlap(ends[0], questions[edge.step])
        assert overlap(ends[1], target)


def test_the_question_that_follows_stands_below_and_an_outcome_beside_its_question() -> None:
    steps = [("first", "second", "leave_it", "leave_it"), ("second", "accept", "leave_it", "leave_it")]
    first, beside, second = lay_out(Chart(guideline(steps), "the_flow", "nb")).boxes[:3]
    assert (second.rect.x, second.rect.y > first.rect.bottom) == (first.rect.x, True)
    assert (beside.rect.x > first.rect.right, beside.rect.middle) == (True, first.rect.middle)


def test_what_is_unknown_stands_aside_where_it_leads_elsewhere_than_yes_and_no() -> None:
    boxes = lay_out(Chart(guideline([("first", "accept", "leave_it", "ask_for_it")]), "the_flow", "nb")).boxes
    asked = next(box for box in boxes if box.exit and box.exit.to == "ask_for_it")
    assert asked.rect.right < boxes[0].rect.x
