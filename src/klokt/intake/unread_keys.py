"""Find the keys of a JSON form that nobody reads: a likely slip is refused, any other is noticed."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from klokt.errors import IntakeError
from klokt.model.referral import Notice

_READ_KEYS = frozenset(
    {
        "referral_date",
        "patient",
        "requester_role",
        "requested",
        "text",
        "known_facts",
        "known_facts_by_site",
        "known_facts_evidence",
    }
)
"""The keys that tell that an object is a referral; its id does not."""

_GOLD_KEYS = {"facts", "gold", "evidence", "expected", "acceptable", "difficulty", "tags"}
_REFERRAL = _READ_KEYS | {"id", "country"}
_PARTS = {
    "patient": {"birth_date", "sex"},
    "requested": {"modality", "body_site", "laterality", "code_text"},
    "known_facts_by_site": {"site", "side", "facts"},
}
_OTHER_NAMES = {
    "patient": {"gender": "sex", "dateofbirth": "birth_date"},
    "requested": {"side": "laterality", "site": "body_site"},
    "known_facts_by_site": {"laterality": "side", "body_site": "site"},
}
_SHOWABLE = re.compile(r"[a-z_]{1,40}")
_LIKENESS = 0.7


def is_form(value: Mapping[str, object]) -> bool:
    """Return whether the object has a key of a referral, or one that is likely meant for it."""
    keys = [key.casefold() for key in value]
    return not _READ_KEYS.isdisjoint(keys) or any(_meant(key, _READ_KEYS, {}) for key in keys)


def unread_keys(form: Mapping[str, object]) -> tuple[Notice, ...]:
    """Return a notice K331 for each key that is not read; raise IntakeError K303 for a likely slip of the pen.

    Labels of an example (facts, gold, expected and the like) and keys that begin with "_" are left alone.
    """
    found = list(_unread(form, "$", _REFERRAL, {}, _GOLD_KEYS))
    for part, names in _PARTS.items():
        for path, value in _objects(form.get(part), f"$.{part}"):
            found += _unread(value, path, names, _OTHER_NAMES[part], set())
    return tuple(found)


def _objects(value: object, path: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the object, or the objects of a list, each with its path; what has another type is not looked into."""
    if isinstance(value, dict):
        yield path, value
    elif isinstance(value, list):
        yield from ((f"{path}[{n}]", each) for n, each in enumerate(value) if isinstance(each, dict))


def _unread(
    value: Mapping[str, object], path: str, names: set[str] | frozenset[str], other: Mapping[str, str], left: set[str]
) -> Iterator[Notice]:
    for key in value:
        if key in names or key in left or key.startswith("_"):
            continue
        shown = f'field "{key}"' if _SHOWABLE.fullmatch(key) else "field"
        meant = _meant(key.casefold(), names, other)
        if meant:
            raise IntakeError("K303", f'{path}: unknown {shown}; did you mean "{meant}"?')
        yield Notice("K331", f"{path}: unknown {shown}, which is not read")


def _meant(key: str, names: set[str] | frozenset[str], other: Mapping[str, str]) -> str | None:
    near = get_close_matches(key, sorted(names), 1, _LIKENESS)
    return other.get(key) or (near[0] if near else None)
