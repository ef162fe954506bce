"""Tell which country's form a FHIR request is, by who gave out its numbers, codes and profiles."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

_ARCS = {"urn:oid:1.2.208.": "DK", "urn:oid:2.16.578.": "NO"}
"""The roots of the object identifiers that Denmark and Norway give out (ISO 3166-1 numeric 208 and 578)."""

_DOMAINS = {"dk": "DK", "no": "NO"}
_TELLING = {"system", "profile", "url"}


def country_of(*bodies: Mapping[str, object] | None) -> str | None:
    """Return the country (ISO 3166-1) that all national systems and profiles belong to; None where none do, or several.

    A person number of a country is one of its systems.
    """
    found = {_country(address) for body in bodies for address in _addresses(body)} - {None}
    return found.pop() if len(found) == 1 else None


def _addresses(part: object, key: str = "") -> Iterator[str]:
    """Yield every address of a system, profile or extension in a resource."""
    match part:
        case str() if key in _TELLING:
            yield part
        case list():
            for each in part:
                yield from _addresses(each, key)
        case Mapping():
            for name, each in part.items():
                yield from _addresses(each, str(name))


def _country(address: str) -> str | None:
    for root, country in _ARCS.items():
        if address.startswith(root):
            return country
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    return _DOMAINS.get(host.rpartition(".")[2])
