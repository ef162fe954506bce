"""The doors over real HTTP: what docs/doors.md shows works, and a server that is killed loses nothing."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from channels.doors.bringing import EXAMPLES, items, promises, put_on_hold
from channels.doors.served import free_port, server
from channels.unit.house import NOW, units
from killing_served import faults, kill_served
from klokt.channels.unit.house import House
from klokt.storage.store import Store

PAGE = (EXAMPLES.parent / "docs" / "doors.md").read_text("utf-8")
COMMANDS = re.findall(r"^curl .+$", PAGE, re.MULTILINE)


def run(command: str, port: int) -> str:
    """Run a command of the page against a port, and return what it wrote."""
    words = shlex.split(command.replace("8000", str(port)))
    done = subprocess.run(words, cwd=EXAMPLES.parent, capture_output=True, text=True, check=True)  # noqa: S603 (our page)
    return done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_commands_of_the_page_do_what_it_says(url: str) -> None:
    port = free_port()
    with Store(url) as store, server(url, port):
        house = House(store, units(), lambda: NOW)
        metadata, an_order, a_report, xml = COMMANDS
        assert '"CapabilityStatement"' in run(metadata, port)
        assert '"informational"' in run(an_order, port)
        put_on_hold(house, items(house)[0].stream)
        assert '"informational"' in run(a_report, port)
        assert promises(house)["mr_after_unexplained_xray"] == "open"
        assert '<Status V="1"' in run(xml, port)


def test_what_was_acknowledged_is_there_once_when_the_server_is_killed(url: str, tmp_path: Path) -> None:
    with Store(url) as store:
        store.upgrade()
    lives = kill_served(url, tmp_path, times=3, seed=6)
    assert lives.taken
    assert faults(url, tmp_path, lives) == []
