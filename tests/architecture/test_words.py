"""Which words may stand where: the glossary, the centre without clinical words, content without channels."""

import re
from pathlib import Path
from typing import Any

import pytest
from house import GUIDELINES, MODULES, SOURCE, identifiers_of, toml, words_said_in

GLOSSARY = toml(GUIDELINES / "glossary.toml")
FORBIDDEN: list[dict[str, str]] = GLOSSARY["forbidden"]["words"]
TERMS: list[dict[str, str]] = GLOSSARY["term"]
FOLDERS = sorted(path.parent for path in GUIDELINES.glob("*/guideline.toml"))
READERS = ("intake/", "text/")  # the rooms that must know the words of the clinic
CLINICAL_WORDS = {"knee", "hip", "groin", "spine", "kne", "hofte", "lyske", "rygg", "ryg"}
OF_THE_HOUSE = {"missing_requirements", "condition", "red_flag", "triage_group", "contact_overdue", "record_impossible"}
"""Names of guidelines that are also words of the formats: an expression, a kind of rule, what a reading takes."""
CHANNEL_WORDS = re.compile(r"\b(cds[ _-]?hooks?|html|css|json|sql|endpoint|localhost|card|fhir)\b", re.IGNORECASE)
OF_OTHERS = {"revision", "down_revision"}
"""Names that a package looks for in our modules: Alembic in the steps of the tables."""
LINK = re.compile(r"https?://[^\s\"'>)]+")


def parts(name: str) -> list[str]:
    """Return the words of an identifier: birth_date and BirthDate are birth, date."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_").split("_")


def forbidden_in(name: str) -> list[str]:
    """Return the forbidden words of an identifier."""
    said = f"_{'_'.join(parts(name))}_"
    return [row["word"] for row in FORBIDDEN if f"_{row['word']}_" in said]


@pytest.mark.parametrize("name", ["reject_referral", "RadiationPain", "is_valid_referral"])
def test_a_forbidden_word_is_seen_inside_a_name(name: str) -> None:
    assert forbidden_in(name)


@pytest.mark.parametrize("module", MODULES)
def test_code_uses_the_words_of_the_glossary(module: str) -> None:
    ours = set(identifiers_of(module)) - OF_OTHERS
    assert {name: forbidden_in(name) for name in ours if forbidden_in(name)} == {}


def facts_of(folder: Path) -> set[str]:
    """Return the facts of a guideline, but not the referral's own fields."""
    tables = [toml(path) for path in folder.glob("*facts.toml")]
    return {name for table in tables for name, fact in table.items() if "field" not in fact}


def own_ids(folder: Path) -> set[str]:
    """Return the names that only a guideline may say: those of its facts, and of blocks in two words."""
    named = {each["name"] for each in toml(folder / "guideline.toml").get("parameter", ())}
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
    named |= set(re.findall(r'^\[\[\w+\]\]\s+id = "(\w+)"', text, re.MULTILINE))
    return (facts_of(folder) | {name for name in named if "_" in name}) - OF_THE_HOUSE


@pytest.mark.parametrize("module", [name for name in MODULES if not name.startswith(READERS)])
def test_no_clinical_word_stands_outside_the_guidelines_and_the_rooms_that_read_referrals(module: str) -> None:
    ids = set().union(*(own_ids(folder) for folder in FOLDERS))
    said = words_said_in(module)
    named = re.compile("|".join(folder.name for folder in FOLDERS) or "$^")  # a guideline may be called by its name
    spoken = {word: line for text, line in said.items() for word in re.findall(r"[^\W_]+", named.sub("", text.lower()))}
    assert {word: spoken[word] for word in CLINICAL_WORDS & set(spoken)} == {}
    assert {name: said[name] for name in ids & set(said)} == {}


WORD_FILES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("words.toml"))


@pytest.mark.parametrize("file", WORD_FILES)
def test_the_interface_has_no_clinical_word_of_its_own(file: str) -> None:
    text = (SOURCE / file).read_text(encoding="utf-8").lower()
    assert CLINICAL_WORDS & set(re.findall(r"[^\W_]+", text)) == set()


@pytest.mark.parametrize("path", sorted(GUIDELINES.rglob("*.md")), ids=lambda path: path.name)
def test_a_guideline_knows_no_channel(path: Path) -> None:
    assert CHANNEL_WORDS.findall(LINK.sub("", path.read_text(encoding="utf-8"))) == []


def test_every_term_has_one_code_name() -> None:
    codes = [term["code"] for term in TERMS]
    assert sorted({code for code in codes if codes.count(code) > 1}) == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term["code"])
def test_every_term_has_a_norwegian_and_a_danish_word_and_a_definition(term: dict[str, Any]) -> None:
    assert all(term[key].strip() for key in ("nb", "da", "definition"))
    assert term["definition"].endswith(".")
    assert re.fullmatch(r"[a-z][a-z0-9_]*", term["code"])


def test_no_term_and_no_plain_word_is_forbidden() -> None:
    allowed = [term["code"] for term in TERMS] + GLOSSARY["words"]["plain"]
    assert [name for name in allowed if forbidden_in(name)] == []


def test_the_pages_of_errors_and_checks_explain_every_code_and_no_other() -> None:
    pages = [GUIDELINES.parent / "docs" / name for name in ("errors.md", "checks.md")]
    told = {
        code for page in pages for code in re.findall(r"^\| `?(K\d{3})`? \|", page.read_text("utf-8"), re.MULTILINE)
    }
    raised = {code for module in MODULES for said in words_said_in(module) for code in re.findall(r"^K\d{3}$", said)}
    assert told == raised
