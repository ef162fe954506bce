"""The words that a part of the program says itself, in each language; what a guideline says stands in the guideline."""

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("nb", "nn", "da", "en")
"""The languages that klokt speaks, by tag (BCP 47)."""


@cache
def catalogue(package: str) -> dict[str, dict[str, str]]:
    """Return the words of a package's words.toml: for each key, the words by language."""
    words: dict[str, dict[str, str]] = tomllib.loads(files(package).joinpath("words.toml").read_text(encoding="utf-8"))
    return words


class Words:
    """The words of a package, and of those after it where it lacks one. An unknown key or language raises KeyError."""

    def __init__(self, *packages: str) -> None:
        self.packages = packages

    def __call__(self, key: str, language: str) -> str:
        """Return one of the words in a language."""
        for package in self.packages:
            if (said := catalogue(package).get(key)) is not None:
                return said[language]
        raise KeyError(key)
