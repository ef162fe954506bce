"""The words of the pages: in every language, used, and there where a template asks for them."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from klokt.channels.web.problems import TOLD
from klokt.words import LANGUAGES, catalogue

ROOM = Path(str(files("klokt.channels.web")))
WORDS = catalogue("klokt.channels.web")
OF_UNITS = catalogue("klokt.channels.unit")  # what the shared templates ask for where somebody is signed in
SOURCES = [path.read_text("utf-8") for path in (*ROOM.glob("*.py"), *ROOM.glob("templates/*.html"))]
ASKED = {key for text in SOURCES for key in re.findall(r"""\b(?:word|said)\(\s*["'](\w+)["']\s*[,)]""", text)}
BEGINNINGS = {start for text in SOURCES for start in re.findall(r'\bwords?\(f?"(\w+_)(?:" *~|\{)', text)}
QUOTED = {name for text in SOURCES for name in re.findall(r'"(\w+)"', text)}


@pytest.mark.parametrize("key", WORDS)
def test_a_word_is_there_in_every_language(key: str) -> None:
    assert [language for language in LANGUAGES if not WORDS[key].get(language, "").strip()] == []


@pytest.mark.parametrize("key", WORDS)
def test_the_slots_of_a_word_are_the_same_in_every_language(key: str) -> None:
    assert len({tuple(sorted(re.findall(r"\{(\w+)\}", WORDS[key][language]))) for language in LANGUAGES}) == 1


def test_every_word_that_is_asked_for_is_there() -> None:
    assert ASKED - set(WORDS) - set(OF_UNITS) == set()
    assert {f"error_{status}" for status in (*TOLD, 500)} <= set(WORDS)


def test_every_code_that_a_referral_can_bring_is_told_in_words() -> None:
    rooms = [ROOM.parents[1] / name for name in ("intake", "triage", "errors.py")]
    files_in = [path for room in rooms for path in (room.rglob("*.py") if room.is_dir() else [room])]
    codes = {code for path in files_in for code in re.findall(r'"(K3(?!00)\d\d|K400)"', path.read_text("utf-8"))}
    assert codes
    assert {f"code_{code}" for code in codes} - set(WORDS) == set()


def test_no_word_is_left_over() -> None:
    told_by_value = {"receiver", "referrer", "female", "male"}  # words of the model: an audience, a sex
    assert {key for key in WORDS if not key.startswith(tuple(BEGINNINGS))} - ASKED - QUOTED - told_by_value == set()
