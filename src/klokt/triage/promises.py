"""What a referral's events say that the unit has promised and not yet closed."""

from collections.abc import Sequence

from klokt.model.event import Recorded
from klokt.model.owed import ObligationAwaited, ObligationClosed, ObligationOpened


def standing(history: Sequence[Recorded]) -> dict[str, ObligationAwaited | ObligationOpened]:
    """Return the obligations that are awaited or open, each with the event that made it so."""
    found: dict[str, ObligationAwaited | ObligationOpened] = {}
    for each in history:
        match each.what:
            case ObligationAwaited() | ObligationOpened():
                found[each.what.obligation] = each.what
            case ObligationClosed(obligation=name):
                found.pop(name, None)
    return found


def awaited(history: Sequence[Recorded]) -> list[ObligationAwaited]:
    """Return the obligations whose condition is not known to hold yet."""
    return [each for each in standing(history).values() if isinstance(each, ObligationAwaited)]
