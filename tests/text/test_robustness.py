"""Nothing that stands in a text raises, every span is the words that stand there, and work grows with the text."""

import json
import sys
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klokt.text.lexicon import Lexicons
from klokt.text.load import lexicons_of
from klokt.text.read import read_text
from norway import DAY, LEFT_HIP, LEFT_KNEE, RIGHT_KNEE, norway
from text.conftest import FOLDER

LEXICONS = lexicons_of(FOLDER, norway())
SETS = sorted((Path(__file__).parent / "referrals").glob("*.jsonl"))
TEXTS: list[str] = [json.loads(line)["text"] for path in SETS for line in path.read_text(encoding="utf-8").splitlines()]
WORDS = sorted({word for text in TEXTS for word in text.split()})
TARGETS = [(), (LEFT_KNEE,), (LEFT_HIP, RIGHT_KNEE)]

mixed = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=40).map(" ".join)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A referral with a part of it taken out, doubled, or replaced by noise."""
    text: str = draw(st.sampled_from(TEXTS))
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 40)))
    noise: str = draw(st.sampled_from(["", text[start:end] * 2, "\n"]) | st.text(max_size=8))
    return text[:start] + noise + text[end:]


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=300) | mixed | mutated(),
    st.sampled_from(TARGETS),
    st.dates(min_value=date(1, 1, 1)) | st.none(),
)
def test_any_text_is_read_and_every_span_is_its_words(text: str, targets: tuple[()], on: date | None) -> None:
    reading = read_text(text, LEXICONS, targets, on)
    spans = [each.span for each in (*reading.mentions, *reading.set_aside)] + list(reading.unread)
    assert all(text[span.start : span.end] == span.text and span.text for span in spans)


@settings(max_examples=50, deadline=None)
@given(mutated())
def test_the_same_text_is_read_the_same_twice(text: str) -> None:
    assert read_text(text, LEXICONS, (LEFT_KNEE,), DAY) == read_text(text, LEXICONS, (LEFT_KNEE,), DAY)


ADVERSARIAL = {
    "one word": "vondt ",
    "commas": "ingen feber, ",
    "commas alone": ",",
    "gaps": "vondt i i i kne ",
    "ifs": "hvis feber ",
    "denials": "ikke uten ",
    "denials after": "feber nei ",
    "sides": "ve hø ",
    "times": "3 uker siden mai ",
    "numbers": "9",
    "questions": "feber? ",
    "headings": "ve kne: ",
    "treatment": "trent 3 mnd uten effekt ",
    "old dates": "2009 feber ",
    "lines": "\n",
    "brackets": "(",
}


@pytest.mark.parametrize("part", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_work_grows_with_the_length_of_a_text(lexicons: Lexicons, part: str) -> None:
    short, long = (part * (size // len(part)) for size in (4_000, 16_000))
    read_text(long, lexicons, (LEFT_KNEE,), DAY)  # every word is known from now on
    assert steps(long, lexicons) <= 5 * steps(short, lexicons)


def steps(text: str, lexicons: Lexicons) -> int:
    """Return how many lines of Python are run to read a text."""
    counted = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal counted
        counted += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read_text(text, lexicons, (LEFT_KNEE,), DAY)
    finally:
        sys.settrace(before)
    return counted
