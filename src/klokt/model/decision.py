"""What a named person decided about a referral. Only recording a choice makes a decision; a proposal never is one."""

from dataclasses import dataclass
from enum import Enum


class Choice(Enum):
    """What is to become of a referral, as a person decides it."""

    ACCEPT = "accept"
    CHANGE = "change"
    RETURN = "return"
    ASK = "ask"
    FETCH = "fetch"
    FORWARD = "forward"
    ESCALATE = "escalate"
    INDIVIDUAL = "individual"


class Override(Enum):
    """Why a person decided otherwise than was proposed."""

    TEXT_MISREAD = "text_misread"
    KNOWN_OTHERWISE = "known_otherwise"
    AGREED_WITH_REFERRER = "agreed_with_referrer"
    PATIENT_CIRCUMSTANCES = "patient_circumstances"
    GUIDELINE_DOES_NOT_FIT = "guideline_does_not_fit"
    CAPACITY = "capacity"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Decision:
    """The choice, and the outcome that follows from it, in answer to one proposal.

    `answers` is the version at which that proposal stands in the referral's stream. `override` is why the outcome
    is another than was proposed. `acknowledged` are the alerts that the person saw and passed by. `note` is for people.
    `anew` says that it replaces one whose letters have left; that one stays in the history. `together` says that it was
    made for several referrals at once.
    """

    choice: Choice
    outcome: str
    answers: int
    override: Override | None = None
    acknowledged: tuple[str, ...] = ()
    note: str | None = None
    anew: bool = False
    together: bool = False
