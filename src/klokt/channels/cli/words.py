"""The words that the command itself says, in each language."""

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("nb", "nn", "da", "en")


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = tomllib.loads(
        files("klokt.channels.cli").joinpath("words.toml").read_text(encoding="utf-8")
    )
    return data


def word(key: str, language: str) -> str:
    """Return one of the command's words in a language; a key that has no word is said as it is."""
    return _catalogue().get(key, {}).get(language, key)
