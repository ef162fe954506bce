"""The demo pages in a browser: one server and one Chromium for all tests, and a page that notes what goes wrong."""

import os
import shutil
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import ConsoleMessage, Page, expect

from klokt.channels.web.app import web_app
from klokt.channels.web.correction_file import CorrectionFile
from klokt.channels.web.desk import Desk
from klokt.content.load import library, load, usable

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
DAY = date(2026, 11, 23)
NAMES = ("chromium", "chromium-browser", "google-chrome")
expect.set_options(timeout=20_000)  # a busy machine is slow, and waiting longer costs nothing where all is well
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`content security policy: ${event.effectiveDirective} ${event.blockedURI}`))
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and run them after all others: they take longest."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the Chromium of this machine; without one the tests are skipped, or fail where it is required."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        told = "no Chromium was found; on Debian or Ubuntu: apt-get install chromium"
        if os.environ.get("KLOKT_BROWSER") == "required":
            pytest.fail(f"{told} (KLOKT_BROWSER=required)")
        pytest.skip(told)
    return {**browser_type_launch_args, "executable_path": found, "args": FLAGS}


@pytest.fixture(scope="session")
def corrections(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the pages keep corrections in."""
    return tmp_path_factory.mktemp("kept") / "corrections.jsonl"


@pytest.fixture(scope="session")
def base_url(corrections: Path) -> Iterator[str]:
    """Serve the example referrals, two that cannot be read among them, and courses, at a free port of this machine."""
    names = ("web_referrals.jsonl", "web_unreadable.json", "web_episodes.jsonl")
    files = [(name, (EXAMPLES / name).read_bytes()) for name in names]
    guidelines = [usable(load(folder)) for folder in library().values()]
    desk = Desk(guidelines, files, kept_in=CorrectionFile(corrections, lambda: DAY))
    server = uvicorn.Server(uvicorn.Config(web_app(desk), access_log=False, log_level="warning"))
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """Open addresses of the server of this file of tests: what the plugin keeps is that of the first of all files."""
    return {**browser_context_args, "base_url": base_url}


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of: errors of scripts, of the console, and of the content security policy."""
    return []


@pytest.fixture
def page(page: Page, base_url: str, complaints: list[str]) -> Iterator[Page]:
    """Open a page; every test fails in which the browser complains.

    The answer that a page of an error is, and the icon that a browser seeks beside a PDF, are meant to be so.
    """

    def on_console(message: ConsoleMessage) -> None:
        url = message.location["url"]
        is_meant = "Failed to load resource" in message.text and url in (page.url, f"{base_url}/favicon.ico")
        if message.type == "error" and not is_meant:
            complaints.append(f"{message.text} {url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.add_init_script(REPORT_VIOLATIONS)
    page.set_default_timeout(20_000)
    yield page
    page.evaluate("null")  # what the browser said before this is heard by now
    assert complaints == []
