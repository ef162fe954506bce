"""Three truth values: yes, no and unknown, with the meaning of Kleene's strong logic."""

from enum import Enum


class Truth(Enum):
    """What is known of a statement. It has no truth value in Python: compare it by name."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("a Truth is yes, no or unknown: compare it, do not test it")

    @staticmethod
    def of(value: bool | None) -> "Truth":
        """Return the truth of an optional Boolean, where None is unknown."""
        if value is None:
            return Truth.UNKNOWN
        return Truth.YES if value else Truth.NO

    def as_bool(self) -> bool | None:
        """Return True, False, or None for unknown."""
        return None if self is Truth.UNKNOWN else self is Truth.YES
