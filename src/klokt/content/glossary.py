"""The words that ids are made of: the shared glossary and a guideline's own."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from klokt.engine.parse import nearest


@dataclass(frozen=True, slots=True)
class Glossary:
    """Code names of terms, ordinary English words, and words not to use with what to use instead."""

    terms: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    forbidden: Mapping[str, str] | None = None

    def __or__(self, other: "Glossary") -> "Glossary":
        forbidden = {**(self.forbidden or {}), **(other.forbidden or {})}
        return Glossary(self.terms | other.terms, self.plain | other.plain, forbidden)

    def unknown_words(self, name: str) -> list[str]:
        """Return the words of an id that no term or plain word covers; empty for an id that passes.

        >>> Glossary(frozenset({"red_flag"}), frozenset({"suspected"})).unknown_words("suspected_red_flags_xyz")
        ['red', 'flags', 'xyz']
        """
        parts = name.split("_")
        reachable = {0}
        for end in range(1, len(parts) + 1):
            if any(start in reachable and self._has("_".join(parts[start:end])) for start in range(end)):
                reachable.add(end)
        if len(parts) in reachable:
            return []
        return [part for part in parts if not self._has(part)] or parts

    def forbidden_words(self, name: str) -> dict[str, str]:
        """Return the words of an id that are not to be used, with what to use instead."""
        return {word: use for word, use in (self.forbidden or {}).items() if f"_{word}_" in f"_{name}_"}

    def hint(self, word: str) -> str:
        """Return what to do about a word that is not known."""
        meant = nearest(word, self.terms | self.plain) or "use another word"
        return f'{meant} or add it in glossary.toml of the guideline: [words] plain = ["{word}"]'

    def _has(self, words: str) -> bool:
        return words.isdigit() or words in self.terms or words in self.plain


def read_glossary(file: Path) -> Glossary:
    """Return the words of a glossary file; an empty glossary where there is no file."""
    if not file.is_file():
        return Glossary()
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    terms = frozenset(str(term["code"]) for term in data.get("term", ()))
    forbidden = {str(entry["word"]): str(entry["use"]) for entry in data.get("forbidden", {}).get("words", ())}
    return Glossary(terms, frozenset(data.get("words", {}).get("plain", ())), forbidden)


def glossary_of(folders: Iterable[Path]) -> Glossary:
    """Return the words of the glossaries that stand in some folders, together."""
    glossary = Glossary()
    for folder in folders:
        glossary |= read_glossary(folder / "glossary.toml")
    return glossary
