"""klokt score: read and assess labelled referrals, and say how well that agrees with the labels."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from klokt.channels.cli.assess import Desk
from klokt.channels.cli.inputs import data_of
from klokt.channels.cli.terminal import complain, printable
from klokt.channels.wire import answer
from klokt.errors import IntakeError, KloktError
from klokt.intake.reader import read
from klokt.model.fact import Audience
from klokt.text.labels import labels_of
from klokt.text.score import Agreement, Counts, Score, Share, told_lines

EXAMPLE = """examples:
  klokt score labelled.jsonl --guideline no_knee_hip_imaging
  klokt score labelled.jsonl --format json"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", help="labelled referrals, one JSON object a line; - reads stdin")
    parser.add_argument("--guideline", help="id or folder of the guideline; chosen from each referral by default")
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(arguments: argparse.Namespace) -> int:
    """Score every referral; return 0, or 1 where one could not be read. Agreement is not judged here."""
    desk = Desk(arguments.guideline, {})
    scores = {guideline.id: Score(guideline) for guideline in desk.guidelines}
    failed = False
    for row in _rows(arguments.file):
        try:
            _add(row, desk, scores)
        except KloktError as error:
            failed = True
            complain(f"{printable(str(row.get('id', 'a referral')))}: {error.code} {error.message}")
    used = [score for score in scores.values() if score.referrals]
    if arguments.format == "json":
        sys.stdout.write(json.dumps([_as_data(score) for score in used], ensure_ascii=False, indent=1) + "\n")
    else:
        for score in used:
            for line in told_lines(score):
                print(printable(line))
    return 1 if failed else 0


def _rows(file: str) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a file, one a line; the labels are read nowhere else."""
    name = "-" if file == "-" else Path(file).name
    for number, line in enumerate(data_of(file).decode("utf-8").splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise IntakeError("K301", f"{name}:{number}: not JSON: {error.msg}") from None
            if not isinstance(row, dict):
                raise IntakeError("K302", f"{name}:{number}: expected an object on each line")
            yield row


def _add(row: Mapping[str, object], desk: Desk, scores: Mapping[str, Score]) -> None:
    labels = labels_of(row)
    for referral in read(json.dumps(row).encode(), "-"):
        if isinstance(referral, IntakeError):
            raise referral
        read_referral, assessment = desk.assessed_one(referral, Audience.RECEIVER, None)
        answered = msgspec.to_builtins(answer(assessment, assessment.guideline.languages[0]))
        scores[assessment.guideline.id].add(labels, read_referral, answered)


def _as_data(score: Score) -> dict[str, object]:
    return {
        "guideline": score.guideline.id,
        "edition": score.guideline.edition,
        "referrals": score.referrals,
        "fields": {name: _agreement(each) for name, each in score.fields.items()},
        "unsafe": score.unsafe,
        "missed_acute": score.missed_acute,
        "wrong_spans": score.wrong_spans,
        "all_facts": _counts(score.all_facts),
        "facts": {name: _counts(each) for name, each in score.facts.items()},
        "misses": [msgspec.to_builtins(miss) for miss in score.misses],
    }


def _agreement(each: Agreement) -> dict[str, object]:
    return {"strict": _share(Share(each.strict, each.of)), "lenient": _share(Share(each.lenient, each.of))}


def _counts(counts: Counts) -> dict[str, object]:
    return {
        "right": counts.right,
        "wrong": counts.wrong,
        "missed": counts.missed,
        "precision": _share(counts.precision),
        "recall": _share(counts.recall),
    }


def _share(share: Share) -> dict[str, object]:
    return {"value": share.value, "interval": share.interval, "hits": share.hits, "of": share.of}
