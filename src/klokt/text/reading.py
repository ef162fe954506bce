"""What was read in a text: facts with the words that say them, and what was seen and set aside."""

from dataclasses import dataclass

from klokt.model.expression import Value
from klokt.model.fact import Span
from klokt.model.referral import Target


@dataclass(slots=True)
class Mention:
    """A fact that the text speaks of. `why` says why it was set aside, or is empty where it was taken.

    It `yields` where it counts only if nothing else denies the fact or outweighs it; a plan, if nothing tells it done.
    Set aside is what is past, planned, requested, conditional, feared, unsure, denied of a fact that is not
    yes or no, of somebody else (family), or of another place.
    """

    fact: str
    value: Value
    span: Span
    why: str = ""
    target: Target | None = None
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of a text, what was set aside, and the facts that it speaks of without settling them.

    `unread` are questions and suspicions in words that are not known. `understood` is False where the
    language or the length of the text leaves it to a person.
    """

    mentions: tuple[Mention, ...] = ()
    set_aside: tuple[Mention, ...] = ()
    unclear: tuple[str, ...] = ()
    unread: tuple[Span, ...] = ()
    understood: bool = True
