"""The commands of the journal say what is wrong and where, and end with 1 then."""

from pathlib import Path

import pytest
from sqlalchemy import text

from databases import ANNA, DOOR, UNIT, a_message, take
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
    (tmp_path / "empty.db").touch()
    assert main(["journal", "verify", "--database", f"sqlite:///{tmp_path / 'empty.db'}"]) == 1
    told = capsys.readouterr().err
    assert "K803" in told
    assert str(tmp_path) not in told


@pytest.mark.parametrize(
    "command",
    [
        ["journal", "verify"],
        ["journal", "rebuild"],
        ["journal", "rewrap"],
        ["replay"],
        ["send", "--units", "examples/units.toml", "--once"],
        ["serve", "--units", "examples/units.toml"],
        ["journal", "erase", "--unit", UNIT, "--as", "dan", "--referral", "x", "--because", "sent_in_error"],
    ],
)
def test_a_mistyped_file_is_told_in_one_line_and_never_made(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--database", f"sqlite:///{tmp_path / 'klotk.db'}"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("klokt: K801 there is no such file")
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def erasing(url: str, *more: str) -> list[str]:
    """The command that erases the person of the only referral."""
    with Store(url) as store:
        (item,) = store.open_for(ANNA).worklist(UNIT)
    told = ["--unit", UNIT, "--as", "dan", "--referral", item.stream, "--because", "asked_by_the_person"]
    return ["journal", "erase", "--database", url, *told, *more]


def referrals(url: str) -> int:
    """How many referrals can be read."""
    with Store(url) as store:
        anna = store.open_for(ANNA)
        return len(anna.referrals([each.stream for each in anna.worklist(UNIT)]))


def test_an_erasure_is_told_before_it_is_done_and_done_when_that_is_confirmed(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = erasing(url)
    assert main(command) == 0
    assert "would destroy all that 2 referrals, messages and courses tell" in capsys.readouterr().out
    assert referrals(url) == 1
    assert main([*command, "--yes"]) == 0
    assert referrals(url) == 0
    assert main([*command, "--yes"]) == 0
    assert "erased before" in capsys.readouterr().out
    assert main(["journal", "verify", "--database", url]) == 0


def test_an_erasure_in_another_unit_or_of_nothing_is_refused(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = erasing(url, "--yes")
    for place, other in ((command.index(UNIT), "unit_b"), (command.index("--referral") + 1, "referral-nobody-0")):
        assert main([*command[:place], other, *command[place + 1 :]]) == 1
        assert "K703" in capsys.readouterr().err
    assert referrals(url) == 1


def test_an_erasure_that_does_not_say_who_or_why_is_wrong_usage(url: str) -> None:
    assert main(["journal", "erase", "--database", url, "--unit", UNIT, "--yes"]) == 2


FIRST, SECOND = {"KLOKT_KEY": "ab" * 32}, {"KLOKT_KEY": "cd" * 32}


def test_keys_that_lie_as_they_are_are_counted_and_wrapped_on_demand(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify, rewrap = (["journal", step, "--database", url] for step in ("verify", "rewrap"))
    assert main(verify) == 0
    assert "1 keys of persons lie in the database as they are" in capsys.readouterr().out
    assert main(rewrap) == 1
    assert "K804 there is no master key" in capsys.readouterr().err
    (tmp_path / "key").write_text(f"{FIRST['KLOKT_KEY']}\n")
    in_a_file = {"KLOKT_KEY_FILE": str(tmp_path / "key")}
    assert main(rewrap, in_a_file) == 0
    assert main(verify, in_a_file) == 0
    assert "no key of a person lies in the database as it is" in capsys.readouterr().out


def test_a_master_key_is_changed_and_the_one_before_opens_nothing_then(url: str) -> None:
    verify, rewrap, replay = (
        [*step, "--database", url] for step in (["journal", "verify"], ["journal", "rewrap"], ["replay"])
    )
    assert main(rewrap, FIRST) == 0
    assert main(rewrap, SECOND) == 1
    assert main(rewrap, {**SECOND, "KLOKT_EARLIER_KEY": FIRST["KLOKT_KEY"]}) == 0
    assert [main(verify, each) for each in (FIRST, {}, SECOND)] == [1, 1, 0]
    assert main(replay, SECOND) == 0


def test_a_key_of_another_form_is_refused_without_being_told(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify", "--database", url], {"KLOKT_KEY": "secret"}) == 1
    told = capsys.readouterr().err
    assert "K804" in told
    assert "secret" not in told
