"""What is sent of a referral: its facts under the guideline's requirements, its text, its codes and its urgency."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from klokt.engine.question import facts_asked
from klokt.errors import SendingError
from klokt.intake import codes
from klokt.model.duration import Duration
from klokt.model.fact import FactKind, Origin
from klokt.model.guideline import Guideline, Requirement
from klokt.model.proposal import Proposal
from klokt.model.referral import CodedStatement, Referral, Statement
from klokt.wording.told import told_value
from klokt.words import Words

word = Words("klokt.sending")

LANGUAGE = "da"
"""The messages are Danish."""

_HURRIED = {"acute", "subacute", "prioritised"}
_SIDES = {"right": "+TUL1", "left": "+TUL2", None: ""}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the lines under it."""

    title: str
    lines: tuple[str, ...]


def stated(referral: Referral) -> tuple[Statement, ...]:
    """Return the facts that were stated as such; what was read in the text is sent as the text."""
    return tuple(each for each in referral.statements if each.origin is not Origin.TEXT)


def sections(guideline: Guideline, referral: Referral) -> Iterator[Section]:
    """Yield what was stated under each requirement in the order of the guideline, and then all else.

    A requirement of which nothing was stated has no section: that it is not told is never written as an answer.
    """
    left = {each.fact: each for each in stated(referral) if each.fact in guideline.facts}
    for requirement in sorted(guideline.requirements.values(), key=_number):
        names = [name for name in _facts_of(guideline, requirement) if name in left]
        if names:
            title = requirement.title.get(LANGUAGE, requirement.id)
            yield Section(title, tuple(_line(guideline, left.pop(name)) for name in names))
    if left:
        yield Section(word("besides", LANGUAGE), tuple(_line(guideline, each) for each in left.values()))


def is_hurried(referral: Referral, proposals: Iterable[Proposal]) -> bool:
    """Return whether the sender or any proposal calls it more urgent than routine."""
    return referral.priority == "asap" or any(each.urgency in _HURRIED for each in proposals)


def diagnosis(coded: CodedStatement) -> tuple[str, str]:
    """Return a finding's code and code system as Danish messages write it: SKS, ICPC-2, or else as it came.

    Raises SendingError K603 for what is no diagnosis: refuted, measured, or of a time.
    """
    if coded.value is not True or coded.since is not None:
        raise SendingError("K603", "a coded finding that is refuted or measured cannot be sent as a diagnosis")
    if coded.code.system == codes.ICD_10:
        side = coded.target.side if coded.target else None
        return codes.SKS, f"D{coded.code.code.replace('.', '')}{_SIDES[side]}"
    return coded.code.system, coded.code.code


def refuse_other_kinds(referral: Referral) -> None:
    """Raise SendingError K603 for a request of imaging, and K602 for a referral without its day."""
    if referral.kind != "specialist":
        raise SendingError(
            "K603", "only a referral to a specialist can be sent so; imaging is asked for in other messages"
        )
    if referral.referral_date is None:
        raise SendingError("K602", "the referral has no referral_date; give it")


def _number(requirement: Requirement) -> tuple[bool, int]:
    return requirement.number is None, requirement.number or 0


def _facts_of(guideline: Guideline, requirement: Requirement) -> list[str]:
    denied = requirement.denied_when
    conditions = (requirement.met_when,) if denied is None else (requirement.met_when, denied)
    return list(dict.fromkeys(name for each in conditions for name in facts_asked(each, guideline.rules)))


def _line(guideline: Guideline, statement: Statement) -> str:
    fact = guideline.facts[statement.fact]
    exact = fact.kind is FactKind.DURATION and isinstance(statement.value, str)
    stated_as = Duration.parse(str(statement.value)) if exact else fact.read(statement.value)
    value = told_value(fact, stated_as, LANGUAGE)
    first = value[:1] if fact.kind is FactKind.TEXT else value[:1].upper()
    return f"{fact.question.get(LANGUAGE, fact.name)} {first}{value[1:]}."
