"""Answers for the tests: to the Norwegian examples, about a patient that nobody is."""

from datetime import UTC, date, datetime
from pathlib import Path

from klokt.intake.norwegian_header import Header, read_header
from klokt.sending.norwegian_parties import Envelope, answering
from klokt.sending.referral_status import Person

EXAMPLES = Path(__file__).parents[2] / "examples"
MADE = datetime(2025, 9, 3, 10, 0, tzinfo=UTC)
PERSON = Person("Testesen", "Eksempel", "10915596784", birth_date=date(1955, 11, 10))


def about(name: str = "no_referral_2_0") -> Header:
    """Return the header of an example."""
    return read_header((EXAMPLES / f"{name}.xml").read_bytes())


def envelope(name: str = "no_referral_2_0") -> Envelope:
    """Return the envelope of an answer to an example."""
    return answering(about(name), "answer-1", MADE)
