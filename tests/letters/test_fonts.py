"""The fonts that are shipped are those that were vendored, with their licence."""

import hashlib
import json
from importlib.resources import files

import pytest

FONTS = files("klokt") / "fonts"
MANIFEST = json.loads((FONTS / "manifest.json").read_text("utf-8"))


@pytest.mark.parametrize("name", MANIFEST["sha384"])
def test_a_shipped_file_is_the_one_in_the_manifest(name: str) -> None:
    assert hashlib.sha384((FONTS / name).read_bytes()).hexdigest() == MANIFEST["sha384"][name]


def test_every_shipped_file_is_in_the_manifest() -> None:
    assert {file.name for file in FONTS.iterdir()} - {"manifest.json"} == set(MANIFEST["sha384"])
