"""A small guideline folder with a lexicon, for tests of what an author may get wrong in one."""

from pathlib import Path

from klokt.content.load import load
from klokt.content.new_guideline import new_guideline
from klokt.text.check import check_text

TOPIC = """
[[topic]]
id = "fever"
fact = "fever"
say = ["feber*", "<hot>"]
yes = ["Feber i går."]
no = ["Ingen feber."]
nothing = ["Mor har feber."]

[list]
hot = ["febril"]
"""


def problems(tmp_path: Path, text: str, language: str = "nb") -> list[tuple[str, int, str]]:
    """Return the code, line and message of each problem of the lexicon's only file."""
    folder = with_lexicon(tmp_path, text, language)
    return [(each.code, each.place.line, each.message) for each in check_text(load(folder))]


def codes(tmp_path: Path, text: str) -> list[str]:
    """Return the codes of the problems, in their order."""
    return [code for code, _, _ in problems(tmp_path, text)]


def with_lexicon(tmp_path: Path, text: str, language: str = "nb") -> Path:
    """Make a new guideline, whose only fact is fever, with one file of phrases."""
    folder = tmp_path / "small"
    if not folder.exists():
        new_guideline(folder, "small")
    path = folder / "text" / language / "words.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder
