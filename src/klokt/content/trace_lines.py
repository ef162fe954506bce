"""Say in lines of text what accounts for each sentence of a document, and what is still open."""

from collections.abc import Iterable, Iterator

from klokt.content.claims import KINDS
from klokt.content.sentence_index import Differences
from klokt.content.sentences import Sentence
from klokt.content.trace import Account, Trace


def trace_lines(trace: Trace) -> list[str]:
    """Return a line for each sentence (number, locator, kind, ids), and a summary after a blank line."""
    width = max((len(account.sentence.locator) for account in trace.accounts), default=0)
    table = [
        f"{one.sentence.number:4}  {one.sentence.locator:{width}}  {one.kind:14}  {', '.join(one.ids)}".rstrip()
        for one in trace.accounts
    ]
    return [*table, "", *_summary(trace)]


def difference_lines(found: Differences) -> list[str]:
    """Return how the document differs from its index, or one line that says it does not."""
    if found.same_edition:
        return ["The document holds the sentences of the index: it is the same edition."]
    return [
        "The document is not the edition that the index was made from.",
        *_listed("Only in the document", map(_place, found.added)),
        *_listed("Only in the index", map(_place, found.gone)),
        *_listed("Marked otherwise than in the index", map(_place, found.marked_otherwise)),
    ]


def _summary(trace: Trace) -> Iterator[str]:
    counts = ", ".join(f"{kind} {len(trace.of_kind(kind))}" for kind in KINDS)
    yield f"{trace.guideline}, {trace.document}: {len(trace.accounts)} sentences ({counts})"
    yield "Every sentence is accounted for." if trace.complete else "The account is not complete."
    yield from _listed("Unaccounted", map(_place, trace.unaccounted))
    without = trace.normative_without_rule
    share = 100 * len(without) / trace.normative if trace.normative else 0
    yield f"May carry a norm, and no rule follows: {len(without)} of {trace.normative} sentences ({share:.1f} %)"
    yield from (f"  {_with_reason(account)}" for account in without)
    yield from _listed("These share a reason, and each needs one of its own", map(_numbers, trace.shared_reasons))
    yield from _listed("Both a rule and a not_a_rule claim these", map(_place, trace.contradicted))
    yield from _listed("Nothing refers to these sources", trace.unreached)
    yield from _listed("Fingerprints that the document does not hold", map(": ".join, trace.stale))


def _listed(title: str, entries: Iterable[str]) -> list[str]:
    lines = [f"  {entry}" for entry in entries]
    return [f"{title}: {len(lines)}", *lines] if lines else []


def _place(sentence: Sentence) -> str:
    return f"{sentence.number} {sentence.locator} ({sentence.fingerprint})"


def _with_reason(account: Account) -> str:
    return f"{account.sentence.number} {account.sentence.locator} [{', '.join(account.ids)}]: {account.reason}"


def _numbers(sharing: Iterable[Account]) -> str:
    return ", ".join(f"{account.sentence.number} [{', '.join(account.ids)}]" for account in sharing)
