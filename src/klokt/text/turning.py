"""Say what each turning word of a text reaches: the list that it denies, the suspicion, the if."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from klokt.text.lexicon import Cue, Lexicon
from klokt.text.matches import ByFirst, CueFound, Hit
from klokt.text.tokens import Tokens

_FAR = 12
"""How many tokens a turning word can reach."""
_FAR_IF = 60
"""How many tokens an if can reach, within its sentence."""
_BEHIND = 4
"""How many tokens may stand between a phrase and a turning word after it."""
_LONG_ITEM = 5
"""A part between commas that is longer than this is no item of a list."""
_ITEM_ENDS = frozenset(",.;\n?!:(")
_ASIDES = frozenset(":()")
_NEGATION = "negation"
_CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning word in the text: from `first` to before `end`; it reaches the tokens of `reach`."""

    kind: str
    first: int
    end: int
    reach: range


class Turns:
    """The turning words of a text and the phrases that each of them turns."""

    def __init__(self, tokens: Tokens, cues: Sequence[CueFound], hits: Sequence[Hit], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._words = lexicon.language
        self._starts = {hit.first: hit for hit in hits}
        self._hits = ByFirst(hits)
        self._facts = ByFirst([hit for hit in hits if hit.topic.facts])
        self.all = [
            self._turn(cue, first, end) for cue, first, end in _kept(tokens, cues, hits) if cue.place != "never"
        ]

    def by_hit(self) -> dict[Hit, list[Turn]]:
        """Return the turning words that reach each phrase with facts."""
        reached: dict[Hit, list[Turn]] = {}
        for turn in self.all:
            for hit in self._reached(turn):
                reached.setdefault(hit, []).append(turn)
        return reached

    def _turn(self, cue: Cue, first: int, end: int) -> Turn:
        reach = range(end, self._reach(cue.kind, end)) if cue.place == "before" else range(self._back(first), first)
        return Turn(cue.kind, first, end, reach)

    def _reached(self, turn: Turn) -> list[Hit]:
        if turn.reach.start >= turn.end:
            return list(self._facts.between(turn.reach.start, turn.reach.stop))
        if self._is_of_what_follows(turn):
            return []
        return [
            hit
            for hit in self._facts.between(turn.reach.start, turn.reach.stop)
            if hit.end <= turn.first <= hit.end + _BEHIND and not any(self._facts.between(hit.end, turn.first))
        ]

    def _is_of_what_follows(self, turn: Turn) -> bool:
        """Whether a phrase follows a denial in its clause, so that it is that which is denied."""
        clause = self._tokens.clause
        following = self._facts.between(turn.end, turn.end + _BEHIND + 1)
        return turn.kind == _NEGATION and any(clause[hit.first] == clause[turn.first] for hit in following)

    def _reach(self, kind: str, at: int) -> int:
        """The token after the last that a turning word before it reaches."""
        tokens, words = self._tokens, self._words
        limit = min(len(tokens), at + (_FAR_IF if kind == _CONDITION else _FAR))
        holder = self._starts.get(at - 1)  # a phrase that is itself a denial
        group = holder.topic.group if holder else None
        for index in range(at, limit):
            word = tokens.words[index]
            if tokens.sentence[index] != tokens.sentence[at - 1] or word in words.joints:
                return index
            if group is None and index in self._starts:
                group = self._starts[index].topic.group
            if kind != _CONDITION and self._ends_reach(kind, index, at, group):
                return index
        return max(limit, at)

    def _ends_reach(self, kind: str, index: int, at: int, group: str | None) -> bool:
        word = self._tokens.words[index]
        if word == ".":  # that of an abbreviation ends no list
            return index + 1 == len(self._tokens) or self._tokens.clause[index] != self._tokens.clause[index + 1]
        if word == ",":
            return not self._list_goes_on(kind, index + 1, group)
        if index > at and word in _ASIDES:
            return True
        if kind != _NEGATION:
            return False
        if word in self._words.additions:
            return not self._is_of_group(index + 1, group)
        return index > at and word in self._words.stops

    def _is_of_group(self, at: int, group: str | None) -> bool:
        return any(step in self._starts and self._starts[step].topic.group == group for step in (at, at + 1))

    def _list_goes_on(self, kind: str, at: int, group: str | None) -> bool:
        """Whether what follows a comma belongs to the list before it: a short part of the same group, or an "or"."""
        longest = _LONG_ITEM if kind == _NEGATION else _LONG_ITEM + 2
        end = self._item_end(at, longest)
        part = self._tokens.words[at:end]
        if not part or len(part) > longest or not self._words.stops.isdisjoint(part):
            return False
        if not self._words.alternatives.isdisjoint(part):
            return True
        opening = next((self._starts[step] for step in (at, at + 1) if step in self._starts and step < end), None)
        same = opening is not None and opening.topic.group == group and len(part) < _LONG_ITEM
        return same or self._or_later(end)

    def _item_end(self, at: int, longest: int) -> int:
        """The end of the part between commas; no further than is needed to see that it is too long."""
        words, end = self._tokens.words, at
        while end < len(words) and words[end] not in _ITEM_ENDS and end - at <= longest:
            end += 1
        return end

    def _or_later(self, at: int) -> bool:
        """Whether the next part of the list holds an "or"."""
        words = self._tokens.words
        if at >= len(words) or words[at] != ",":
            return False
        for word in words[at + 1 : at + 1 + _LONG_ITEM]:
            if word in self._words.alternatives:
                return True
            if word in _ITEM_ENDS or word in self._words.stops:
                return False
        return False

    def _back(self, first: int) -> int:
        """The first token that a turning word after it reaches: back to the start of its clause, or past a colon."""
        words, clause = self._tokens.words, self._tokens.clause
        index = first
        if index and words[index - 1] == ":":
            index -= 1
        within = clause[index]
        while index and clause[index - 1] == within and first - index < _FAR:
            index -= 1
        return index


def _kept(tokens: Tokens, cues: Sequence[CueFound], hits: Sequence[Hit]) -> list[CueFound]:
    """Leave out turning words inside a phrase or inside a longer turning word, and those that deny nothing."""
    if not cues:
        return []
    inside = _reach_of_hits(tokens, hits)
    longest: dict[int, int] = {}  # for each first token, the token after the longest turning word there
    kept: list[CueFound] = []
    by_length = sorted(cues, key=lambda found: found[1] - found[2])
    most = by_length[0][2] - by_length[0][1]
    for cue, first, end in by_length:
        if end <= inside[first] or _is_inside(first, end, longest, most):
            continue
        if cue.kind == _NEGATION and not _denies(tokens, cue, first, end):
            continue
        if cue.place != "after":  # "ikke prøvd" may deny what is before it, and its "ikke" what is behind it
            longest[first] = max(end, longest.get(first, 0))
        kept.append((cue, first, end))
    return kept


def _reach_of_hits(tokens: Tokens, hits: Sequence[Hit]) -> list[int]:
    """For each token, the end of the phrase that reaches furthest among those that begin there or before.

    A phrase that is itself a denial ("ikke prøvd øvelser") leaves its denying word free for what follows it.
    """
    furthest = [0] * (len(tokens) + 1)
    for hit in hits:
        topic = hit.topic
        if topic.value in (False, topic.denied) and topic.settled and topic.of is None:
            continue
        furthest[hit.first] = max(furthest[hit.first], hit.end)
    return list(accumulate(furthest, max))


def _is_inside(first: int, end: int, longest: dict[int, int], most: int) -> bool:
    """Whether a longer turning word holds this one."""
    return any(
        longest.get(start, 0) >= end and longest[start] - start > end - first
        for start in range(max(0, end - most), first + 1)
        if start in longest
    )


def _denies(tokens: Tokens, cue: Cue, first: int, end: int) -> bool:
    """Whether a word that can deny does: "12 u" is weeks, and a single word after a phrase must end its clause."""
    if cue.place == "before":
        return not (first and tokens.words[first - 1][0].isdecimal() and len(tokens.words[first]) == 1)
    last = end >= len(tokens) or tokens.clause[end] != tokens.clause[first] or not tokens.words[end].isalpha()
    return end - first > 1 or last
