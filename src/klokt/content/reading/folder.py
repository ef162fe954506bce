"""Read the files of a guideline folder into blocks, and hash their exact wording."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from klokt.content.problem import Problem, found
from klokt.content.reading.blocks import Block, Tables, fences, read_tables
from klokt.engine.parse import nearest
from klokt.model.place import Place

SECTION_BLOCKS = (
    "source",
    "not_a_rule",
    "interpretation",
    "rule",
    "flow",
    "step",
    "outcome",
    "obligation",
    "requirement",
    "group",
    "case",
    "parameter",
    "pathway",
    "event",
    "reading",
    "contact",
    "milestone",
    "clock",
    "stage",
    "transition",
    "next_step",
    "caution",
    "leg",
    "checklist",
    "item",
    "actor",
    "task",
    "finding",
    "account",
    "account_part",
    "episode",
)
LETTER_BLOCKS = ("letter", "paragraph")
BESIDE = ("CHANGELOG.md", "README.md", "glossary.toml", "mutants.toml")
"""Files of a guideline that hold no blocks of it."""
PATHWAY_FACTS = "pathway_facts.toml"
"""Facts that only an episode gives, where a guideline has a pathway; they stand apart from those of a referral."""


def read_folder(folder: Path, problems: list[Problem]) -> list[Block]:
    """Return every block of a guideline folder, in the order of its files."""
    blocks: list[Block] = []
    for name, read in (("guideline.toml", _guideline), ("sources.toml", _sources), ("facts.toml", _facts)):
        tables = _tables(folder, name, problems)
        if tables is not None:
            blocks += read(tables, problems)
    if (folder / PATHWAY_FACTS).is_file():
        tables = _tables(folder, PATHWAY_FACTS, problems)
        blocks += _facts(tables, problems) if tables is not None else ()
    sections = sorted(folder.glob("[0-9][0-9]_*.md")) + sorted(folder.glob("cases/*.md"))
    for path in sections:
        blocks += _section(folder, path, SECTION_BLOCKS, problems)
    for path in sorted(folder.glob("letters/*.md")):
        blocks += _section(folder, path, LETTER_BLOCKS, problems)
    _report_unread(folder, sections, problems)
    return blocks


def content_hash(folder: Path) -> str:
    """Return the SHA-256 of all files of a folder by path, with line ends folded; hidden files do not count."""
    digest = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name in sorted(name for name in files if not any(part.startswith(".") for part in name.split("/"))):
        content = files[name].read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def text_in(folder: Path, path: Path, problems: list[Problem]) -> str:
    """Return the text of a file; an empty one, and a problem, where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else "cannot be read"
        problems.append(found("K107", Place(path.relative_to(folder).as_posix(), 1), f"the file {why}"))
        return ""


def _tables(folder: Path, name: str, problems: list[Problem]) -> Tables | None:
    if not (folder / name).is_file():
        problems.append(found("K107", Place(name, 1), "the file is missing", "every guideline has one"))
        return None
    return read_tables(name, text_in(folder, folder / name, problems), problems)


def _guideline(tables: Tables, problems: list[Problem]) -> Iterator[Block]:
    parameters = {"parameter": tables.data.get("parameter", [])}
    identity = {key: value for key, value in tables.data.items() if key != "parameter"}
    yield tables.block("guideline", (), identity)
    yield from listed(tables, parameters, ("parameter",), problems)


def _sources(tables: Tables, problems: list[Problem]) -> Iterator[Block]:
    yield from listed(tables, tables.data, ("document", "reference"), problems)


def _facts(tables: Tables, problems: list[Problem]) -> Iterator[Block]:
    for name, data in tables.data.items():
        if isinstance(data, dict):
            yield tables.block("fact", (name,), data, name)
        else:
            place = Place(tables.file, tables.lines.get((name,), 1))
            problems.append(found("K106", place, f'"{name}" is not a fact', f"write [{name}] above its keys"))


def _section(folder: Path, path: Path, kinds: Collection[str], problems: list[Problem]) -> Iterator[Block]:
    file, text = path.relative_to(folder).as_posix(), text_in(folder, path, problems)
    if text and not any(line.startswith("# ") for line in text.splitlines()):
        problems.append(found("K110", Place(file, 1), "the section has no title", "begin with # and words"))
    for tables in fences(file, text, problems):
        yield from listed(tables, tables.data, kinds, problems)


def listed(
    tables: Tables, data: Mapping[str, object], kinds: Collection[str], problems: list[Problem]
) -> Iterator[Block]:
    """Yield the blocks of these kinds, each a list of tables; report what is another kind or no list."""
    for kind, items in data.items():
        place = Place(tables.file, tables.lines.get((kind,), tables.lines.get((kind, 0), tables.first_line)))
        if kind not in kinds:
            hint = nearest(kind, kinds) or f"blocks here are {', '.join(kinds)}"
            problems.append(found("K106", place, f'there is no block "{kind}"', hint))
        elif not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            problems.append(found("K106", place, f"{kind} is a list of blocks", f"write [[{kind}]]"))
        else:
            for index, item in enumerate(items):
                yield tables.block(kind, (kind, index), item)


def _report_unread(folder: Path, sections: Collection[Path], problems: list[Problem]) -> None:
    known = {folder / name for name in ("guideline.toml", "sources.toml", "facts.toml", PATHWAY_FACTS, *BESIDE)} | set(
        sections
    )
    for path in sorted([*folder.glob("*.md"), *folder.glob("*.toml")]):
        if path not in known:
            hint = "sections are named like 10_scope.md"
            problems.append(found("K110", Place(path.name, 1), "the file is not read", hint))
