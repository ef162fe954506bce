"""klokt publish: a guideline's flowchart as a picture (SVG), as numbered text, or as a poster (PDF)."""

import argparse
from pathlib import Path

from klokt.channels.cli.inputs import referral_in
from klokt.channels.cli.terminal import complain, is_for_a_terminal, write_out
from klokt.content.load import find, load, usable
from klokt.drawing.chart import Chart
from klokt.drawing.flowchart import draw
from klokt.drawing.stages import with_stages
from klokt.drawing.text import chart_text, told_path
from klokt.letters.poster import LEGIBLE, PAPERS, poster, smallest_type
from klokt.model.fact import Audience
from klokt.model.guideline import Flow, Guideline
from klokt.model.proposal import Proposal
from klokt.text.reader import TextReader
from klokt.triage.propose import Assessor
from klokt.words import LANGUAGES

EXAMPLE = """examples:
  klokt publish no_knee_hip_imaging --format flowchart --out receiver.svg
  klokt publish no_knee_hip_imaging --format flowchart --flow referrer_simplified --language nn --as text
  klokt publish no_knee_hip_imaging --format flowchart --referral examples/my_referral.json --out path.svg
  klokt publish no_knee_hip_imaging --format poster --flow receiver_simplified --out poster.pdf
  klokt publish dk_degenerative_spine --format flowchart --flow primary_care --language en --out primary_care.svg"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("guideline", help="id or folder of the guideline")
    parser.add_argument("--format", choices=["flowchart", "poster"], required=True, help="what to make of it")
    parser.add_argument(
        "--flow",
        metavar="FLOW",
        help="id of the flow, or of a stage of the pathway; the receiver's full flow by default",
    )
    parser.add_argument("--language", choices=LANGUAGES, help="the guideline's first language by default")
    parser.add_argument("--referral", metavar="FILE", help="mark the path of the first referral in it")
    parser.add_argument(
        "--as", dest="shape", choices=["svg", "text"], default="svg", help="a picture, or numbered text"
    )
    parser.add_argument("--paper", choices=list(PAPERS), default="a4", help="of a poster; A4 by default")
    parser.add_argument("--page", metavar="URL", help="the page that the boxes link to; no links by default")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the file to write; standard output by default")


def run(arguments: argparse.Namespace) -> int:
    """Write the chart; return 0, 1 where the referral cannot be read, or 2 where there is no such flow."""
    if arguments.format == "poster" and is_for_a_terminal(arguments.out):
        complain("a PDF is not for a terminal: name a file with --out")
        return 2
    folder = find(arguments.guideline)
    guideline = usable(load(folder))
    staged = with_stages(guideline)
    drawn = staged if arguments.flow in staged.flows else guideline
    flow = drawn.flows.get(arguments.flow) if arguments.flow else _usual(guideline)
    language = arguments.language or guideline.languages[0]
    if flow is None or language not in guideline.languages:
        known = ", ".join([*guideline.flows, *staged.flows])
        complain(f"there are the flows {known}, in {', '.join(guideline.languages)}")
        return 2
    if arguments.referral and (flow.variant != "full" or drawn is staged):
        complain("a proposal is made by the full flow: leave out --referral, or name a full flow with --flow")
        return 2
    proposal = _proposal(folder, guideline, flow, arguments.referral) if arguments.referral else None
    write_out(_made(Chart(drawn, flow.id, language, proposal), arguments), arguments.out)
    return 0


def _usual(guideline: Guideline) -> Flow:
    return min(
        guideline.flows.values(), key=lambda flow: (flow.audience is not Audience.RECEIVER, flow.variant != "full")
    )


def _proposal(folder: Path, guideline: Guideline, flow: Flow, file: str) -> Proposal:
    """The leading proposal for the first referral of a file; raises IntakeError where it cannot be read."""
    assessor = Assessor(guideline)
    referral = TextReader(folder, assessor).with_text(referral_in(file))
    return assessor.propose(referral, flow.audience).proposals[0]


def _warn_of_small_type(chart: Chart, paper: str) -> None:
    larger = next((each for each in PAPERS if smallest_type(chart, each) >= LEGIBLE), None)
    if smallest_type(chart, paper) < LEGIBLE and larger:
        complain(f"the smallest text has {smallest_type(chart, paper):.1f} points; --paper {larger} makes it larger")


def _made(chart: Chart, arguments: argparse.Namespace) -> bytes:
    if arguments.format == "poster":
        _warn_of_small_type(chart, arguments.paper)
        return poster(chart, arguments.paper)
    if arguments.shape == "svg":
        return draw(chart, page=arguments.page, alone=True).encode()
    told = told_path(chart) if chart.has_path else chart_text(chart)
    return ("\n".join([chart.title, chart.subtitle(), "", *told, "", chart.reservations()]) + "\n").encode()
