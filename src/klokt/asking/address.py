"""Where a second reader may be: at an https address, or on this machine."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from klokt.errors import SecondReaderError


def checked_address(url: str) -> SplitResult:
    """Return the parts of a second reader's base URL; raise SecondReaderError (K901) where it may not be asked.

    It is https, or http to this machine: localhost, or a loopback address written as a number. The message never
    holds the URL, which may have a key in it by mistake.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise SecondReaderError("K901", "the second reader's address is not a URL") from None
    if parts.scheme not in ("https", "http") or not host:
        raise SecondReaderError("K901", "the second reader's address must begin with https:// and name a host")
    if not (url.isascii() and url.isprintable()) or " " in url:
        raise SecondReaderError("K901", "the second reader's address must be printable ASCII without spaces")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SecondReaderError("K901", "the second reader's address must hold no user, key, query or fragment")
    if parts.scheme == "http" and not _is_here(host):
        raise SecondReaderError("K901", "the second reader must be asked over https, unless it is on this machine")
    return parts


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
