"""Say which turning words of a text count: not those inside a phrase or a longer turning word, nor a "u" for weeks."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from klokt.text.lexicon import Cue, Topic
from klokt.text.matches import CueFound, Hit, stands_by
from klokt.text.tokens import Tokens

NEGATION = "negation"
LAPSE = "lapse"
ITEM_ENDS = frozenset(",.;\n?!:(")
"""Marks that an item of a list ends at."""
_MINUS = frozenset("-÷")
"""Signs that deny what stands before them, where nothing follows: "effusion -"."""


@dataclass(slots=True)
class Turn:
    """A turning word in the text: from `first` to before `end`; it reaches the tokens of `reach`."""

    kind: str
    first: int
    end: int
    reach: range


def denied_within(tokens: Tokens, cues: Sequence[CueFound], hits: Sequence[Hit]) -> Iterator[tuple[Hit, Turn]]:
    """The phrases that have a denial among the words that they leave open: "the knee is not swollen"."""
    doubled = {at for cue, first, end in cues if cue.place == "never" for at in range(first, end)}
    denials = {
        first: end
        for cue, first, end in cues
        if cue.kind == NEGATION
        and cue.place == "before"
        and first not in doubled
        and tokens.words[end : end + 1] != ["-"]
    }
    for hit in hits:
        if not hit.topic.settled:
            for first in range(hit.first + 1, hit.end - 1):
                if first in denials:
                    yield hit, Turn(NEGATION, first, min(denials[first], hit.end), range(hit.first, hit.end))
                    break


def kept(tokens: Tokens, cues: Sequence[CueFound], hits: Sequence[Hit]) -> list[CueFound]:
    """Leave out turning words inside a phrase or inside a longer turning word, and those that deny nothing."""
    if not cues:
        return []
    firsts, reaches = _reach_of_hits(tokens, hits)
    longest: dict[int, int] = {}  # for each first token, the token after the longest turning word there
    counted: list[CueFound] = []
    by_length = sorted(cues, key=lambda found: found[1] - found[2])
    most = by_length[0][2] - by_length[0][1]
    for cue, first, end in by_length:
        if end <= reaches[bisect_right(firsts, first)] or _is_inside(first, end, longest, most):
            continue
        if cue.kind == NEGATION and not _denies(tokens, cue, first, end):
            continue
        if cue.place != "after":  # "ikke prøvd" may deny what is before it, and its "ikke" what is behind it
            longest[first] = max(end, longest.get(first, 0))
        counted.append((cue, first, end))
    return counted


def _reach_of_hits(tokens: Tokens, hits: Sequence[Hit]) -> tuple[list[int], list[int]]:
    """Where phrases begin, and for none, one or more of them the end of the one that reaches furthest.

    A phrase that is itself a denial ("ikke prøvd øvelser") leaves its denying word free for what follows it, and one
    whose subject is not told leaves all its words free.
    """
    subjects = {(fact, tokens.sentence[hit.first]) for hit in hits if hit.topic.of is None for fact in hit.topic.facts}
    told = [hit for hit in hits if hit.topic.of is None or stands_by(hit, subjects, tokens)]
    closed = [hit for hit in told if not _leaves_denial_free(hit.topic)]
    return [hit.first for hit in closed], list(accumulate((hit.end for hit in closed), max, initial=0))


def _leaves_denial_free(topic: Topic) -> bool:
    return topic.settled and topic.of is None and topic.value in (False, topic.denied)


def _is_inside(first: int, end: int, longest: dict[int, int], most: int) -> bool:
    """Whether a longer turning word holds this one."""
    for start in range(max(0, end - most), first + 1):
        if start in longest and longest[start] >= end and longest[start] - start > end - first:
            return True
    return False


def _denies(tokens: Tokens, cue: Cue, first: int, end: int) -> bool:
    """Whether a word that can deny does: "12 u" is weeks, and a single word after a phrase must end its clause."""
    if cue.place == "before":
        return not (first and tokens.words[first - 1][0].isdecimal() and len(tokens.words[first]) == 1)
    if tokens.words[first] in _MINUS:
        return end >= len(tokens) or tokens.words[end] in ITEM_ENDS
    last = end >= len(tokens) or tokens.clause[end] != tokens.clause[first] or not tokens.words[end].isalpha()
    return end - first > 1 or last
