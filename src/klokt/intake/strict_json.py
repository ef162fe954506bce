"""Decode JSON without guessing: no duplicate keys, no NaN, no broken text, no crash on deep nesting."""

import json
import re

import msgspec

from klokt.errors import IntakeError

_SHOWABLE = re.compile(r"[A-Za-z_]{1,40}")


def decode(raw: bytes) -> object:
    """Return the value of a JSON document in UTF-8.

    Raises IntakeError K301 where it is not JSON, and K304 where an object gives the same key twice: which of
    the two is meant cannot be told.
    """
    value = _parse(raw)
    try:
        json.loads(raw, object_pairs_hook=_refuse_duplicates)
    except RecursionError:
        raise _too_deep() from None
    return value


def is_json(raw: bytes) -> bool:
    """Return whether the bytes are one JSON document; duplicate keys are not looked for."""
    try:
        _parse(raw)
    except IntakeError:
        return False
    return True


def elements(raw: bytes) -> list[bytes]:
    """Return the elements of a JSON array, each to be decoded on its own."""
    return [bytes(element) for element in msgspec.json.decode(raw, type=list[msgspec.Raw])]


def _parse(raw: bytes) -> object:
    try:
        value: object = msgspec.json.decode(raw)
    except RecursionError:
        raise _too_deep() from None
    except UnicodeDecodeError:
        raise IntakeError("K301", "not JSON: the bytes are not UTF-8") from None
    except msgspec.DecodeError as error:
        # The decoder's reason names a byte, never a value.
        match = re.fullmatch(r"JSON is malformed: (.+ \(byte \d+\))", str(error))
        raise IntakeError("K301", f"not JSON: {match[1] if match else 'it is cut off or malformed'}") from None
    return value


def _too_deep() -> IntakeError:
    return IntakeError("K301", "not JSON that can be read: nested too deeply")


def _refuse_duplicates(pairs: list[tuple[str, object]]) -> None:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            name = f'"{key}"' if _SHOWABLE.fullmatch(key) else "a key"
            raise IntakeError("K304", f"{name} is given twice in one object; give it once")
        seen.add(key)
