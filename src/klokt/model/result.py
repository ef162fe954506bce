"""What a report says of an order that it answers, before a guideline reads it."""

from dataclasses import dataclass

from klokt.model.referral import CodedStatement, Notice, Number, Statement


@dataclass(frozen=True, slots=True)
class Result:
    """The orders that a report names, and what it states in codes.

    `notices` tell what it holds besides, such as words, that a person must read before it can be relied on.
    """

    orders: tuple[Number, ...]
    found: tuple[Statement | CodedStatement, ...]
    notices: tuple[Notice, ...] = ()
