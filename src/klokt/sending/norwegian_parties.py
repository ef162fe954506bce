"""Between whom a Norwegian answer goes, and its own id and moment; the parties are those of the message it answers."""

from dataclasses import dataclass
from datetime import datetime

from klokt.errors import SendingError
from klokt.intake.norwegian_header import Header, Organisation
from klokt.sending.xml_tree import writable

KINDS = {
    "HER": "HER-id",
    "ENH": "Organisasjonsnummeret i Enhetsregisteret",
    "RSH": "RESH-id",
    "HPR": "HPR-nummer",
}
"""The kinds of number by which a party may be named, with their names (Volven 9051 and 8268)."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around an answer: its own id, when it is made, and between whom it goes."""

    id: str
    made: datetime
    sender: Organisation
    receiver: Organisation


def answering(header: Header, own_id: str, made: datetime) -> Envelope:
    """Return the envelope of an answer: it goes back to whoever sent the message, from whoever received it."""
    return Envelope(own_id, made, header.receiver, header.sender)


def moment(made: datetime) -> str:
    """Return a moment as the messages write it, with its time zone and without fractions of a second."""
    return made.replace(microsecond=0).isoformat()


def refuse_incomplete(envelope: Envelope) -> None:
    """Raise SendingError K602 where the id, the time zone, or the name or number of a party is missing."""
    missing = [] if _says(envelope.id) else ["an id of its own"]
    missing += [] if envelope.made.tzinfo else ["the time zone of its moment"]
    for role, party in (("sender", envelope.sender), ("receiver", envelope.receiver)):
        missing += [] if _says(party.name) else [f"the name of its {role}"]
        missing += [] if numbers_of(party) else [f"a number of its {role}: {', '.join(KINDS)}"]
    if missing:
        raise SendingError("K602", f"the answer lacks {'; '.join(missing)}")


def _says(text: str | None) -> bool:
    return bool(writable(text or "").strip())


def numbers_of(party: Organisation) -> list[tuple[str, str]]:
    """Return the numbers of a party that a message can name it by, the address register's first."""
    return sorted(
        ((kind, number) for kind, number in party.numbers if kind in KINDS), key=lambda each: each[0] != "HER"
    )
