"""Read a coded diagnosis of a message as a finding that is present or suspected."""

from klokt.intake import codes
from klokt.intake.shape import combine
from klokt.model.referral import CodedStatement


def present(system: str, code: str) -> tuple[CodedStatement, ...]:
    """Return the finding under the code that guidelines name, once for each place that the code tells."""
    meaning = codes.meaning(system, code)
    where = combine(sorted(meaning.get("site")), sorted(meaning.get("side")))
    return tuple(CodedStatement(codes.finding(system, code), True, each) for each in where or (None,))
