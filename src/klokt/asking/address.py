"""Where a second reader may be: at an https address, or on this machine or a private network."""

from ipaddress import ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from klokt.errors import SecondReaderError

_AT_HOME = tuple(
    map(ip_network, ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"))
)
"""Loopback, and the private networks of RFC 1918 and RFC 4193."""


def checked_address(url: str) -> SplitResult:
    """Return the parts of a second reader's base URL; raise SecondReaderError (K701) where it may not be asked.

    It is https, or http to loopback or a private address written as a number, so that no name can lead elsewhere.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise SecondReaderError("K701", "the second reader's address is not a URL") from None
    if parts.scheme not in ("https", "http") or not host:
        raise SecondReaderError("K701", "the second reader's address must begin with https:// and name a host")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SecondReaderError("K701", "the second reader's address must hold no user, key, query or fragment")
    if parts.scheme == "http" and not _at_home(host):
        raise SecondReaderError(
            "K701", "the second reader must be asked over https, unless it is at localhost or a private IP address"
        )
    return parts


def _at_home(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost"
    return any(address.version == home.version and address in home for home in _AT_HOME)
