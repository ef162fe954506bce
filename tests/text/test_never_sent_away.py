"""Short referrals that a person must see are never sent away, and ordinary ones do not raise a false alarm."""

from functools import cache
from pathlib import Path

import pytest

from klokt.model.referral import Target
from klokt.text.reader import TextReader
from norway import DAY, a_referral, assessor, norway, proposed
from text.conftest import FOLDER

HERE = Path(__file__).parent
SENT_AWAY = {"return", "change", "accept"}
"""What the outcomes do that need no person to look at the patient first."""


@cache
def reader() -> TextReader:
    """Return the reader of the guideline, which takes a while to make."""
    return TextReader(FOLDER, assessor())


def lines_of(name: str) -> list[str]:
    """Return the referrals of a file, one a line: the site, a bar, and the text."""
    return (HERE / name).read_text(encoding="utf-8").splitlines()


def effect_of(line: str) -> str:
    """Return what the outcome does that is proposed for a referral with this text to MR of the right side."""
    site, _, text = line.partition(" | ")
    read = reader().with_text(a_referral(Target(site, "right"), text=text), DAY)
    (proposal,) = proposed(read).proposals
    return norway().outcomes[proposal.outcome].effect


@pytest.mark.parametrize("line", lines_of("never_sent_away_nb.txt"))
def test_a_person_sees_who_may_be_badly_ill_or_hurt(line: str) -> None:
    assert effect_of(line) not in SENT_AWAY


@pytest.mark.parametrize("line", lines_of("no_alarm_nb.txt"))
def test_an_ordinary_complaint_is_no_alarm(line: str) -> None:
    assert effect_of(line) == "return"
