"""klokt refer: write a referral as a message to a Danish hospital, XREF01 or FHIR."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from klokt.channels.cli.inputs import referral_in
from klokt.channels.cli.terminal import complain, write_out
from klokt.content.load import find, library, load, usable
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.model.proposal import Proposal
from klokt.sending.fhir import write_fhir
from klokt.sending.order import is_hurried
from klokt.sending.parties import read_parties
from klokt.sending.xref01 import write_xref01
from klokt.text.reader import TextReader
from klokt.triage.propose import Assessor, choose
from klokt.wording.told import told_outcome

EXAMPLE = """examples:
  klokt refer examples/dk_referral.json --parties examples/dk_parties.json --format xref01 --out sent.xml
  klokt refer examples/dk_referral.json --parties examples/dk_parties.json --format fhir --out sent.json"""

_WRITERS = {"xref01": write_xref01, "fhir": write_fhir}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", help="the referral, in any form that klokt assess reads; - reads stdin")
    parser.add_argument("--referral", metavar="ID", help="id of the referral; the first in the file by default")
    parser.add_argument(
        "--parties", type=Path, required=True, metavar="FILE", help="patient, sender and receiver, in JSON"
    )
    parser.add_argument("--format", choices=list(_WRITERS), required=True)
    parser.add_argument("--guideline", help="id or folder of the guideline; chosen from the referral by default")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the file to write; standard output by default")


def run(arguments: argparse.Namespace) -> int:
    """Write one message, and tell on standard error what a person should know before it is sent; return 0."""
    referral = referral_in(arguments.file, arguments.referral)
    folders = [find(arguments.guideline)] if arguments.guideline else list(library().values())
    shelf = [(folder, usable(load(folder))) for folder in folders]
    guideline = shelf[0][1] if arguments.guideline else choose(referral, [each for _, each in shelf])
    assessor = Assessor(guideline)
    read = TextReader(next(folder for folder, each in shelf if each is guideline), assessor).with_text(referral)
    parties = read_parties(arguments.parties.read_bytes())
    proposals = assessor.propose(read, Audience.REFERRER).proposals
    write_out(_WRITERS[arguments.format](referral, guideline, proposals, parties), arguments.out)
    for line in _told(guideline, proposals[0], is_hurried(referral, proposals)):
        complain(line)
    return 0


def _told(guideline: Guideline, proposal: Proposal, hurried: bool) -> Iterator[str]:
    """Yield what a person should know before it is sent: the proposal, the urgency, and what a referral must tell."""
    language = guideline.languages[0]
    outcome = told_outcome(guideline, proposal.outcome, Audience.REFERRER, language)
    yield f"proposal to the referrer: {outcome}"
    yield f"priority in the message: {'asap (akut)' if hurried else 'routine (elektiv)'}"
    lacking = [each.requirement for each in proposal.requirements if each.state in ("absent", "open")]
    if lacking:
        yield "not told: " + ", ".join(guideline.requirements[each].title[language] for each in lacking)
