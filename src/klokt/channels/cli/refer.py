"""klokt refer: write a referral as a message to a Danish hospital, XREF01 or FHIR."""

import argparse
from pathlib import Path

from klokt.channels.cli.inputs import referral_in
from klokt.channels.cli.terminal import complain, write_out
from klokt.content.load import find, library, load, usable
from klokt.model.fact import Audience
from klokt.sending.fhir import write_fhir
from klokt.sending.order import is_hurried
from klokt.sending.parties import read_parties
from klokt.sending.xref01 import write_xref01
from klokt.text.reader import TextReader
from klokt.triage.propose import Assessor, choose
from klokt.wording.told import told_outcome

EXAMPLE = """examples:
  klokt refer examples/my_spine_referral.json --parties examples/my_parties.json --format xref01 --out sent.xml
  klokt refer examples/my_spine_referral.json --parties examples/my_parties.json --format fhir --out sent.json"""

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
    """Write one message, and tell on standard error what klokt proposes and how urgent the message says it is."""
    referral = referral_in(arguments.file, arguments.referral)
    folders = [find(arguments.guideline)] if arguments.guideline else list(library().values())
    shelf = [(folder, usable(load(folder))) for folder in folders]
    guideline = shelf[0][1] if arguments.guideline else choose(referral, [each for _, each in shelf])
    assessor = Assessor(guideline)
    read = TextReader(next(folder for folder, each in shelf if each is guideline), assessor).with_text(referral)
    parties = read_parties(arguments.parties.read_bytes())
    proposals = assessor.propose(read, Audience.REFERRER).proposals
    write_out(_WRITERS[arguments.format](referral, guideline, proposals, parties), arguments.out)
    told = told_outcome(guideline, proposals[0].outcome, Audience.REFERRER, guideline.languages[0])
    complain(f"{told} ({'akut' if is_hurried(referral, proposals) else 'elektiv'})")
    return 0
