"""A red flag on the page of a referral: nobody passes it by, and nobody returns the patient."""

import re
from pathlib import Path

import pytest

from channels.unit.house import ANNA, IMAGING, a_house, bring_lines, browsing


@pytest.mark.parametrize("seen", [False, True])
@pytest.mark.parametrize("urgency", ["acute", "prioritised"])
def test_a_referral_with_a_red_flag_is_never_returned_whatever_reason_is_given(
    tmp_path: Path, urgency: str, seen: bool
) -> None:
    with a_house(tmp_path) as house:
        bring_lines(house, IMAGING, "web_referrals.jsonl")
        flagged = [
            each for each in house.journal_for(ANNA).worklist(IMAGING) if each.urgency == urgency and each.alerts
        ]
        assert flagged
        for item in flagged:
            with browsing(house) as client:
                url = f"/nb/units/{IMAGING}/referrals/{item.stream}"
                page = client.get(url).text
                form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
                ticks = dict.fromkeys(re.findall(r'name="(seen[^"]*)"', page), "yes") if seen else {}
                answer = client.post(
                    f"{url}/decide",
                    data={**form, **ticks, "choice": "return", "override": "other", "note": "made up"},
                    headers={"Sec-Fetch-Site": "same-origin"},
                )
            assert answer.status_code == 422
            assert house.journal_for(ANNA).item(item.stream).decision is None


def test_nothing_at_all_is_decided_before_the_alerts_are_said_to_be_seen(tmp_path: Path) -> None:
    with a_house(tmp_path) as house:
        bring_lines(house, IMAGING, "web_referrals.jsonl")
        item = next(each for each in house.journal_for(ANNA).worklist(IMAGING) if each.urgency == "acute")
        with browsing(house) as client:
            url = f"/nb/units/{IMAGING}/referrals/{item.stream}"
            form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', client.get(url).text))
            answer = client.post(
                f"{url}/decide", data={**form, "choice": "escalate"}, headers={"Sec-Fetch-Site": "same-origin"}
            )
        assert answer.status_code == 422
        assert house.journal_for(ANNA).item(item.stream).decision is None
