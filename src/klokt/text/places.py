"""Say which joint and side a phrase is about, by the words around it and by headings such as "Left knee:"."""

from collections.abc import Sequence

from klokt.model.referral import Target
from klokt.text.lexicon import Place
from klokt.text.tokens import Tokens
from klokt.text.turning import Hit

NEAR = 6


class Whereabouts:
    """The words for places in a text, and the targets that were asked for."""

    def __init__(self, tokens: Tokens, places: Sequence[tuple[Place, int, int]], targets: Sequence[Target]) -> None:
        self.tokens = tokens
        self.targets = tuple(targets)
        self.asked_sites = {target.site for target in targets if target.site is not None}
        self.sides = [(place.side, first, end) for place, first, end in places if place.side is not None]
        self.sites = [(place.site, first, end) for place, first, end in places if place.site is not None]
        self.headings = self._headings()

    def of(self, hit: Hit) -> tuple[str | None, Target | None, bool]:
        """Return the site that a phrase is told of, the target it is told of, and whether nobody asked about it.

        The target is given only where it tells one of several from the others.
        """
        wide = hit.topic.about == "patient"
        side = None if wide else self._side(hit)
        site = None if wide else hit.topic.site or self._site(hit)
        if side == "other":
            return site, None, True
        if side == "both":
            side = None
        heading = self.headings.get(self.tokens.sentence[hit.first])
        if heading is not None:
            site, side = site or heading[0], side or heading[1]
        if site is None and side is None:
            return None, None, False
        known = [target for target in self.targets if target.site is not None]
        fitting = [
            target
            for target in known
            if (site is None or target.site == site) and (side is None or target.side in (None, side))
        ]
        if known and not fitting:
            return site, None, True
        if len(known) > 1 and len(fitting) < len(known):
            return site, fitting[0], False
        return site, None, False

    def _side(self, hit: Hit) -> str | None:
        """The nearest word for a side in the phrase's clause."""
        clause = self.tokens.clause[hit.first]
        best: tuple[int, str] | None = None
        for side, first, end in self.sides:
            if self.tokens.clause[first] != clause or not self._is_side(first):
                continue
            apart = 0 if hit.first <= first < hit.end else first - hit.end if first >= hit.end else hit.first - end
            if apart <= NEAR and (best is None or apart < best[0]):
                best = (apart, side or "")
        return best[1] if best else None

    def _is_side(self, at: int) -> bool:
        """A single letter is a side only beside a word, and no unit or enumeration."""
        word = self.tokens.words[at]
        if len(word) > 1:
            return True
        before = self.tokens.words[at - 1] if at else ""
        after = self.tokens.words[at + 1] if at + 1 < len(self.tokens) else ""
        return not before[-1:].isdigit() and after not in ("/", ")", ":", "-")

    def _site(self, hit: Hit) -> str | None:
        clause = self.tokens.clause[hit.first]
        here = {site for site, first, _ in self.sites if self.tokens.clause[first] == clause}
        if not here and hit.topic.placed:
            sentence = self.tokens.sentence[hit.first]
            here = {site for site, first, _ in self.sites if self.tokens.sentence[first] == sentence}
            here = here or {site for site, _, _ in self.sites}
        return here.pop() if len(here) == 1 else None

    def _headings(self) -> dict[int, tuple[str | None, str | None]]:
        """For each sentence the site and side of the last heading before it, such as "Left knee:"."""
        found: dict[int, tuple[str | None, str | None]] = {}
        current: tuple[str | None, str | None] | None = None
        words, sentences = self.tokens.words, self.tokens.sentence
        opening = 0
        for index, word in enumerate(words):
            if index == 0 or sentences[index] != sentences[index - 1]:
                opening = index
            if word == ":" and index - opening <= 5:
                site = next((each for each, first, _ in self.sites if opening <= first < index), None)
                side = next((each for each, first, _ in self.sides if opening <= first < index), None)
                if site or (side and side != "other"):
                    current = (site, None if side == "both" else side)
            if current is not None:
                found[sentences[index]] = current
        return found
