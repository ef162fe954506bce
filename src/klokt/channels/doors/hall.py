"""What all doors share: whatever is brought is kept first, and answered after the commit."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256

from klokt.channels.doors.door import Door, Keeper
from klokt.channels.unit.house import House
from klokt.errors import IntakeError, TriageError
from klokt.intake.arrived import envelope_of, is_result, read_message, result_of
from klokt.intake.envelopes import Envelope
from klokt.intake.identifiers import looks_personal
from klokt.model.event import MessageNotRead, Proposed
from klokt.triage.gather import Gatherer
from klokt.triage.receive import Incoming, Receipt, referral_stream
from klokt.triage.results import Following, take_result

LARGEST = 10_000_000
"""How many bytes a message may have; attachments belong in messages of their own."""

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a message that was brought: durable, whatever it says.

    `parts` has the stream of each referral in order, or what keeps it from being read, which a person must look at.
    """

    message: str
    parts: tuple[str | MessageNotRead, ...]
    repeated: bool = False
    differs: bool = False

    @property
    def referrals(self) -> tuple[str, ...]:
        """The streams of the referrals that were taken in, or that a report answered."""
        return tuple(each for each in self.parts if isinstance(each, str))

    @property
    def problems(self) -> tuple[MessageNotRead, ...]:
        """What a person must look at."""
        return tuple(each for each in self.parts if isinstance(each, MessageNotRead))


class Hall:
    """The doors of a house. Those who come at the same time, by threads of their own, share a transaction."""

    def __init__(self, house: House) -> None:
        self._house = house
        settings = [(unit, each) for unit, at_work in house.units.items() for each in at_work.settings.door]
        doors = [(Door.of(unit, each), each.token_sha256) for unit, each in settings]
        self.keeper = Keeper(doors, house.now)
        self._gatherers = {door: self._gatherer(door) for door, _ in doors}

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return self._house.now()

    def open(self, door: Door) -> None:
        """Open a door that no token leads to, such as that of a folder."""
        self._gatherers[door] = self._gatherer(door)

    def bring(self, door: Door, raw: bytes) -> Delivered:
        """Keep a message of referrals, or a report, and return what became of it once that is durable.

        A report at a door that brings none is a message like others, which a person must look at. Raises TriageError
        K702 for a sender who may not use the door, and StoreError where nothing can be kept now.
        """
        envelope = envelope_of(raw)
        if door.senders and envelope.sender not in door.senders:
            raise TriageError("K702", "the sender that the message names may not use this door; nothing was kept")
        if door.brings_reports and is_result(raw):
            return self._report(door, raw, envelope)
        now, zone = self._house.now(), self._house.units[door.unit].settings.place
        incoming = _incoming(door, raw, envelope)
        receipt = self._gatherers[door].receive(incoming, now, now.astimezone(zone).date())
        if receipt.differs:
            return Delivered(receipt.message, (), receipt.repeated, differs=True)
        if receipt.problems or receipt.repeated:
            return Delivered(receipt.message, _parts(receipt, raw), receipt.repeated)
        return Delivered(receipt.message, receipt.referrals)

    def _report(self, door: Door, raw: bytes, envelope: Envelope) -> Delivered:
        """A report may be corrected under its own name, so each content of it is a message."""
        plain = _incoming(door, raw, envelope)
        incoming = replace(plain, id=f"{plain.id}#{sha256(raw).hexdigest()}")
        journal = self._house.store.open_for(door.access)
        follow = partial(self._follow, door.unit)
        receipt = take_result(journal, incoming, result_of, follow, self._house.now())
        return Delivered(receipt.message, (*receipt.referrals, *receipt.problems), receipt.repeated)

    def _follow(self, unit: str, made: Proposed) -> Following:
        guides = self._house.units[unit].guides
        guideline = guides.guidelines.get(made.guideline)
        if guideline is None:
            raise TriageError("K708", f"{made.guideline} is not among the guidelines of the unit any more")
        return Following(
            lambda referral, said: guides.propose(referral, guideline.id, made.audience, made.on, said),
            self._house.terms(unit, guideline),
        )

    def _gatherer(self, door: Door) -> Gatherer:
        unit = self._house.units[door.unit]
        journal = self._house.store.open_for(door.access)
        return Gatherer(journal, read_message, unit.guides.assess, unit.settings.triage_days)


def _incoming(door: Door, raw: bytes, envelope: Envelope) -> Incoming:
    """The message under its own name, or under the digest of its bytes where it has none."""
    name = _shown(envelope.id) if envelope.id else f"sha256:{sha256(raw).hexdigest()}"
    sender = _shown(envelope.sender) if envelope.sender else door.id
    return Incoming(door.unit, door.id, sender, name, raw, envelope.person)


def _shown(name: str) -> str:
    """A name as it may stand in the journal: a digest of one that may be a person's, or is no name at all."""
    if looks_personal(name) or len(name) > _LONGEST_NAME or not name.isprintable():
        return f"sha256:{sha256(name.encode()).hexdigest()}"
    return name


def _parts(receipt: Receipt, raw: bytes) -> tuple[str | MessageNotRead, ...]:
    """The referrals and what cannot be read, in the order of the message."""
    parts: list[str | MessageNotRead] = []
    try:
        for each in read_message(raw):
            if isinstance(each, IntakeError):
                parts.append(MessageNotRead(each.code, each.message))
            else:
                parts.append(referral_stream(receipt.message, sum(isinstance(one, str) for one in parts)))
    except Exception as error:  # it was kept as what a person must look at
        return (MessageNotRead("K700", f"the program failed with {type(error).__name__}"),)
    return tuple(parts) or (MessageNotRead("K302", "there is no referral in the message"),)
