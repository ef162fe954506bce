"""The commands of the journal say what is wrong and where, and end with 1 then."""

from pathlib import Path

import pytest
from sqlalchemy import text

from databases import DOOR, a_message, take
from klokt.channels.cli.main import main
from klokt.storage.store import Store


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with one referral."""
    address = f"sqlite:///{tmp_path / 'journal.db'}"
    assert main(["journal", "upgrade", "--database", address]) == 0
    with Store(address) as store:
        take(store.open_for(DOOR), a_message())
    return address


def past_the_program(url: str, *statements: str) -> None:
    with Store(url) as store, store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_a_journal_that_is_whole_is_verified(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify", "--database", url]) == 0
    assert "3 events under 1 seals, 0 findings\nthe last seal: 1:" in capsys.readouterr().out


def test_a_change_is_named_with_its_place(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    past_the_program(url, "DROP TRIGGER event_no_update", "UPDATE event SET actor = 'x' WHERE position = 2")
    assert main(["journal", "verify", "--database", url]) == 1
    assert "event 2 (referral-" in capsys.readouterr().err


def test_a_list_that_is_out_of_step_is_put_right_and_told(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    past_the_program(url, "UPDATE item SET urgency_rank = 9")
    assert main(["journal", "rebuild", "--database", url]) == 1
    assert "item: 1 rows were out of step" in capsys.readouterr().out
    assert main(["journal", "rebuild", "--database", url]) == 0


def test_a_proposal_is_made_again_to_the_byte(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", "--database", url]) == 0
    assert "1 proposals are the same to the byte, 0 are not" in capsys.readouterr().out


def test_a_seal_that_is_not_there_as_it_was_noted_is_told(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify", "--database", url, "--noted", "7:00"]) == 1
    assert "seal 7" in capsys.readouterr().err


def test_a_note_that_is_no_seal_is_wrong_usage(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["journal", "verify", "--database", url, "--noted", "seven"])
    assert ended.value.code == 2


def test_tables_that_are_not_there_are_told_without_the_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["journal", "verify", "--database", f"sqlite:///{tmp_path / 'empty.db'}"]) == 1
    told = capsys.readouterr().err
    assert "K803" in told
    assert str(tmp_path) not in told
