"""What can happen to a referral in the unit that receives it: the events of the journal.

Each class holds what may be read by all who may see the referral; what tells of the person stands apart, as the
`personal` part of `New` and `Recorded`, and can be erased without touching the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from klokt.model.decision import Choice, Override
from klokt.model.episode import Event as CourseEvent
from klokt.model.expression import Value
from klokt.model.fact import Audience
from klokt.model.followed import CourseClosed, CourseConcerns, CourseFollowed, CourseLetter
from klokt.model.owed import (
    LetterFailed,
    LetterQueued,
    LetterSending,
    LetterSent,
    LetterWithdrawn,
    ObligationAwaited,
    ObligationClosed,
    ObligationOpened,
)
from klokt.model.proposal import Duty, Proposal
from klokt.model.referral import Correction, Notice, Referral, SetAside
from klokt.model.second_reading import SecondRead, SecondReadingSettled, SecondReadingWanted


@dataclass(frozen=True, slots=True)
class MessageTaken:
    """A message came in at a door. Personal: its bytes, whose SHA-256 stands here in hexadecimal."""

    door: str
    sender: str
    message: str
    sha256: str


@dataclass(frozen=True, slots=True)
class MessageNotRead:
    """The message, or a part of it, could not be read: an error code and what to do. A person must look."""

    code: str
    problem: str


@dataclass(frozen=True, slots=True)
class MessageDiffers:
    """The sender of an earlier message, whose stream is named, used its id for other content. Personal: those bytes."""

    earlier: str
    door: str
    sha256: str


@dataclass(frozen=True, slots=True)
class MessageSettled:
    """A person looked at a message that could not be read, or that differed, and did what there was to do."""

    how: str


@dataclass(frozen=True, slots=True)
class ReferralReceived:
    """A referral was read from a message, whose stream is named. Personal: the referral.

    `collected` says whether it belongs on the guideline's list; `because` is the outcome,
    alert or error code behind that.
    `not_assessed` says that an error kept klokt from proposing anything: a person must read it first.
    """

    message: str
    door: str
    kind: str
    referral_date: date | None
    collected: bool
    because: str
    deadline: date | None = None
    not_assessed: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """klokt proposed something: the leading outcome, and all that is needed to propose it again. Personal: the answer.

    `program` is the version of klokt. `alerts` are the rules that raise one, `missing` the facts that could still
    change the outcome, `duties` the obligations that it brings and whether they are open.
    """

    guideline: str
    edition: str
    content_hash: str
    on: date
    audience: Audience
    outcome: str
    effect: str
    urgency: str
    program: str
    alerts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    overrides: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A person said what facts are instead. Personal: the corrections. `facts` are the names of those corrected.

    `message` is the stream of the report that said so, where it was none of the unit's people.
    """

    facts: tuple[str, ...]
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A person looks at it; others see that, until then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Released:
    """The person who looked at it leaves it to others."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """It is for one person, or again for all."""

    to: str | None


@dataclass(frozen=True, slots=True)
class Snoozed:
    """It may rest until then, for a coded reason."""

    until: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Woken:
    """It rests no longer."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A person decided. Personal: the note, where there is one. `proposed` is what was proposed.

    `together` says that it was decided as proposed, for several referrals at once.
    """

    choice: Choice
    outcome: str
    proposed: str
    answers: int
    override: Override | None = None
    acknowledged: tuple[str, ...] = ()
    together: bool = False


@dataclass(frozen=True, slots=True)
class DecisionUndone:
    """The decision at that version was taken back before anything left the house."""

    version: int


@dataclass(frozen=True, slots=True)
class CourseRecorded:
    """Something happened in a patient's course, on a day. Personal: the event of the episode, with what was found."""

    episode: str
    type: str
    on: date


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody read the referral of that stream; `blind` where what was proposed and decided was not shown."""

    stream: str
    blind: bool = False


@dataclass(frozen=True, slots=True)
class PersonErased:
    """The key of a person was destroyed: nothing personal of it can be read again."""

    subject: str
    because: str


Happening = (
    MessageTaken
    | MessageNotRead
    | MessageDiffers
    | MessageSettled
    | ReferralReceived
    | Proposed
    | Corrected
    | Claimed
    | Released
    | Assigned
    | Snoozed
    | Woken
    | Decided
    | DecisionUndone
    | ObligationAwaited
    | ObligationOpened
    | ObligationClosed
    | LetterQueued
    | LetterSending
    | LetterSent
    | LetterFailed
    | LetterWithdrawn
    | SecondReadingWanted
    | SecondRead
    | SecondReadingSettled
    | CourseRecorded
    | CourseConcerns
    | CourseFollowed
    | CourseLetter
    | CourseClosed
    | Opened
    | PersonErased
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What klokt answered to a referral, whole: the part of an assessment that is kept."""

    proposals: tuple[Proposal, ...]
    notices: tuple[Notice, ...]
    set_aside: tuple[SetAside, ...]
    unclear: tuple[str, ...]


Personal = Referral | Answer | CourseEvent | tuple[Correction, ...] | str | bytes


@dataclass(frozen=True, slots=True)
class New:
    """An event that is to be recorded, with what it tells of the person."""

    what: Happening
    personal: Personal | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the journal: `version` counts from 1 in its stream, `position` in the whole.

    `personal` is None where there is none, or where the person was erased; then `erased` is True.
    """

    position: int
    stream: str
    version: int
    at: datetime
    actor: str
    unit: str
    subject: str | None
    what: Happening
    personal: Personal | None
    erased: bool = False
