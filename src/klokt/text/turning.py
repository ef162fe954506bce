"""Say what each turning word of a text reaches: the list that it denies, the suspicion, the if."""

from collections.abc import Sequence

from klokt.text.lexicon import Cue, Lexicon
from klokt.text.matches import ByFirst, CueFound, Hit
from klokt.text.tokens import Tokens
from klokt.text.turning_words import ITEM_ENDS, NEGATION, Turn, denied_within, kept

_FAR = 12
"""How many tokens a turning word can reach."""
_FAR_IF = 60
"""How many tokens an if can reach, within its sentence."""
_BEHIND = 4
"""How many tokens may stand between a phrase and a turning word after it."""
_LONG_ITEM = 5
"""A part between commas that is longer than this is no item of a list."""
_ASIDES = frozenset(":()")
_ANSWERED = frozenset(":?")
"""Marks that an answer follows."""
_CONDITION = "condition"
_FAMILY = "family"
_SUSPICION = "suspicion"
_WHO = (["som"], ["who"])
"""Words that go on about a person who was named."""


class Turns:
    """The turning words of a text and the phrases that each of them turns."""

    def __init__(self, tokens: Tokens, cues: Sequence[CueFound], hits: Sequence[Hit], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._words = lexicon.language
        self._starts = {hit.first: hit for hit in hits}
        self._hits = ByFirst(hits)
        telling = [hit for hit in hits if hit.topic.facts]
        self._facts = ByFirst(telling)
        self._within = list(denied_within(tokens, cues, telling))
        self.all = [self._turn(cue, first, end) for cue, first, end in kept(tokens, cues, hits) if cue.place != "never"]

    def by_hit(self) -> dict[Hit, list[Turn]]:
        """Return the turning words that reach each phrase with facts."""
        reached: dict[Hit, list[Turn]] = {}
        for turn in self.all:
            for hit in self._reached(turn):
                reached.setdefault(hit, []).append(turn)
        for hit, turn in self._within:
            reached.setdefault(hit, []).append(turn)
        return reached

    def _turn(self, cue: Cue, first: int, end: int) -> Turn:
        if cue.place == "after":
            reach = range(self._back(cue.kind, first), first)
        elif self._is_of_one_word(end):
            reach = range(end, end + 2)
        else:
            reach = range(first + 1, self._reach(cue.kind, end))  # a phrase may begin inside it
        return Turn(cue.kind, first, end, reach)

    def _is_of_one_word(self, end: int) -> bool:
        """Whether a hyphen ties a turning word to the word after it: "non-tender"."""
        tokens = self._tokens
        tied = end + 1 < len(tokens) and tokens.words[end] == "-"
        return tied and tokens.touches(end) and tokens.touches(end + 1)

    def _reached(self, turn: Turn) -> list[Hit]:
        if turn.reach.start > turn.first:
            return list(self._facts.between(turn.reach.start, turn.reach.stop))
        if self._is_of_what_follows(turn):
            return []
        nearest = [
            hit
            for hit in self._facts.between(turn.reach.start, turn.reach.stop)
            if hit.end <= turn.first <= hit.end + _BEHIND and not any(self._facts.between(hit.end, turn.first))
        ]
        return nearest + self._listed_before(nearest, turn)

    def _listed_before(self, nearest: Sequence[Hit], turn: Turn) -> list[Hit]:
        """The phrases that a list joins to the one that a turning word stands after: "fever/rash: no"."""
        if not nearest:
            return []
        words, joined = self._tokens.words, self._words.alternatives | self._words.additions | {"/"}
        if words[turn.first - 1] in _ANSWERED:
            joined |= {","}
        found: list[Hit] = []
        first = min(hit.first for hit in nearest)
        for hit in reversed(list(self._facts.between(max(0, first - _FAR), first))):
            between = words[hit.end : first]
            same = found and hit.end == found[-1].end  # two phrases may stand in one item
            if not same and (not between or not joined.issuperset(between)):
                break
            found.append(hit)
            first = hit.first
        return found

    def _is_of_what_follows(self, turn: Turn) -> bool:
        """Whether a phrase begins with a denial or follows it in its clause, so that it is that which is denied."""
        clause = self._tokens.clause
        following = self._facts.between(turn.first, turn.end + _BEHIND + 1)
        return turn.kind == NEGATION and any(clause[hit.first] == clause[turn.first] for hit in following)

    def _reach(self, kind: str, at: int) -> int:
        """The token after the last that a turning word before it reaches."""
        words, sentence, starts = self._tokens.words, self._tokens.sentence, self._starts
        joints, may_end = self._words.joints, self._words.list_ends
        limit = min(len(words), at + (_FAR_IF if kind == _CONDITION else _FAR))
        holder = starts.get(at - 1)  # a phrase that is itself a denial
        group: frozenset[str] = holder.topic.groups if holder else frozenset()
        for index in range(at, limit):
            word = words[index]
            if sentence[index] != sentence[at - 1] or word in joints:
                return index
            if not group and index in starts:
                group = starts[index].topic.groups
            if word in may_end and kind != _CONDITION and self._ends_reach(kind, index, at, group):
                return index
        return max(limit, at)

    def _ends_reach(self, kind: str, index: int, at: int, group: frozenset[str]) -> bool:
        word = self._tokens.words[index]
        if word == ".":  # that of an abbreviation ends no list
            return index + 1 == len(self._tokens) or self._tokens.clause[index] != self._tokens.clause[index + 1]
        if word == ",":
            if kind == _FAMILY and self._tokens.words[index + 1 : index + 2] in _WHO:
                return False
            return not self._list_goes_on(kind, index + 1, group)
        if index > at and word in _ASIDES:
            return True
        if kind != NEGATION:
            return False
        if word in self._words.additions:
            return not self._is_of_group(index + 1, group)
        return index > at and word in self._words.stops

    def _is_of_group(self, at: int, group: frozenset[str]) -> bool:
        return any(step in self._starts and self._starts[step].topic.groups & group for step in (at, at + 1))

    def _list_goes_on(self, kind: str, at: int, group: frozenset[str]) -> bool:
        """Whether what follows a comma belongs to the list before it: a short part of the same group, or an "or"."""
        longest = _LONG_ITEM if kind == NEGATION else _LONG_ITEM + 2
        end = self._item_end(at, longest)
        part = self._tokens.words[at:end]
        if not part or len(part) > longest or not self._words.stops.isdisjoint(part) or part[0] in self._words.anew:
            return False
        if not self._words.alternatives.isdisjoint(part):
            return True
        opening = next((self._starts[step] for step in (at, at + 1) if step in self._starts and step < end), None)
        same = opening is not None and bool(opening.topic.groups & group) and len(part) < _LONG_ITEM
        return same or self._or_later(end)

    def _item_end(self, at: int, longest: int) -> int:
        """The end of the part between commas; no further than is needed to see that it is too long."""
        words, end = self._tokens.words, at
        while end < len(words) and words[end] not in ITEM_ENDS and end - at <= longest:
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
            if word in ITEM_ENDS or word in self._words.stops:
                return False
        return False

    def _back(self, kind: str, first: int) -> int:
        """The first token that a turning word after it reaches: from the start of its clause, or past a colon or "?".

        A suspicion reaches back past a joining word as well: "unlikely, but must be excluded".
        """
        words, clause = self._tokens.words, self._tokens.clause
        index = first
        if index and words[index - 1] in _ANSWERED:
            index -= 1
        if kind == _SUSPICION:
            while index and (words[index - 1] in self._words.joints or words[index - 1] == ","):
                index -= 1
            index -= index < first and index > 0
        within = clause[index]
        while index and clause[index - 1] == within and first - index < _FAR:
            index -= 1
        return index
