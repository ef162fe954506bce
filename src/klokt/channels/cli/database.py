"""The database that a command works on: how it is named, and the master key of what is kept there."""

import argparse
import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from klokt.errors import StoreError

_KEY, _KEY_FILE = "KLOKT_KEY", "KLOKT_KEY_FILE"
_EARLIER = "KLOKT_EARLIER_KEY"


def add_database(parser: argparse.ArgumentParser) -> None:
    """Describe the argument that names the database."""
    parser.add_argument(
        "--database", required=True, metavar="URL", help="sqlite:///file.db or postgresql://user@host/name"
    )


def open_store(arguments: argparse.Namespace) -> Any:
    """Return the database that a command names, with the master key that the environment gives.

    Raises StoreError where the database, its key or the package for it is missing.
    """
    try:
        store = importlib.import_module("klokt.storage.store")
    except ModuleNotFoundError as error:
        raise StoreError("K801", f"the journal needs {error.name}: pip install 'klokt[store]'") from None
    return store.Store(arguments.database, master_of(arguments.environment))


def master_of(environment: Mapping[str, str]) -> Any:
    """Return the master key that the environment gives, or whose file it names; None where there is neither.

    Raises StoreError K804 where it has not the form of a key.
    """
    key = environment.get(_KEY)
    if key is None and (file := environment.get(_KEY_FILE)):
        key = Path(file).read_text(encoding="utf-8")
    if key is None:
        return None
    return importlib.import_module("klokt.storage.master").Master(key, environment.get(_EARLIER))
