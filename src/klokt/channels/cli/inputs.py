"""What commands are given: a file or standard input, the referral that is meant, and a day."""

import argparse
import sys
from datetime import date
from pathlib import Path

from klokt.errors import IntakeError
from klokt.intake.reader import read
from klokt.model.referral import Referral


def data_of(file: str) -> bytes:
    """Return the content of a file, or of standard input for "-"; raise IntakeError (K302) where that is closed."""
    if file != "-":
        return Path(file).read_bytes()
    if sys.stdin is None:  # closed by the caller
        raise IntakeError("K302", "standard input is closed, so there is nothing to read")
    return sys.stdin.buffer.read()


def referral_in(file: str, wanted: str | None = None) -> Referral:
    """Return the first referral of a file, or the one with an id.

    Raises IntakeError where it cannot be read, and K302 where there is none.
    """
    for referral in read(data_of(file), "-" if file == "-" else Path(file).name):
        name = referral.referral if isinstance(referral, IntakeError) else referral.id
        if wanted not in (None, name):
            continue
        if isinstance(referral, IntakeError):
            raise referral
        return referral
    raise IntakeError("K302", "there is no referral in the file" + (" with that id" if wanted else ""))


def day(text: str) -> date:
    """Return a day that is written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a day; write YYYY-MM-DD') from None
