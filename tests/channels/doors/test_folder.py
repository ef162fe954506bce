"""A folder loses no file, takes none twice, and follows no link, however often the program dies."""

import json
import os
from pathlib import Path

import pytest

from channels.doors.bringing import EXAMPLES, items, only, order
from channels.unit.house import ANNA, IMAGING
from klokt.channels.doors.door import Door
from klokt.channels.doors.folder import RECEIPTS, TAKEN, UNREAD, Folder
from klokt.channels.doors.hall import Hall
from klokt.channels.unit.house import House
from klokt.errors import StoreError
from klokt.model.worklist import ItemState


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An empty folder."""
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def watching(house: House, inbox: Path) -> Folder:
    """A program that begins to watch the folder."""
    return Folder(inbox, Hall(house), Door(IMAGING, "folder"))


def put(inbox: Path, name: str, number: str = "order-1", at: int = 1) -> None:
    """Put an order into the folder, changed at some second."""
    (inbox / name).write_text(json.dumps(order(number)))
    os.utime(inbox / name, (at, at))


def names(folder: Path) -> list[str]:
    """Return the names in a folder without the digest that they were given."""
    return sorted(each.name.partition("-")[2] for each in folder.iterdir())


def twice(folder: Folder) -> int:
    """Look two times, as a file must stand the same at both."""
    return folder.look() + folder.look()


def test_a_file_is_taken_in_and_moved_aside_once_it_stands_still(house: House, inbox: Path) -> None:
    folder = watching(house, inbox)
    put(inbox, "a.json")
    assert folder.look() == 0
    put(inbox, "a.json", "order-2", at=2)
    assert (folder.look(), items(house)) == (0, [])
    assert folder.look() == 1
    assert only(house).state is ItemState.NEW
    assert (names(inbox / TAKEN), folder.look()) == (["a.json"], 0)


def test_files_are_taken_in_the_order_of_arrival(house: House, inbox: Path) -> None:
    for place, name in enumerate(["c.json", "a.json", "b.json"]):
        put(inbox, name, name, at=10 + place)
    assert twice(watching(house, inbox)) == 3
    journal = house.journal_for(ANNA)
    taken = sorted((journal.history(each.stream)[0].position, each.stream) for each in items(house))
    referrals = journal.referrals([stream for _, stream in taken])
    numbers = [referrals[stream].numbers[0].value for _, stream in taken]
    assert numbers == ["c.json", "a.json", "b.json"]


def test_what_cannot_be_read_is_set_aside_and_stands_before_a_person(house: House, inbox: Path) -> None:
    (inbox / "x.json").write_bytes(b'{"resourceType": ')
    (inbox / "y.bin").write_bytes(b"\xff\xfe\x00")
    assert twice(watching(house, inbox)) == 2
    assert names(inbox / UNREAD) == ["x.json", "y.bin"]
    assert [each.state for each in items(house)] == [ItemState.NOT_READ] * 2


def test_a_message_in_xml_gets_its_receipt(house: House, inbox: Path) -> None:
    (inbox / "r.xml").write_bytes((EXAMPLES / "no_requisition.xml").read_bytes())
    twice(watching(house, inbox))
    (receipt,) = (inbox / RECEIPTS).iterdir()
    assert b'<Status V="1"' in receipt.read_bytes()


def test_files_that_are_still_written_links_and_folders_are_left_alone(
    house: House, inbox: Path, tmp_path: Path
) -> None:
    put(inbox, "a.json.part")
    put(inbox, ".hidden")
    put(tmp_path, "outside.json")
    (inbox / "link.json").symlink_to(tmp_path / "outside.json")
    (inbox / "folder.json").mkdir()
    os.mkfifo(inbox / "pipe.json")
    assert (twice(watching(house, inbox)), items(house)) == (0, [])
    assert (tmp_path / "outside.json").exists()


def test_a_place_to_move_to_that_is_a_link_is_refused(house: House, inbox: Path, tmp_path: Path) -> None:
    (inbox / TAKEN).symlink_to(tmp_path)
    with pytest.raises(NotADirectoryError):
        watching(house, inbox)


@pytest.mark.parametrize("dies_at", ["klokt.triage.receive._kept", "klokt.channels.doors.folder.answer", "os.rename"])
def test_a_program_that_dies_at_any_step_loses_nothing_and_takes_nothing_twice(
    dies_at: str, house: House, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    (inbox / "r.xml").write_bytes((EXAMPLES / "no_requisition.xml").read_bytes())
    with monkeypatch.context() as patched:
        patched.setattr(dies_at, dies)
        with pytest.raises(KeyboardInterrupt):
            twice(watching(house, inbox))
    assert (inbox / "r.xml").exists()
    assert twice(watching(house, inbox)) == 1
    assert (only(house).state, names(inbox / TAKEN)) == (ItemState.NEW, ["r.xml"])


def test_a_file_waits_while_the_database_is_busy(house: House, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise StoreError("K802", "busy")

    put(inbox, "a.json")
    folder = watching(house, inbox)
    with monkeypatch.context() as patched:
        patched.setattr("klokt.storage.turn.WriteTurn.seal", busy)
        assert twice(folder) == 0
    assert (folder.look(), only(house).state) == (1, ItemState.NEW)


def test_the_same_file_again_is_the_same_message(house: House, inbox: Path) -> None:
    folder = watching(house, inbox)
    for _ in range(2):
        put(inbox, "a.json")
        assert twice(folder) == 1
    assert (len(items(house)), names(inbox / TAKEN)) == (1, ["a.json"])
