"""Make a new guideline folder: one fact, one rule, a flow and its cases, ready to be rewritten."""

import shutil
from pathlib import Path

_TEMPLATE = Path(__file__).parent / "template"


def new_guideline(folder: Path, guideline_id: str) -> Path:
    """Write a small guideline that passes every check into a new folder, and return the folder.

    Raise FileExistsError where the folder is already there.
    """
    shutil.copytree(_TEMPLATE, folder)
    identity = folder / "guideline.toml"
    identity.write_text(identity.read_text(encoding="utf-8").replace("GUIDELINE_ID", guideline_id), encoding="utf-8")
    return folder
