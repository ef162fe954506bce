"""Whatever the course, its timeline can be read: no words meet, nothing is cut, and all of it is there, in order."""

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawing.test_layout import holds, overlap
from klokt.drawing.geometry import Label, Rect
from klokt.drawing.time_axis import LONGEST_STRETCH, Axis
from klokt.drawing.timeline import Moment, Period, Timeline, table_of
from klokt.drawing.timeline_layout import Placed, lay_out
from klokt.drawing.timeline_svg import draw_timeline
from klokt.wording.pathway import told_day
from klokt.words import LANGUAGES

FIRST = date(2026, 1, 5)
DAY = timedelta(days=1)
WIDTHS = (320.0, 360.0, 760.0)
many = settings(max_examples=100, deadline=None)

days = st.one_of(st.integers(0, 5), st.integers(0, 90), st.integers(0, 5500)).map(lambda number: FIRST + number * DAY)
words = st.sampled_from(
    ["MR", "Contact at 4 weeks", "Multidisciplinary rehabilitation programme, its planned last day", "x" * 60]
)
moments = st.builds(Moment, days, words, st.sampled_from(["held", "event", "missed", "due", "overdue", "right"]))
kinds = st.sampled_from(["window", "open", "met", "ended", "broken", "paused"])
periods = st.builds(
    lambda start, length, told, kind: Period(start, None if length is None else start + length * DAY, told, kind),
    days,
    st.none() | st.integers(0, 400),
    words,
    kinds,
)
timelines = st.builds(
    lambda language, today, happened, lasting: Timeline("A course", language, today, happened, lasting),
    st.sampled_from(LANGUAGES),
    days,
    st.lists(moments, min_size=1, max_size=40).map(tuple),
    st.lists(periods, max_size=8).map(lambda found: tuple(sorted(found, key=lambda each: each.start))),
)


def placed(timeline: Timeline, width: float) -> Placed:
    return lay_out(timeline, width, lambda day: told_day(day, timeline.language))


def labels(found: Placed) -> list[Label]:
    return [*(label for block in found.blocks for label in block.lines), *found.key]


@many
@given(timelines, st.sampled_from(WIDTHS))
def test_no_words_meet_and_all_are_on_the_sheet(timeline: Timeline, width: float) -> None:
    found = placed(timeline, width)
    sheet = Rect(0, 0, found.width, found.height)
    taken = [label.rect for label in labels(found)] + [bar.rect for bar in found.bars]
    assert not [(one, other) for one, other in combinations(taken, 2) if overlap(one, other)]
    assert [each for each in taken if not holds(sheet, each)] == []
    assert [each for each in taken if each.width <= 0] == []


@many
@given(timelines, st.sampled_from(WIDTHS))
def test_every_day_and_every_period_is_drawn_in_the_order_of_time(timeline: Timeline, width: float) -> None:
    found = placed(timeline, width)
    assert [block.day for block in found.blocks] == timeline.days
    assert all(one.at <= other.at and one.box.bottom <= other.box.y for one, other in pairwise(found.blocks))
    assert sum(len(block.marks) for block in found.blocks) == len(timeline.moments)
    assert [bar.period for bar in found.bars] == list(timeline.periods)


@many
@given(timelines, st.sampled_from(WIDTHS))
def test_all_that_was_told_can_be_read_in_the_drawing_and_in_the_table(timeline: Timeline, width: float) -> None:
    drawn = "".join("".join(label.text for label in labels(placed(timeline, width))).split())
    table = [line.told for line in table_of(timeline)]
    for told in [*(each.told for each in timeline.moments), *(each.told for each in timeline.periods)]:
        assert "".join(told.split()) in drawn
        assert told in table


@many
@given(st.lists(days, min_size=1, max_size=40))
def test_no_empty_stretch_takes_more_than_its_share_and_a_folded_one_says_how_long_it_is(found: list[date]) -> None:
    axis = Axis(found, 1000)
    gaps = [(after - before).days for before, after in pairwise(sorted(set(found)))]
    assert [fold.days for fold in axis.folds] == [gap for gap in gaps if gap > LONGEST_STRETCH]
    stands = [axis.at(day) for day in sorted(set(found))]
    assert stands == sorted(stands)
    assert stands[0] == 0


def test_of_two_stretches_the_one_that_is_twice_as_long_is_drawn_twice_as_long() -> None:
    axis = Axis([FIRST, FIRST + 10 * DAY, FIRST + 30 * DAY], 300)
    assert axis.at(FIRST + 10 * DAY) == pytest.approx(100)
    assert axis.at(FIRST + 20 * DAY) == pytest.approx(200)


def test_a_drawing_holds_no_style_no_script_and_no_markup_of_what_was_told() -> None:
    timeline = Timeline("<b>", "en", FIRST, (Moment(FIRST, "<script>&", "event"),), ())
    drawn = draw_timeline(timeline, 360, str)
    assert not re.search(r"<script|<style|style=|<b>", drawn)
    assert ET.fromstring(drawn).findtext("{*}title") == "<b>"  # noqa: S314 (our own drawing)


def test_a_contact_that_was_not_held_is_told_by_its_mark_and_in_words() -> None:
    drawn = {
        kind: draw_timeline(Timeline("", "en", FIRST, (Moment(FIRST, "Visit", kind),), ()), 360, str)
        for kind in ("held", "missed", "due", "overdue", "right")
    }
    marks = {re.findall(r' d="([^"]+)"[^>]*stroke-linecap', each)[-1] for each in drawn.values()}
    assert len(marks) == 5
    assert "Visit: not held" in drawn["missed"]
