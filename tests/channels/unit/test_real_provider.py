"""The whole round of signing in, with a provider that others have written, in a process of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from channels.unit.house import a_house
from channels.unit.signing import entering, provider_file
from klokt.channels.unit.doorkeepers import at_provider

MODULE = "oidc_provider_mock"
KARI = {"sub": "kari", "name": "Kari Eksempel", "groups": ["imaging-assessors"]}
STARTS_WITHIN = 60


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """Run the provider at a free port; without it the tests are skipped, or fail where it is required."""
    if find_spec(MODULE) is None:
        if os.environ.get("KLOKT_PROVIDER") == "required":
            pytest.fail(f"{MODULE} is not installed (KLOKT_PROVIDER=required)")
        pytest.skip(f"{MODULE} is not installed")
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    told = ["--require-nonce", "--port", str(port), "--user-claims", json.dumps(KARI)]
    with subprocess.Popen([sys.executable, "-m", MODULE, *told], stderr=subprocess.DEVNULL) as provider:  # noqa: S603 - ours
        try:
            yield _answering(f"http://127.0.0.1:{port}")
        finally:
            provider.terminate()


def _answering(issuer: str) -> str:
    for _ in range(STARTS_WITHIN * 5):
        try:
            httpx.get(f"{issuer}/.well-known/openid-configuration").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return issuer
    raise TimeoutError


def test_a_person_signs_in_there_once_and_may_sign_out_there(issuer: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("made-up", encoding="utf-8")
    file = provider_file(tmp_path, issuer, 'client_secret_file = "secret"')
    with a_house(tmp_path) as still:
        house = replace(still, now=lambda: datetime.now(UTC))
        with entering(house, at_provider(house, file)) as client:
            there = client.get("/nb/sign-in/provider", params={"back": "/nb/account"}).headers["location"]
            back = httpx.post(there, data={"sub": "kari"}).headers["location"].removeprefix("http://127.0.0.1:8000")
            assert client.get(back).headers["location"] == "/nb/account"
            assert "Kari Eksempel" in client.get("/nb/account").text
            assert client.get(back).status_code == 403
            assert f"{issuer}/oauth2/end_session?" in client.get("/nb/signed-out").text


def test_whoever_breaks_off_there_is_not_let_in(issuer: str, tmp_path: Path) -> None:
    with a_house(tmp_path) as house, entering(house, at_provider(house, provider_file(tmp_path, issuer))) as client:
        there = client.get("/nb/sign-in/provider").headers["location"]
        back = httpx.post(there, data={"action": "deny"}).headers["location"].removeprefix("http://127.0.0.1:8000")
        assert client.get(back).status_code == 403
        assert client.get("/nb/account").status_code == 303
