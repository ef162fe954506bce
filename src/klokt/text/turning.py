"""Say how the words around a phrase turn it: denied, supposed, past, planned, conditional, or of somebody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from klokt.text.lexicon import Cue, Lexicon, Topic
from klokt.text.tokens import Tokens

FAR = 12
"""How many tokens a turning word can reach."""
FAR_BACK = 4
"""How many tokens may stand between a phrase and a turning word after it."""
LONG_ITEM = 5
"""A part between commas that is longer than this is no item of a list."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase in the text: what it means, its first token and the token after its last."""

    topic: Topic
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning word in the text: from `first` to before `end`; it reaches the tokens of `reach`."""

    kind: str
    first: int
    end: int
    reach: range


def turns_in(
    tokens: Tokens, cues: Iterable[tuple[Cue, int, int]], hits: Sequence[Hit], lexicon: Lexicon
) -> list[Turn]:
    """Return the turning words with what they reach. One inside a phrase, or inside a longer one, turns nothing."""
    phrases = [(hit.first, hit.end) for hit in hits]
    longest: list[tuple[Cue, int, int]] = []
    for cue, first, end in sorted(cues, key=lambda found: found[1] - found[2]):
        taken = (
            (start, stop)
            for _, start, stop in longest
            if stop - start > end - first
        )
        if any(start <= first and end <= stop for start, stop in (*taken, *phrases)):
            continue
        if cue.kind == "negation" and not _denies(tokens, cue, first, end):
            continue
        longest.append((cue, first, end))
    starts = {hit.first: hit for hit in hits}
    turns = []
    for cue, first, end in longest:
        if cue.place == "before":
            turns.append(Turn(cue.kind, first, end, range(end, _reach(tokens, cue.kind, end, starts, lexicon))))
        elif cue.place == "after":
            turns.append(Turn(cue.kind, first, end, range(_back(tokens, first), first)))
    return turns


def _denies(tokens: Tokens, cue: Cue, first: int, end: int) -> bool:
    """Whether a word that can deny does: "12 u" is weeks, and a single word after a phrase must end its clause."""
    if cue.place == "before":
        return not (first and tokens.words[first - 1][0].isdigit() and len(tokens.words[first]) == 1)
    last = end >= len(tokens) or tokens.clause[end] != tokens.clause[first] or not tokens.words[end].isalpha()
    return end - first > 1 or last


def _reach(tokens: Tokens, kind: str, at: int, starts: dict[int, Hit], lexicon: Lexicon) -> int:
    """The token after the last that a turning word at a place reaches."""
    if at >= len(tokens):
        return at
    sentence, words = tokens.sentence[at - 1], tokens.words
    limit = len(tokens) if kind == "condition" else min(len(tokens), at + FAR)
    group, index = None, at
    while index < limit and tokens.sentence[index] == sentence:
        word = words[index]
        if index in starts:
            group = group or starts[index].topic.group
        if word in lexicon.joints or (kind == "negation" and word in lexicon.stops and index > at):
            return index
        if kind == "condition":
            index += 1
            continue
        if word == "," and not _list_goes_on(tokens, kind, index + 1, group, starts, lexicon):
            return index
        if word in (":", "(", ")") and index > at:
            return index
        if word in ("og", "och", "and", "samt") and kind == "negation" and not _same_group(index + 1, group, starts):
            return index
        index += 1
    return index


def _same_group(at: int, group: str | None, starts: dict[int, Hit]) -> bool:
    return any(step in starts and starts[step].topic.group == group for step in (at, at + 1))


def _list_goes_on(
    tokens: Tokens, kind: str, at: int, group: str | None, starts: dict[int, Hit], lexicon: Lexicon
) -> bool:
    """Whether what follows a comma belongs to the list before it: a short part of the same group, or one with "or"."""
    end = at
    while end < len(tokens) and tokens.words[end] not in (",", ".", ";", "\n", "?", "!", ":", "("):
        end += 1
    part = tokens.words[at:end]
    if not part or len(part) > LONG_ITEM + 2 * (kind != "negation"):
        return False
    inside = [starts[index] for index in range(at, end) if index in starts]
    if any(word in lexicon.stops for word in part):
        return False
    if any(word in ("eller", "el", "heller", "or", "nor") for word in part):
        return True
    near = inside and inside[0].first - at <= 1
    return bool(near and inside[0].topic.group == group and len(part) <= LONG_ITEM - 1) or _or_later(tokens, end, lexicon)


def _or_later(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether the next part of the list holds an "or"."""
    if at >= len(tokens) or tokens.words[at] != ",":
        return False
    for index in range(at + 1, min(at + 1 + LONG_ITEM, len(tokens))):
        if tokens.words[index] in ("eller", "el", "heller", "or"):
            return True
        if tokens.words[index] in (",", ".", "\n") or tokens.words[index] in lexicon.stops:
            return False
    return False


def _back(tokens: Tokens, first: int) -> int:
    """The first token that a turning word after it reaches: back to the start of its clause, or past a colon."""
    index = first
    clause = tokens.clause[first]
    if index and tokens.words[index - 1] == ":":
        index -= 1
        clause = tokens.clause[index]
    while index and tokens.clause[index - 1] == clause and first - index < FAR:
        index -= 1
    return index
