"""Where a text may be sent: over https, or to this machine."""

import pytest

from klokt.asking.address import checked_address
from klokt.errors import SecondReaderError


@pytest.mark.parametrize(
    "url",
    [
        "https://llm.hospital.example",
        "https://10.0.0.7:8443/v1",
        "http://localhost:8080",
        "http://127.0.0.1:8080",
        "http://127.8.8.8",
        "http://[::1]:8080",
        "HTTP://LOCALHOST",
    ],
)
def test_an_address_that_may_be_asked(url: str) -> None:
    assert checked_address(url).hostname


@pytest.mark.parametrize(
    "url",
    [
        "http://llm.hospital.example",
        "http://10.0.0.7",
        "http://192.168.1.2:8080",
        "http://127.0.0.1.example",
        "http://localhost.example",
        "http://0.0.0.0",
        "ftp://localhost",
        "file:///etc/hosts",
        "localhost:8080",
        "//localhost",
        "https://",
        "https://[::1",
        "https://host:port",
        "https://host:99999",
        "https://user@host",
        "https://:secret@host",
        "https://host/?key=secret",
        "https://host/#secret",
        "https://host/a b",
        "https://host/\r\nX: secret",
        "https://vært.example",
        "",
    ],
)
def test_an_address_that_may_not_be_asked_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(SecondReaderError) as caught:
        checked_address(url)
    assert caught.value.code == "K901"
    assert "secret" not in caught.value.message
