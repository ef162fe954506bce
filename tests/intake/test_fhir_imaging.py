"""Earlier X-rays of the joint: that there is one, how old it is, and what it shows."""

from datetime import date
from typing import Any

import pytest

from intake.samples import (
    ICD_10,
    KNEE_LEFT,
    LOINC,
    NCRP,
    SNOMED,
    STATEMENT,
    Json,
    bundle,
    coded,
    concept,
    error,
    finding,
    notices,
    patient,
    request,
    sent,
)
from klokt.model.referral import Target

KNEE = Target("knee", None)
XRAY = concept(NCRP, "SNG0AA")


def report(**elements: Any) -> Json:
    return finding("DiagnosticReport", **{"status": "final", "code": XRAY, **elements})


def test_an_earlier_x_ray_of_the_knee_is_stated_with_its_age_and_result() -> None:
    found = sent(report(effectiveDateTime="2024-11-15", conclusionCode=[concept(SNOMED, "239873007")]))
    assert coded(found) == {
        ("prior_xray", KNEE): True,
        ("prior_xray_age", KNEE): date(2024, 11, 15),
        ("prior_xray_shows_oa", KNEE): True,
    }
    assert {each.code.system for each in found.coded} == {STATEMENT}


def test_the_start_of_a_period_is_the_day_of_the_x_ray() -> None:
    assert coded(sent(report(effectivePeriod={"start": "2024-03-02"})))["prior_xray_age", KNEE] == date(2024, 3, 2)


@pytest.mark.parametrize("status", ["preliminary", "partial", "registered", "cancelled", "entered-in-error", None])
def test_a_report_that_is_not_final_is_no_result(status: str | None) -> None:
    found = sent(report(status=status))
    assert coded(found) == {}
    assert notices(found) == ["K326"]


def test_a_normal_x_ray_shows_no_osteoarthritis() -> None:
    assert coded(sent(report(conclusionCode=[concept(SNOMED, "17621005")])))["prior_xray_shows_oa", KNEE] is False


@pytest.mark.parametrize("conclusion", [[], [concept(SNOMED, "82675004")], [concept(SNOMED, "239872002")]], ids=str)
def test_what_a_conclusion_does_not_say_of_this_joint_stays_open(conclusion: list[Json]) -> None:
    assert ("prior_xray_shows_oa", KNEE) not in coded(sent(report(conclusionCode=conclusion)))


def test_a_standing_x_ray_of_the_left_knee_is_told_as_such() -> None:
    found = coded(sent(report(code=concept(LOINC, "26086-9"))))
    assert found == {("prior_xray", KNEE_LEFT): True, ("prior_xray_weight_bearing", KNEE_LEFT): True}


def test_an_x_ray_without_a_date_has_no_age() -> None:
    assert coded(sent(report())) == {("prior_xray", KNEE): True}


@pytest.mark.parametrize(
    ("told", "latest"),
    [("2010", date(2010, 12, 31)), ("2024-02", date(2024, 2, 29)), ("2025", date(2025, 3, 1))],
)
def test_an_x_ray_of_a_year_or_month_is_at_most_as_young_as_its_last_day(told: str, latest: date) -> None:
    assert coded(sent(report(effectiveDateTime=told)))["prior_xray_age", KNEE] == latest


def test_what_else_a_report_concludes_is_passed_on_whatever_was_examined() -> None:
    mr = report(code=concept(NCRP, "SNG0AG"), conclusionCode=[concept(ICD_10, "C40.2")])
    assert ("C40.2", KNEE) in coded(sent(mr))


def test_a_conclusion_in_words_is_told_to_be_unread() -> None:
    assert "K328" in notices(sent(report(conclusion="Something in the bone.")))


def test_an_x_ray_after_the_referral_is_no_earlier_one() -> None:
    found = sent(report(effectiveDateTime="2025-03-02"))
    assert coded(found) == {}
    assert notices(found) == ["K326"]


@pytest.mark.parametrize("code", ["SNG0AG", "SNG0AD", "ZTX0XA"])
def test_an_mr_or_ct_is_no_x_ray(code: str) -> None:
    assert coded(sent(report(code=concept(NCRP, code)))) == {}


@pytest.mark.parametrize("order", [1, -1])
def test_the_newest_x_ray_of_a_joint_counts(order: int) -> None:
    reports = [
        report(effectiveDateTime="2015-03-01", conclusionCode=[concept(SNOMED, "239873007")]),
        report(effectiveDateTime="2025-01-01", conclusionCode=[concept(SNOMED, "17621005")]),
        report(),
    ]
    found = coded(sent(*reports[::order]))
    assert found["prior_xray_age", KNEE] == date(2025, 1, 1)
    assert found["prior_xray_shows_oa", KNEE] is False


def test_a_report_dated_on_no_day_is_refused() -> None:
    assert error(bundle(request(), patient(), report(effectiveDateTime="2024-02-30"))).code == "K304"
