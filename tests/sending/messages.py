"""Messages for the tests: parties that nobody is, and referrals to the Danish guideline."""

import json
from pathlib import Path
from typing import Any

from danish_pathway import FOLDER, denmark
from klokt.intake import read
from klokt.model.proposal import Proposal
from klokt.model.referral import Referral
from klokt.sending.fhir import write_fhir
from klokt.sending.parties import Parties, read_parties
from klokt.sending.xref01 import write_xref01
from klokt.text.reader import TextReader
from klokt.triage.propose import Assessor

EXAMPLES = Path(__file__).parents[2] / "examples"
PARTIES = json.loads((EXAMPLES / "dk_parties.json").read_text("utf-8"))
WRITERS = {"xref01": write_xref01, "fhir": write_fhir}
READER = TextReader(FOLDER, Assessor(denmark()))


def parties(**changes: Any) -> Parties:
    """Return the parties of the example, with fields of them changed by `part__field`."""
    changed = json.loads(json.dumps(PARTIES))
    for name, value in changes.items():
        part, _, field = name.partition("__")
        changed[part][field] = value
        if value is None:
            del changed[part][field]
    return read_parties(json.dumps(changed).encode())


def referral(**changes: Any) -> Referral:
    """Return a referral of the JSON form, on a day of 2012."""
    form = {"id": "sent-1", "referral_date": "2012-03-05", "requester_role": "general_practitioner", **changes}
    return only(json.dumps(form).encode())


def only(data: bytes) -> Referral:
    """Return the only referral in the data."""
    (found,) = read(data)
    assert isinstance(found, Referral), f"{found.code} {found.message}"
    return found


def written(kind: str, sent: Referral, proposals: tuple[Proposal, ...] = (), **changes: Any) -> bytes:
    """Return the message of a kind."""
    return WRITERS[kind](sent, denmark(), proposals, parties(**changes))


def received(kind: str, sent: Referral) -> Referral:
    """Return what is read of a referral that was sent, with its text read."""
    return READER.with_text(only(written(kind, sent)))


def facts(found: Referral) -> dict[str, object]:
    """Return the values of the facts, in the types of the guideline."""
    return {each.fact: denmark().facts[each.fact].read(each.value) for each in found.statements}
