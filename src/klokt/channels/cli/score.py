"""klokt score: read and assess labelled referrals, and say how well that agrees with the labels."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping

import msgspec

from klokt.channels.cli.assess import Desk
from klokt.channels.cli.inputs import data_of
from klokt.channels.cli.second_reader import add_second_reader, second_reader_of
from klokt.channels.cli.terminal import complain, printable
from klokt.channels.wire import answer
from klokt.content.load import find
from klokt.errors import IntakeError, KloktError
from klokt.intake.reader import read
from klokt.model.fact import Audience
from klokt.text.labels import labels_of
from klokt.text.score import Agreement, Counts, Score, Share
from klokt.text.score_told import BY, told_lines
from klokt.text.second_reader import SecondReader
from klokt.text.topics import topics_of

EXAMPLE = """examples:
  klokt score labelled.jsonl --guideline no_knee_hip_imaging
  klokt score labelled.jsonl --by language --by topic
  klokt score labelled.jsonl --format json"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", help="labelled referrals, one JSON object a line; - reads stdin")
    parser.add_argument("--guideline", help="id or folder of the guideline; chosen from each referral by default")
    parser.add_argument(
        "--by",
        action="append",
        choices=BY,
        help="what the text form tells precision and recall by, by fact where not said; may be repeated. "
        "The JSON form has them all",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")
    add_second_reader(parser)


def run(arguments: argparse.Namespace) -> int:
    """Score every referral; return 0, or 1 where one could not be read. Agreement is not judged here."""
    failures: list[str] = []
    lines = data_of(arguments.file).decode("utf-8").splitlines()
    used = scored(lines, arguments.guideline, failures, second_reader_of(arguments))
    topics = {score.guideline.id: _topics(score, arguments.guideline) for score in used}
    if arguments.format == "json":
        data = [_as_data(score, topics[score.guideline.id]) for score in used]
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    else:
        for score in used:
            for line in told_lines(score, arguments.by or ["fact"], topics[score.guideline.id]):
                print(printable(line))
    for failure in failures:
        complain(failure)
    return 1 if failures else 0


def scored(
    lines: Iterable[str],
    guideline: str | None = None,
    failures: list[str] | None = None,
    second_reader: SecondReader | None = None,
) -> list[Score]:
    """Return the score of labelled referrals, one a line, for each guideline that served any.

    What cannot be read or assessed is left out, and told in `failures` where the caller gives a list;
    else it raises IntakeError or SelectionError.
    """
    desk = Desk(guideline, {}, second_reader=second_reader)
    scores = {each.id: Score(each) for each in desk.guidelines}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            _add(_row(line), desk, scores)
        except KloktError as error:
            if failures is None:
                raise
            failures.append(f"line {number}: {error.code} {error.message}")
    return [score for score in scores.values() if score.referrals]


def _row(line: str) -> Mapping[str, object]:
    """The object of a line. Labels are read here and nowhere else."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise IntakeError("K301", f"this is not JSON: {error.msg}, column {error.colno}") from None
    if not isinstance(row, dict):
        raise IntakeError("K302", "expected an object on each line")
    return row


def _add(row: Mapping[str, object], desk: Desk, scores: Mapping[str, Score]) -> None:
    labels = labels_of(row)
    for referral in read(json.dumps(row).encode(), "-"):
        if isinstance(referral, IntakeError):
            raise referral
        read_referral, assessment = desk.assessed_one(referral, Audience.RECEIVER, None)
        answered = msgspec.to_builtins(answer(assessment, assessment.guideline.languages[0]))
        scores[assessment.guideline.id].add(labels, read_referral, answered)


def _topics(score: Score, named: str | None) -> dict[str, str]:
    return topics_of(find(named or score.guideline.id), score.guideline)


def _as_data(score: Score, topics: Mapping[str, str]) -> dict[str, object]:
    return {
        "guideline": score.guideline.id,
        "edition": score.guideline.edition,
        "referrals": score.referrals,
        "fields": _fields(score),
        "unsafe": score.unsafe,
        "missed_acute": score.missed_acute,
        "wrong_spans": score.wrong_spans,
        "all_facts": _counts(score.all_facts),
        "facts": {name: _counts(each) for name, each in score.facts.items()},
        "topics": {name: _counts(each) for name, each in score.by_topic(topics).items()},
        "languages": {
            language: {
                "referrals": each.referrals,
                "fields": _fields(each),
                "unsafe": each.unsafe,
                "missed_acute": each.missed_acute,
                "all_facts": _counts(each.all_facts),
            }
            for language, each in score.languages.items()
        },
        "misses": [msgspec.to_builtins(miss) for miss in score.misses],
    }


def _fields(score: Score) -> dict[str, object]:
    return {name: _agreement(each) for name, each in score.fields.items()}


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
