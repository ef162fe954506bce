"""Body sites of the JSON form: the known ones, slips of the pen, and words that are not known here."""

import pytest

from intake.samples import Json, error, notices, referral
from klokt.model.referral import Target


def asks_for(site: str) -> Json:
    return {"id": "a", "requested": {"modality": "MR", "body_site": site}}


@pytest.mark.parametrize("site", ["knee", "hip", "both", "other", "pelvis", "lumbar_spine"])
def test_a_known_site_is_read_without_a_notice(site: str) -> None:
    assert referral(asks_for(site)).notices == ()


@pytest.mark.parametrize(
    ("site", "meant"),
    [
        *(("knees", "knee"), ("kne", "knee"), ("knæ", "knee"), ("Knee", "knee"), ("left_knee", "knee")),
        *(("hips", "hip"), ("hofte", "hip"), ("hip joint", "hip"), ("begge", "both"), ("pelvic", "pelvis")),
    ],
)
def test_a_slip_of_the_pen_is_refused_with_the_site_that_is_likely_meant(site: str, meant: str) -> None:
    found = error(asks_for(site))
    assert found.code == "K303"
    assert found.message.endswith(f'$.requested.body_site: not a site that is known here; did you mean "{meant}"?')


@pytest.mark.parametrize("site", ["shoulder", "ankle", "foot", "elbow", "hand", "tooth"])
def test_another_word_is_kept_and_noticed(site: str) -> None:
    found = referral(asks_for(site))
    assert found.requested.targets == (Target(site, None),)
    assert notices(found) == ["K332"]


def test_the_site_of_a_fact_is_looked_at_too() -> None:
    def told_of(site: str) -> Json:
        return {"id": "a", "text": "x", "known_facts_by_site": [{"site": site, "facts": {"locking": True}}]}

    assert error(told_of("knees")).code == "K303"
    assert [each.message.partition(":")[0] for each in referral(told_of("shoulder")).notices] == [
        "$.known_facts_by_site[0].site"
    ]
