"""klokt journal: make the tables of a unit's journal, look for changes, rebuild its lists, wrap its keys, or erase."""

import argparse
import importlib
import re
from datetime import UTC, datetime
from typing import Any

from klokt.channels.cli.database import add_database, open_store
from klokt.channels.cli.terminal import complain
from klokt.model.access import ERASED_BECAUSE, Access, Role

EXAMPLE = """examples:
  klokt journal upgrade --database sqlite:///klokt.db
  klokt journal verify --database postgresql://klokt@localhost/klokt
  klokt journal verify --database sqlite:///klokt.db --noted 812:5f0c...
  klokt journal rebuild --database sqlite:///klokt.db
  klokt journal rewrap --database sqlite:///klokt.db
  klokt journal erase --database sqlite:///klokt.db --unit granvik_imaging --as dan \\
      --referral referral-5d0f6c... --because asked_by_the_person"""

_MOST = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "step",
        choices=["upgrade", "verify", "rebuild", "rewrap", "erase"],
        help="what to do; verify changes nothing, and erase tells what it would destroy unless --yes is given",
    )
    add_database(parser)
    parser.add_argument(
        "--noted",
        type=_seal,
        metavar="SEAL",
        help="the last seal of an earlier verification, which must still be there",
    )
    erase = parser.add_argument_group("erase", "destroy all that tells of a person in a unit, for ever")
    erase.add_argument("--unit", metavar="ID", help="the unit on whose order it is done")
    erase.add_argument("--as", dest="who", metavar="WHO", help="who does it, as the journal is to name them")
    erase.add_argument("--referral", metavar="STREAM", help="a referral or message of that person, by its stream")
    erase.add_argument("--because", choices=ERASED_BECAUSE, help="why the person is erased")
    erase.add_argument("--yes", action="store_true", help="do it; without this it is only told what would be destroyed")


def _seal(name: str) -> str:
    if not re.fullmatch(r"[0-9]+:[0-9a-f]*", name):
        raise argparse.ArgumentTypeError("a seal is named as verify prints it: its number, a colon and its hash")
    return name


def run(arguments: argparse.Namespace) -> int:
    """Do the step; return 0, 1 where something is wrong with the journal, or 2 where arguments of it are missing."""
    if arguments.step == "erase" and not all((arguments.unit, arguments.who, arguments.referral, arguments.because)):
        complain("erase needs --unit, --as, --referral and --because")
        return 2
    with open_store(arguments) as store:
        if arguments.step == "upgrade":
            store.upgrade()
            print("the tables are up to date")
        store.check_edition()
        match arguments.step:
            case "upgrade":
                return _told_of_keys(store)
            case "verify":
                return _verify(store, arguments.noted)
            case "rebuild":
                return _rebuild(store)
            case "rewrap":
                print(f"{_master().wrap_all(store.engine)} keys are wrapped by the master key")
                return 0
        return _erase(store, arguments)


def _verify(store: Any, noted: str | None) -> int:
    found = importlib.import_module("klokt.storage.verify").verify(store.engine, noted)
    for wrong in found.wrong[:_MOST]:
        complain(f"{wrong.where}: {wrong.what}")
    if len(found.wrong) > _MOST:
        complain(f"and {len(found.wrong) - _MOST} more")
    print(f"{found.events} events under {found.seals} seals, {len(found.wrong)} findings")
    print(f"the last seal: {found.last}")
    _told_of_keys(store)
    return 1 if found.wrong else 0


def _told_of_keys(store: Any) -> int:
    """Say how the keys lie there: whoever copies the database has those that are not wrapped."""
    bare = _master().count_bare(store.engine)
    told = "keys of persons lie in the database as they are, not wrapped by a master key"
    print(f"{bare} {told}" if bare else "no key of a person lies in the database as it is")
    return 0


def _master() -> Any:
    return importlib.import_module("klokt.storage.master")


def _rebuild(store: Any) -> int:
    """A list that was out of step is put right, and told: something wrote past the program."""
    changed = importlib.import_module("klokt.storage.rebuild").rebuild(store.engine)
    for name, rows in changed.items():
        print(f"{name}: {rows} rows were out of step" if rows else f"{name}: as it was")
    return 1 if any(changed.values()) else 0


def _erase(store: Any, arguments: argparse.Namespace) -> int:
    """Tell what an erasure reaches, and destroy it where that was confirmed."""
    access = Access(arguments.who, {arguments.unit: frozenset({Role.ADMINISTRATOR})})
    reach_of = importlib.import_module("klokt.storage.erasable").reach_of
    reach = reach_of(store.engine, access, arguments.unit, arguments.referral)
    if reach.is_erased:
        print("the person was erased before; there is nothing left to destroy")
        return 0
    told = f"all that {reach.streams} referrals, messages and courses tell of this person in {arguments.unit}"
    if not arguments.yes:
        print(f"this would destroy {told}, for ever; nothing was destroyed. To do it, say so with --yes")
        return 0
    erase = importlib.import_module("klokt.storage.erase").erase
    erase(store.engine, access, reach.subject, arguments.because, datetime.now(UTC))
    print(f"destroyed: {told}")
    return 0
