"""Which guideline answers a referral: by the country of its form, then its kind, then the site."""

from collections.abc import Callable
from pathlib import Path

import pytest

from denmark import denmark
from klokt.errors import SelectionError
from klokt.intake import read
from klokt.model.guideline import Guideline
from klokt.model.referral import Referral, Requested, Target
from klokt.triage.propose import choose
from norway import norway

EXAMPLES = Path(__file__).parents[2] / "examples"


def chosen(kind: str, site: str | None = None, country: str | None = None) -> Guideline:
    """Return the guideline that is chosen from the library for a referral."""
    targets = (Target(site, None),) if site else ()
    referral = Referral("made-up", kind, requested=Requested(targets=targets), country=country)
    return choose(referral, [norway(), denmark()])


@pytest.mark.parametrize("country", [None, "NO"])
@pytest.mark.parametrize("site", ["knee", "hip", "other", "shoulder", None])
def test_imaging_in_norway_or_nowhere_known_is_for_the_norwegian_guideline(
    country: str | None, site: str | None
) -> None:
    assert chosen("imaging", site, country) is norway()


@pytest.mark.parametrize("country", [None, "DK"])
@pytest.mark.parametrize("site", ["lumbar_spine", None])
def test_a_specialist_in_denmark_or_nowhere_known_is_for_the_danish_guideline(
    country: str | None, site: str | None
) -> None:
    assert chosen("specialist", site, country) is denmark()


@pytest.mark.parametrize("site", ["lumbar_spine", "knee", None])
def test_a_danish_referral_that_asks_for_imaging_is_never_answered_by_the_norwegian_guideline(site: str | None) -> None:
    with pytest.raises(SelectionError, match="from DK: name one with --guideline"):
        chosen("imaging", site, "DK")


def test_imaging_of_a_spine_is_for_nobody_where_the_form_says_no_country() -> None:
    with pytest.raises(SelectionError, match=r"no guideline serves .* at the site lumbar_spine"):
        chosen("imaging", "lumbar_spine")


def test_imaging_of_a_spine_in_norway_is_told_to_be_outside_by_the_norwegian_guideline() -> None:
    assert chosen("imaging", "lumbar_spine", "NO") is norway()


def test_a_knee_is_not_sent_to_the_specialists_of_the_spine() -> None:
    with pytest.raises(SelectionError, match="at the site knee"):
        chosen("specialist", "knee")


def test_a_country_without_a_guideline_is_said() -> None:
    with pytest.raises(SelectionError, match=r"no guideline serves .* from SE"):
        chosen("imaging", "knee", "SE")


@pytest.mark.parametrize(
    ("file", "guideline"),
    [("no_imaging_referrals.jsonl", norway), ("dk_spine_referrals.jsonl", denmark)],
    ids=["Norway", "Denmark"],
)
def test_the_examples_of_each_country_go_to_its_guideline(file: str, guideline: Callable[[], Guideline]) -> None:
    lines = (EXAMPLES / file).read_text("utf-8").splitlines()
    for line in lines:
        (referral,) = read(line.encode())
        assert isinstance(referral, Referral)
        assert choose(referral, [norway(), denmark()]) is guideline()
