"""Decode JSON without guessing: no duplicate keys, no NaN, no broken text, no crash on deep nesting."""

import json
import re

import msgspec

from klokt.errors import IntakeError

_MALFORMED = re.compile(r"JSON is malformed: (?P<why>.+) \(byte (?P<byte>\d+)\)")
_PYTHON = re.compile(rb"True|False|None|'")
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


def fault(raw: bytes) -> tuple[int, int] | None:
    """Return the line and column, counted from 1, where the bytes stop being JSON; None where it cannot be told."""
    try:
        raw.decode()
        msgspec.json.decode(raw)
    except UnicodeDecodeError as error:
        position = error.start
    except msgspec.DecodeError as error:
        position = _position(raw, error)
    except RecursionError:
        return None
    else:
        return None
    before = raw[:position].decode(errors="replace").split("\n")
    return len(before), len(before[-1]) + 1


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
        raise IntakeError("K301", f"not JSON: {_why(raw, error)}") from None
    return value


def _position(raw: bytes, error: msgspec.DecodeError) -> int:
    """Return the byte that the decoder names, or the end where it wanted more."""
    match = _MALFORMED.fullmatch(str(error))
    return int(match["byte"]) if match else len(raw.rstrip())


def _why(raw: bytes, error: msgspec.DecodeError) -> str:
    """Return the decoder's reason, which never holds a value, or what to write instead of a word of Python."""
    match = _MALFORMED.fullmatch(str(error))
    if match is None:
        return "it is cut off or malformed"
    if _PYTHON.match(raw, _position(raw, error)):
        return 'JSON writes true, false, null and "..." with double quotes'
    return match["why"]


def _too_deep() -> IntakeError:
    return IntakeError("K301", "not JSON that can be read: nested too deeply")


def _refuse_duplicates(pairs: list[tuple[str, object]]) -> None:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            name = f'"{key}"' if _SHOWABLE.fullmatch(key) else "a key"
            raise IntakeError("K304", f"{name} is given twice in one object; give it once")
        seen.add(key)
