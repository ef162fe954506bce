"""Tell a score in lines for a person: agreement, then precision and recall by what is asked for, the misses last."""

from collections.abc import Collection, Iterator, Mapping

from klokt.text.labels import OUTCOME_FIELDS
from klokt.text.score import Counts, Score, Share

BY = ("fact", "language", "topic")
"""What a score can be told by."""


def told_lines(score: Score, by: Collection[str], topics: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a score; `by` is of BY, and `topics` gives the topic of each fact."""
    yield f"{score.guideline.id} {score.guideline.edition}: {score.referrals} referrals"
    for name, each in score.fields.items():
        strict, lenient = Share(each.strict, each.of), Share(each.lenient, each.of)
        yield f"  {name:22} strict {_told(strict)}  lenient {_told(lenient)}"
    yield f"  unsafe {len(score.unsafe)}, missed acute {len(score.missed_acute)}, wrong spans {len(score.wrong_spans)}"
    yield _line("all facts", score.all_facts)
    if "fact" in by:
        yield from (_line(name, counts) for name, counts in score.facts.items())
    if "topic" in by:
        yield "by topic"
        yield from (_line(name, counts) for name, counts in score.by_topic(topics).items())
    if "language" in by:
        yield from _by_language(score)
    yield from _misses(score)


def _by_language(score: Score) -> Iterator[str]:
    yield "by language"
    for language, each in score.languages.items():
        yield _line(f"{language}, {each.referrals} referrals", each.all_facts)
        told = [
            f"{name} strict {_told(Share(of.strict, of.of))}  lenient {_told(Share(of.lenient, of.of))}"
            for name, of in each.fields.items()
            if name in OUTCOME_FIELDS
        ]
        yield f"    {'  '.join(told)}  unsafe {len(each.unsafe)}, missed acute {len(each.missed_acute)}"


def _line(name: str, counts: Counts) -> str:
    numbers = f"right {counts.right:3} wrong {counts.wrong:2} missed {counts.missed:2}"
    return f"  {name:36} {numbers}  precision {_told(counts.precision)}  recall {_told(counts.recall)}"


def _misses(score: Score) -> Iterator[str]:
    for title, ids in (
        ("unsafe", score.unsafe),
        ("missed acute", score.missed_acute),
        ("wrong spans", score.wrong_spans),
    ):
        if ids:
            yield f"{title}: {', '.join(ids)}"
    for miss in score.misses:
        words, read = (f' "{each}"' if each else "" for each in (miss.words, miss.read))
        yield f"{miss.referral}: {miss.about}: expected {_value(miss.expected)}{words}, got {_value(miss.got)}{read}"


def _told(share: Share) -> str:
    if share.value is None or share.interval is None:
        return "  -                "
    low, high = share.interval
    return f"{share.value:.3f} ({low:.3f}-{high:.3f})"


def _value(value: object) -> str:
    return "nothing" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
