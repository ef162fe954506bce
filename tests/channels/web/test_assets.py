"""The files beside the pages: what others made is unchanged, and an address never gets another content."""

import gzip
import hashlib
import tomllib
from base64 import b64encode
from importlib.resources import files

import pytest

from channels.web.browsing import browsing, every_page
from klokt.channels.web.assets import Assets
from klokt.drawing.palette import DARK

VENDOR = files("klokt.channels.web") / "static" / "vendor"
MANIFEST = tomllib.loads((VENDOR / "manifest.toml").read_text(encoding="utf-8"))
FIRST_VIEW = 150_000
"""How many bytes a first view may take without fonts."""


@pytest.mark.parametrize("name", MANIFEST)
def test_a_file_of_others_is_the_one_that_the_manifest_names(name: str) -> None:
    data = (VENDOR / name).read_bytes()
    assert b64encode(hashlib.sha384(data).digest()).decode() == MANIFEST[name]["sha384"]
    assert (VENDOR / MANIFEST[name]["licence_file"]).is_file()


def test_every_file_of_others_is_in_the_manifest() -> None:
    named = {"manifest.toml", *MANIFEST, *(entry["licence_file"] for entry in MANIFEST.values())}
    assert {entry.name for entry in VENDOR.iterdir()} == named


def test_a_file_is_kept_for_good_and_sent_in_gzip_where_that_is_read() -> None:
    url = Assets().url("vendor/htmx.min.js")
    with browsing() as client:
        zipped = client.get(url, headers={"Accept-Encoding": "gzip"})
        plain = client.get(url, headers={"Accept-Encoding": "identity"})
    assert "immutable" in zipped.headers["cache-control"]
    assert (zipped.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert zipped.content == plain.content == (VENDOR / "htmx.min.js").read_bytes()


@pytest.mark.parametrize(
    "url", ["/static/0000000000000000/klokt.css", "/static/{edition}/../words.toml", "/static/{edition}/no"]
)
def test_an_address_of_another_edition_or_outside_the_folder_is_not_found(url: str) -> None:
    with browsing() as client:
        assert client.get(url.format(edition=Assets().edition)).status_code == 404


def test_the_first_view_of_a_referral_is_small() -> None:
    assets = Assets().assets.items()
    fetched = [asset.zipped or asset.plain for name, asset in assets if not name.endswith("woff2")]
    page = gzip.compress(every_page()["/nb/referrals/a-1"].content)
    assert sum(map(len, fetched)) + len(page) < FIRST_VIEW


def test_a_flowchart_has_the_dark_colours_of_the_palette() -> None:
    style = Assets().assets["flow.css"].plain.decode()
    assert all(colour in style for kind in DARK.kinds.values() for colour in kind)
