"""A sign that a text tells is never read as denied, however many words for "no" and "normal" stand around it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from klokt.content.load import find, load, usable
from klokt.text.lexicon import Lexicons
from klokt.text.load import lexicons_of
from klokt.text.read import read_text
from norway import DAY, LEFT_KNEE

HERE = Path(__file__).parent
SENTENCES = {"nb": "no_knee_hip_imaging", "da": "dk_degenerative_spine"}


@cache
def phrases_of(guideline: str) -> Lexicons:
    folder = find(guideline)
    return lexicons_of(folder, usable(load(folder)))


def told() -> Iterator[tuple[str, str, str]]:
    for language, guideline in SENTENCES.items():
        for line in (HERE / f"never_denied_{language}.txt").read_text(encoding="utf-8").splitlines():
            fact, _, sentence = line.partition(" | ")
            yield guideline, fact, sentence


@pytest.mark.parametrize(("guideline", "fact", "sentence"), list(told()))
def test_what_is_told_is_not_read_as_denied(guideline: str, fact: str, sentence: str) -> None:
    reading = read_text(sentence, phrases_of(guideline), (LEFT_KNEE,), DAY)
    assert (fact, False) not in [(each.fact, each.value) for each in reading.mentions]
