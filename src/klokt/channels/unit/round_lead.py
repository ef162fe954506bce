"""Where a decision leads: to the next referral of the round that goes on, and else back to the same one."""

from datetime import timedelta

from klokt.channels.unit.case import Case
from klokt.channels.unit.round import round_of, take_next
from klokt.channels.web.page import Asked, address


def after_decision(request: Asked, case: Case, language: str, lasts: timedelta) -> str | None:
    """Return the address of the next referral, claimed for as long as that, or of the end of the round.

    None where no round goes on.
    """
    unit = case.item.unit
    going = round_of(request.cookies, case.person, unit)
    if going is None:
        return None
    stream = take_next(going, case.journal, case.at, case.at + lasts)
    if stream is None:
        return f"{address(language, 'units', unit, 'round')}?all=yes"
    return address(language, "units", unit, "referrals", stream)
