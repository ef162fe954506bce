"""Say which letters may go with a proposal, and why another one may not."""

from klokt.engine.compiled import Compiled
from klokt.engine.parse import nearest
from klokt.errors import LetterError
from klokt.model.expression import Expression
from klokt.model.fact import Origin
from klokt.model.guideline import URGENCY_ORDER, Guideline
from klokt.model.letter import Letter
from klokt.model.proposal import Proposal


def offered(compiled: Compiled, proposal: Proposal) -> tuple[Letter, ...]:
    """Return the letters that may go with a proposal, the one that is proposed first; none beside a red flag."""
    letters = compiled.guideline.letters.values()
    able = [letter for letter in letters if _hindrance(compiled, proposal, letter) is None]
    return tuple(sorted(able, key=lambda letter: letter.id != proposal.letter))


def letter_for(compiled: Compiled, proposal: Proposal, letter_id: str) -> Letter:
    """Return a letter that may go with the proposal.

    Raises LetterError: K501 where there is no such letter, K502 where it may not go with this proposal, and K503
    where a red flag stands at any place of the referral, or an alert more urgent than the outcome: then none may go.
    """
    letter = compiled.guideline.letters.get(letter_id)
    if letter is None:
        hint = nearest(letter_id, compiled.guideline.letters) or f"there are {', '.join(compiled.guideline.letters)}"
        raise LetterError("K501", f'there is no letter "{letter_id}": {hint}')
    hindrance = _hindrance(compiled, proposal, letter)
    if hindrance is not None:
        raise hindrance
    return letter


def holds(compiled: Compiled, proposal: Proposal, condition: Expression | None) -> bool:
    """Return whether a condition is yes of a proposal's facts, assumptions included; no and unknown are alike.

    What was assumed is not known: known(x) asks for what was told. Without a condition it holds.
    """
    if condition is None:
        return True
    facts = {name: fact.value for name, fact in proposal.facts.items()}
    stated = {name: fact.value for name, fact in proposal.facts.items() if fact.origin is not Origin.ASSUMED}
    return compiled.evaluator(condition)(facts, stated)[0] is True


def _hindrance(compiled: Compiled, proposal: Proposal, letter: Letter) -> LetterError | None:
    alerts = _standing_alerts(compiled, proposal)
    if alerts:
        return LetterError("K503", f"no letter may go while this stands: {', '.join(alerts)}")
    if proposal.outcome not in letter.outcomes or not _fits(letter, compiled.guideline, proposal):
        return LetterError("K502", f'letter "{letter.id}" is not for the outcome "{proposal.outcome}"')
    if not holds(compiled, proposal, letter.when):
        return LetterError("K502", f'letter "{letter.id}" may go only where this is known to hold: {letter.text}')
    return None


def _standing_alerts(compiled: Compiled, proposal: Proposal) -> list[str]:
    """The red flags that hold here or elsewhere in the referral, and alerts more urgent than the outcome itself."""
    own = URGENCY_ORDER.index(compiled.guideline.outcomes[proposal.outcome].urgency)
    elsewhere = {alert.rule for alert in proposal.alerts_elsewhere}
    return [
        rule.id
        for rule in compiled.guideline.rules.values()
        if (rule.kind == "red_flag" or (rule.alert is not None and URGENCY_ORDER.index(rule.alert) < own))
        and (rule.id in elsewhere or holds(compiled, proposal, rule.when))
    ]


def _fits(letter: Letter, guideline: Guideline, proposal: Proposal) -> bool:
    """A return letter goes with a referral that is returned, and with no other."""
    return letter.kind != "return" or guideline.outcomes[proposal.outcome].effect == "return"
