"""klokt journal: make the tables of a unit's journal, look for changes in it, or make its lists again."""

import argparse
import importlib
import re
from typing import Any

from klokt.channels.cli.terminal import complain
from klokt.errors import StoreError

EXAMPLE = """examples:
  klokt journal upgrade --database sqlite:///klokt.db
  klokt journal verify --database postgresql://klokt@localhost/klokt
  klokt journal verify --database sqlite:///klokt.db --noted 812:5f0c...
  klokt journal rebuild --database sqlite:///klokt.db"""

_MOST = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("step", choices=["upgrade", "verify", "rebuild"], help="what to do; verify changes nothing")
    add_database(parser)
    parser.add_argument(
        "--noted",
        type=_seal,
        metavar="SEAL",
        help="the last seal of an earlier verification, which must still be there",
    )


def add_database(parser: argparse.ArgumentParser) -> None:
    """Describe the argument that names the database."""
    parser.add_argument(
        "--database", required=True, metavar="URL", help="sqlite:///file.db or postgresql://user@host/name"
    )


def _seal(name: str) -> str:
    if not re.fullmatch(r"[0-9]+:[0-9a-f]*", name):
        raise argparse.ArgumentTypeError("a seal is named as verify prints it: its number, a colon and its hash")
    return name


def open_store(address: str) -> Any:
    """Return the database of that URL; raise StoreError where it, or the package for it, is missing."""
    try:
        return importlib.import_module("klokt.storage.store").Store(address)
    except ModuleNotFoundError as error:
        raise StoreError("K801", f"the journal needs {error.name}: pip install 'klokt[store]'") from None


def run(arguments: argparse.Namespace) -> int:
    """Do the step; return 0, or 1 where something is wrong with the journal."""
    with open_store(arguments.database) as store:
        if arguments.step == "upgrade":
            store.upgrade()
            print("the tables are up to date")
            return 0
        store.check_edition()
        return _verify(store, arguments.noted) if arguments.step == "verify" else _rebuild(store)


def _verify(store: Any, noted: str | None) -> int:
    found = importlib.import_module("klokt.storage.verify").verify(store.engine, noted)
    for wrong in found.wrong[:_MOST]:
        complain(f"{wrong.where}: {wrong.what}")
    if len(found.wrong) > _MOST:
        complain(f"and {len(found.wrong) - _MOST} more")
    print(f"{found.events} events under {found.seals} seals, {len(found.wrong)} findings")
    print(f"the last seal: {found.last}")
    return 1 if found.wrong else 0


def _rebuild(store: Any) -> int:
    """A list that was out of step is put right, and told: something wrote past the program."""
    changed = importlib.import_module("klokt.storage.rebuild").rebuild(store.engine)
    for name, rows in changed.items():
        print(f"{name}: {rows} rows were out of step" if rows else f"{name}: as it was")
    return 1 if any(changed.values()) else 0
