"""Events as bytes that are the same for the same event, whoever writes them and whenever."""

import re
import zlib
from typing import get_args

import msgspec

from klokt.model.episode import Event as CourseEvent
from klokt.model.event import (
    Answer,
    Corrected,
    CourseRecorded,
    Happening,
    MessageDiffers,
    MessageTaken,
    Personal,
    Proposed,
    ReferralReceived,
)
from klokt.model.referral import Correction, Referral

_NAMED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENCODER = msgspec.json.Encoder(order="sorted")


def kind_of(what: type[Happening] | Happening) -> str:
    """Return the name under which a kind of event is kept: MessageTaken is message_taken."""
    name = what.__name__ if isinstance(what, type) else type(what).__name__
    return _NAMED.sub("_", name).lower()


_KINDS: dict[str, msgspec.json.Decoder[Happening]] = {
    kind_of(each): msgspec.json.Decoder(each) for each in get_args(Happening)
}
_PERSONAL: dict[str, msgspec.json.Decoder[Personal]] = {
    kind_of(ReferralReceived): msgspec.json.Decoder(Referral),
    kind_of(Proposed): msgspec.json.Decoder(Answer),
    kind_of(CourseRecorded): msgspec.json.Decoder(CourseEvent),
    kind_of(Corrected): msgspec.json.Decoder(tuple[Correction, ...]),
}
_RAW = {kind_of(MessageTaken), kind_of(MessageDiffers), "letter_queued"}


def canonical(value: object) -> bytes:
    """Return the JSON of a value with its keys in order."""
    return _ENCODER.encode(value)


def happening(kind: str, body: bytes) -> Happening:
    """Return the event of a kind from its bytes."""
    return _KINDS[kind].decode(body)


def packed(personal: Personal) -> bytes:
    """Return the bytes of the personal part of an event, made small."""
    return zlib.compress(personal if isinstance(personal, bytes) else canonical(personal), 1)


def unpacked(data: bytes) -> bytes:
    """Return the canonical bytes of a personal part as it was packed."""
    return zlib.decompress(data)


def personal(kind: str, data: bytes) -> Personal:
    """Return the personal part of an event of a kind, from the bytes of `unpacked`."""
    if kind in _RAW:
        return data
    decoder = _PERSONAL.get(kind)
    return msgspec.json.decode(data, type=str) if decoder is None else decoder.decode(data)
