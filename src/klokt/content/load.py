"""Load a guideline folder: the guideline, or every problem with its place and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from klokt.content.problem import Problem
from klokt.content.reading.assemble import assemble, name_of
from klokt.content.reading.blocks import Block
from klokt.content.reading.folder import content_hash, read_folder
from klokt.content.reading.follow_ups import without_follow_ups
from klokt.engine.parse import nearest
from klokt.errors import ContentError
from klokt.model.guideline import Guideline
from klokt.model.place import Place

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a folder holds. There is no guideline where any problem is an error."""

    folder: Path
    guideline: Guideline | None
    problems: tuple[Problem, ...]
    blocks: Sequence[Block] = ()

    def at(self, kind: str, name: str, key: str) -> Place:
        """Return the line of a key of the block of that kind and id; the folder's first line where there is none."""
        for block in self.blocks:
            if block.kind == kind and (name_of(block) == name or kind == "guideline"):
                return block.at(key)
        return Place("guideline.toml", 1)


def load(folder: Path) -> Loaded:
    """Read a guideline folder. Nothing in its content raises: problems say what is wrong, at file and line."""
    problems: list[Problem] = []
    blocks = read_folder(folder, problems)
    guideline = assemble(blocks, content_hash(folder), problems)
    problems = without_follow_ups(problems, blocks)
    if any(problem.severity == "error" for problem in problems):
        guideline = None
    return Loaded(
        folder, guideline, tuple(sorted(problems, key=lambda each: (each.place.file, each.place.line))), blocks
    )


def default_root() -> Path:
    """Return the library that comes with klokt: beside the source, or inside the installed package."""
    installed = _PACKAGE / "library"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "guidelines"


def library(root: Path | None = None) -> dict[str, Path]:
    """Return the guideline folders of a library, by the name of the folder, which is the guideline's id."""
    shelf = default_root() if root is None else root
    return {path.parent.name: path.parent for path in sorted(shelf.glob("*/guideline.toml"))}


def find(id_or_path: str, root: Path | None = None) -> Path:
    """Return the folder of a guideline by its id or by a path; raise ContentError where there is none."""
    shelf = library(root)
    if id_or_path in shelf:
        return shelf[id_or_path]
    if (Path(id_or_path) / "guideline.toml").is_file():
        return Path(id_or_path)
    if Path(id_or_path).is_dir():
        raise ContentError(f'the folder "{id_or_path}" has no guideline.toml, so it is not a guideline')
    hint = nearest(id_or_path, shelf) or f"the library has: {', '.join(shelf) or 'nothing'}"
    raise ContentError(f'there is no guideline "{id_or_path}": {hint}')


def usable(loaded: Loaded) -> Guideline:
    """Return the guideline; raise ContentError with every error where there is none."""
    if loaded.guideline is None:
        errors = [str(problem) for problem in loaded.problems if problem.severity == "error"]
        raise ContentError(f"{loaded.folder.name} cannot be used:\n" + "\n".join(errors))
    return loaded.guideline
