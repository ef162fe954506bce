"""A door is known by its token, in the unit that gave it; who is refused is counted, and not named."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from klokt.channels.doors.door import Door, Keeper
from klokt.channels.unit.settings import read_units
from klokt.content.load import library, load, usable
from klokt.errors import UnitError
from klokt.model.access import BRINGS, READS

HERE, THERE = Door("unit_a", "practices"), Door("unit_b", "practices", brings_reports=True)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        """Return what it is set to."""
        return self.now


def keeper(*tokens: str, clock: Clock | None = None) -> Keeper:
    """A keeper of two doors with these tokens."""
    known = [sha256(each.encode()).hexdigest() for each in tokens]
    return Keeper(zip((HERE, THERE), known, strict=True), clock or Clock())


@pytest.mark.parametrize(
    ("shown", "unit", "found"),
    [
        ("Bearer one", None, HERE),
        ("bearer two", None, THERE),
        ("Bearer two", "unit_b", THERE),
        ("Bearer two", "unit_a", None),
        ("Bearer three", None, None),
        ("Bearer ", None, None),
        ("one", None, None),
        (None, None, None),
    ],
)
def test_a_token_leads_to_its_own_door(shown: str | None, unit: str | None, found: Door | None) -> None:
    assert keeper("one", "two").door_for(shown, "fhir", unit) == found


def test_a_token_of_two_units_opens_neither_unless_the_unit_is_told() -> None:
    same = keeper("one", "one")
    assert (same.door_for("Bearer one", "xml"), same.door_for("Bearer one", "xml", "unit_b")) == (None, THERE)


def test_a_door_of_one_kind_opens_no_other() -> None:
    only = Door("unit_a", "practices", kind="xml")
    kept = Keeper([(only, sha256(b"one").hexdigest())], Clock())
    assert (kept.door_for("Bearer one", "xml"), kept.door_for("Bearer one", "fhir")) == (only, None)


def test_a_door_reads_only_where_it_brings_reports() -> None:
    assert (HERE.access.units(BRINGS), HERE.access.units(READS)) == (("unit_a",), ())
    assert THERE.access.units(READS) == ("unit_b",)


def test_the_refused_are_told_once_a_minute_all_together(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    kept = keeper("one", "two", clock=clock)
    for seconds in (0, 1, 2, 61):
        clock.now = NOW + timedelta(seconds=seconds)
        kept.door_for("Bearer wrong-token", "fhir")
    assert [each.args for each in caplog.records] == [(1,), (3,)]
    assert "wrong-token" not in caplog.text


def test_two_doors_with_one_token_are_refused(tmp_path: Path) -> None:
    door = f'[[unit.door]]\nid = "a"\ntoken_sha256 = "{"0" * 64}"\n'
    guideline = '[[unit.guideline]]\nid = "no_knee_hip_imaging"\n'
    units = [f'[[unit]]\nid = "{name}"\nname = "x"\nzone = "Europe/Oslo"\n{guideline}{door}' for name in "ab"]
    body = "".join(units)
    (tmp_path / "units.toml").write_text(body)
    folders = library()
    with pytest.raises(UnitError, match="the same token"):
        read_units(tmp_path / "units.toml", [usable(load(each)) for each in folders.values()], folders)
