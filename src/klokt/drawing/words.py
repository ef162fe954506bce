"""The words that a drawing itself says, in each language."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = files("klokt.drawing").joinpath("words.toml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = tomllib.loads(text)
    return words


def word(key: str, language: str) -> str:
    """Return one of the drawing's words; raise KeyError for a word or language that it does not have."""
    return _catalogue()[key][language]
