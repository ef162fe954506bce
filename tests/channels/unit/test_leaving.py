"""What is decided on the page leaves by the ways that the unit has set."""

import json
import re
from datetime import timedelta
from pathlib import Path

from channels.unit.house import ANNA, IMAGING, NOW, a_house, bring_lines, browsing
from klokt.channels.sender import Sender
from klokt.channels.ways import by_way
from klokt.model.worklist import Outgoing


def test_the_letters_and_the_answer_in_fhir_leave_when_their_hold_is_over_and_no_sooner(tmp_path: Path) -> None:
    left: dict[str, bytes] = {}

    def hand_over(letter: Outgoing, content: bytes) -> None:
        left[letter.kind] = content

    with a_house(tmp_path) as house:
        bring_lines(house, IMAGING, "web_referrals.jsonl")
        item = next(
            each for each in house.journal_for(ANNA).worklist(IMAGING) if each.outcome == "change_to_standing_xray"
        )
        with browsing(house) as client:
            url = f"/nb/units/{IMAGING}/referrals/{item.stream}"
            page = client.get(url).text
            form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
            form |= dict(
                re.findall(r'<input type="checkbox" class="ds-input" name="([^"]+)" value="(yes)" checked', page)
            )
            answer = client.post(
                f"{url}/decide", data={**form, "choice": "change"}, headers={"Sec-Fetch-Site": "same-origin"}
            )
            assert answer.status_code == 303
            assert client.get(url).status_code == 200
        ways = {IMAGING: by_way({"letters": hand_over, "messages": hand_over})}
        assert Sender(house.store, ways, lambda: NOW, print).send_due() == (0, 0)
        arrived, failed = Sender(house.store, ways, lambda: NOW + timedelta(minutes=11), print).send_due()
    assert (arrived, failed) == (3, 0)
    assert left["letter_pdf"].startswith(b"%PDF")
    assert left["patient_pdf"].startswith(b"%PDF")
    assert json.loads(left["fhir"])["resourceType"] == "Bundle"
