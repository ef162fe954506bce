"""klokt letter: write the letter or sheet that may go with the proposal for a referral."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import msgspec

from klokt.channels.cli.inputs import day, referral_in
from klokt.channels.cli.second_reader import add_second_reader, second_reader_of
from klokt.channels.cli.terminal import complain, is_for_a_terminal, printable, write_out
from klokt.channels.wire import answer
from klokt.content.load import find, library, load, usable
from klokt.errors import LetterError
from klokt.letters.choose import offered
from klokt.letters.compose import compose
from klokt.letters.document import Document
from klokt.letters.html import page
from klokt.letters.pdf import pdf
from klokt.letters.text import told
from klokt.letters.unit import NO_UNIT, Unit, read_unit
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.model.referral import Referral
from klokt.text.reader import TextReader
from klokt.triage.propose import Assessment, Assessor, choose
from klokt.wording.told import told_outcome, told_target
from klokt.words import LANGUAGES

EXAMPLE = """examples:
  klokt letter examples/my_referral.json
  klokt letter examples/my_referral.json --unit examples/my_unit.toml --format pdf --out letter.pdf
  klokt letter examples/my_referral.json --letter information_sheet --language nn
  klokt letter referrals.jsonl --referral my-referral --target 2 --format html --out letter.html"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", help="FHIR R4 JSON, or the JSON form (one, an array, or one a line); - reads stdin")
    parser.add_argument("--referral", metavar="ID", help="id of the referral; the first in the file by default")
    parser.add_argument(
        "--target", type=int, default=1, metavar="N", help="which proposal; 1, the leading one, by default"
    )
    parser.add_argument("--guideline", help="id or folder of the guideline; chosen from the referral by default")
    parser.add_argument("--letter", metavar="ID", help="id of the letter or sheet; the proposed letter by default")
    parser.add_argument("--language", choices=LANGUAGES, help="the guideline's first language by default")
    parser.add_argument("--unit", type=Path, metavar="FILE", help="the sending unit's letterhead, parameters and words")
    parser.add_argument("--reference", help="what a new referral is to name; the referral's id by default")
    parser.add_argument("--on", type=day, metavar="DATE", help="the day; the referral's own by default")
    parser.add_argument("--format", choices=["text", "html", "pdf", "json"], default="text")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the file to write; standard output by default")
    add_second_reader(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write one letter; return 0, 1 where there is none to write, or 2 for wrong usage."""
    if arguments.format == "pdf" and is_for_a_terminal(arguments.out):
        complain("a PDF is not for a terminal: name a file with --out")
        return 2
    referral = referral_in(arguments.file, arguments.referral)
    folder, guideline = _guideline(arguments.guideline, referral)
    unit = read_unit(arguments.unit, guideline) if arguments.unit else NO_UNIT
    assessor = Assessor(guideline, unit.parameters)
    read = TextReader(folder, assessor, second_reader_of(arguments)).with_text(referral, arguments.on)
    assessment = assessor.propose(read, Audience.RECEIVER, arguments.on)
    language = arguments.language or guideline.languages[0]
    if not 1 <= arguments.target <= len(assessment.proposals):
        complain(f"there is no target {arguments.target}: the referral has {len(assessment.proposals)}")
        return 2
    for line in _others(assessment, arguments.target, language):
        complain(line)
    document = _composed(assessor, assessment, language, unit, arguments)
    write_out(_formed(document, assessment, arguments.format), arguments.out)
    return 0


def _guideline(named: str | None, referral: Referral) -> tuple[Path, Guideline]:
    """The guideline that is named, or that serves the referral, with its folder."""
    folders = [find(named)] if named else list(library().values())
    shelf = [(folder, usable(load(folder))) for folder in folders]
    chosen = shelf[0][1] if named else choose(referral, [guideline for _, guideline in shelf])
    return next(each for each in shelf if each[1] is chosen)


def _composed(
    assessor: Assessor, assessment: Assessment, language: str, unit: Unit, arguments: argparse.Namespace
) -> Document:
    compiled = assessor.compiled(assessment.on)
    proposal = assessment.proposals[arguments.target - 1]
    letter = arguments.letter or proposal.letter
    if letter is None:
        others = ", ".join(each.id for each in offered(compiled, proposal))
        hint = f"; with --letter: {others}" if others else ""
        raise LetterError("K502", f'no letter goes with the outcome "{proposal.outcome}"{hint}')
    reference = assessment.referral if arguments.reference is None else arguments.reference
    return compose(compiled, proposal, letter, language, reference, assessment.on, unit)


def _others(assessment: Assessment, chosen: int, language: str) -> Iterator[str]:
    """Yield a line for each proposal that the letter does not speak of."""
    for number, proposal in enumerate(assessment.proposals, 1):
        if number != chosen:
            target = told_target(assessment.guideline, proposal.target, language)
            outcome = told_outcome(assessment.guideline, proposal.outcome, assessment.audience, language)
            yield f"not in this letter, --target {number}: {target or 'no site told'}: {outcome}"


def _formed(document: Document, assessment: Assessment, form: str) -> bytes:
    if form == "pdf":
        return pdf(document, msgspec.json.encode(answer(assessment, document.language)))
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(document)) + b"\n"
    if form == "html":
        return page(document).encode()
    return "\n".join(map(printable, told(document).split("\n"))).encode()
