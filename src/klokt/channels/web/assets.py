"""The files that a browser fetches beside a page: style, script and font, under an address that tells their content."""

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from klokt.drawing.palette import dark_rules
from klokt.letters.html import stylesheet

TYPES = {"css": "text/css", "js": "text/javascript", "woff2": "font/woff2"}
KEPT = "public, max-age=31536000, immutable"
"""A year: an address never gets another content."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: its type, its bytes, and the same bytes in gzip where that is shorter."""

    media_type: str
    plain: bytes
    zipped: bytes | None


class Assets:
    """The files of the folders static of some packages, with the styles of flowcharts and letters.

    Their address begins with the hash of them all.
    """

    def __init__(self, packages: Sequence[str] = ("klokt.channels.web",)) -> None:
        found = sorted(
            [
                *(each for package in packages for each in _files(files(package) / "static")),
                ("flow.css", _flow_style()),
                ("letter.css", stylesheet().encode()),
            ]
        )
        self.assets = {name: _asset(name, data) for name, data in found}
        digest = hashlib.sha256()
        for name, data in found:
            digest.update(name.encode() + b"\0" + data + b"\0")
        self.edition = digest.hexdigest()[:16]

    def url(self, name: str) -> str:
        """Return the address of a file; raise KeyError where there is none."""
        if name not in self.assets:
            raise KeyError(name)
        return f"/static/{self.edition}/{name}"


@get("/static/{edition:str}/{name:path}", sync_to_thread=False)
def asset(
    request: Request[Any, Any, Any], edition: FromPath[str], name: FromPath[str], assets: NamedDependency[Assets]
) -> Response[bytes]:
    """Send a file for good; an address of another edition is not known."""
    found = assets.assets.get(str(name).lstrip("/"))
    if found is None or edition != assets.edition:
        raise NotFoundException
    headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"}
    if found.zipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(found.zipped, media_type=found.media_type, headers=headers)
    return Response(found.plain, media_type=found.media_type, headers=headers)


def _files(folder: Traversable, below: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _files(entry, f"{below}{entry.name}/")
        elif entry.name.rpartition(".")[2] in TYPES:
            found.append((below + entry.name, entry.read_bytes()))
    return found


def _flow_style() -> bytes:
    """A flowchart is dark where the reader chose so, and where the system is dark and nobody chose."""
    rules = "\n".join(dark_rules())
    chosen = f'[data-color-scheme="dark"] {{\n{rules}\n}}'
    system = f'@media (prefers-color-scheme: dark) {{ [data-color-scheme="auto"] {{\n{rules}\n}} }}'
    return f"@media screen {{\n{chosen}\n{system}\n}}\n".encode()


def _asset(name: str, data: bytes) -> Asset:
    zipped = gzip.compress(data, 9, mtime=0)
    return Asset(TYPES[name.rpartition(".")[2]], data, zipped if len(zipped) < len(data) else None)
