"""Say which site and side a phrase is about, by the words around it and by headings such as "Left knee:"."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from klokt.model.referral import Target
from klokt.text.matches import Hit, PlaceFound
from klokt.text.remembered import Remembered
from klokt.text.tokens import Tokens

_NEAR = 6
"""How many tokens may stand between a phrase and the side that it is of."""
OTHER = "other"
"""The site of the words for other parts of the body."""
_HEADING = 5
"""How many tokens a heading may have before its colon."""


@dataclass(frozen=True, slots=True)
class Where:
    """The site that a phrase is told of, and the target where it tells one of several from the others.

    `elsewhere`: it is told of a place that nobody asked about.
    """

    site: str | None = None
    target: Target | None = None
    elsewhere: bool = False


_Named = tuple[str | None, str | None]
"""A site and a side."""


class Whereabouts:
    """The words for places in a text, and the targets that were asked for."""

    def __init__(self, tokens: Tokens, places: Sequence[PlaceFound], targets: Sequence[Target]) -> None:
        self._tokens = tokens
        self._targets = [target for target in targets if target.site is not None]
        self.asked_sites = {target.site for target in self._targets}
        no_side = {at for place, first, end in places if place.side == "none" for at in range(first, end)}
        self._sides = [
            (first, end, place.side)
            for place, first, end in places
            if place.side not in (None, "none") and first not in no_side
        ]
        self._sites = [(first, place.site) for place, first, _ in places if place.site not in (None, OTHER)]
        others = {first for place, first, _ in places if place.site == OTHER}
        self._strange = others if OTHER not in self.asked_sites else set()
        self._all_sites = {site for _, site in self._sites}
        self._by_clause: dict[int, set[str]] = {}
        self._by_sentence: dict[int, set[str]] = {}
        for first, site in self._sites:
            self._by_clause.setdefault(tokens.clause[first], set()).add(site)
            self._by_sentence.setdefault(tokens.sentence[first], set()).add(site)
        self._where = _KNOWN[tuple(self._targets)]
        self._headings = self._headings_by_sentence() if places and ":" in tokens.words else {}

    def of(self, hit: Hit) -> Where:
        """Return where a phrase is told of. What concerns the whole patient has a place only by a heading."""
        wide = hit.topic.of_patient
        side = None if wide else self._side(hit)
        site = None if wide else hit.topic.site or self._site(hit)
        if (side == "other" and self._targets) or self._is_strange(hit):
            return Where(site, elsewhere=True)
        if side in ("both", "other"):
            side = None
        if heading := self._headings.get(self._tokens.sentence[hit.first]):
            site, side = site or heading[0], side or heading[1]
        return self._where[site, side]

    def _is_strange(self, hit: Hit) -> bool:
        """Whether the words behind a phrase give it to another part of the body: "swelling | of the arm"."""
        topic = hit.topic
        if not self._strange or self._strange.isdisjoint((hit.end, hit.end + 1)):
            return False
        if topic.settled or topic.suspected or topic.of_patient:
            return False
        index = bisect_left(self._sites, (hit.first,))
        return index == len(self._sites) or self._sites[index][0] >= hit.end

    def _side(self, hit: Hit) -> str | None:
        """The nearest word for a side in the phrase's clause."""
        if not self._sides:
            return None
        clause = self._tokens.clause
        nearest, best = _NEAR + 1, None
        index = bisect_left(self._sides, (hit.first - 2 * _NEAR,))
        for first, end, side in self._sides[index:]:
            if first > hit.end + _NEAR:
                break
            apart = 0 if hit.first <= first < hit.end else first - hit.end if first >= hit.end else hit.first - end
            if apart < nearest and clause[first] == clause[hit.first] and self._is_side(first):
                nearest, best = apart, side
        return best

    def _is_side(self, at: int) -> bool:
        """A single letter is a side only beside a word, and no unit or enumeration."""
        words = self._tokens.words
        if len(words[at]) > 1:
            return True
        before = words[at - 1] if at else ""
        after = words[at + 1] if at + 1 < len(words) else ""
        return not before[-1:].isdecimal() and after not in ("/", ")", ":", "-")

    def _site(self, hit: Hit) -> str | None:
        here = self._by_clause.get(self._tokens.clause[hit.first])
        if not here and hit.topic.placed:
            here = self._by_sentence.get(self._tokens.sentence[hit.first]) or self._all_sites
        return next(iter(here)) if here and len(here) == 1 else None

    def _headings_by_sentence(self) -> dict[int, _Named]:
        """For each sentence the site and side of the last heading before it, such as "Left knee:"."""
        found: dict[int, _Named] = {}
        current: _Named | None = None
        words, sentences = self._tokens.words, self._tokens.sentence
        opening = 0
        for index, word in enumerate(words):
            if index and sentences[index] != sentences[index - 1]:
                opening = index
            if word == ":" and index - opening <= _HEADING:
                current = self._heading(opening, index) or current
            if current is not None:
                found[sentences[index]] = current
        return found

    def _heading(self, first: int, end: int) -> _Named | None:
        sites = self._sites[bisect_left(self._sites, (first,)) : bisect_left(self._sites, (end,))]
        sides = self._sides[bisect_left(self._sides, (first,)) : bisect_left(self._sides, (end,))]
        site, side = sites[0][1] if sites else None, sides[0][2] if sides else None
        if site is None and side in (None, "other"):
            return None
        return site, None if side == "both" else side


def _told(targets: Sequence[Target], told: _Named) -> Where:
    """Where something is that is told of a site and a side, either of which may lack."""
    site, side = told
    if site is None and side is None:
        return Where()
    fitting = [
        target
        for target in targets
        if (site is None or target.site == site) and (side is None or target.side in (None, side))
    ]
    if targets and not fitting:
        return Where(site, elsewhere=True)
    if len(fitting) == len(targets):
        return Where(site)
    return Where(site, fitting[0] if len(fitting) == 1 else Target(fitting[0].site, side))


def _told_among(targets: tuple[Target, ...]) -> Remembered[_Named, Where]:
    return Remembered(lambda told: _told(targets, told))


_KNOWN = Remembered(_told_among)
"""Where each site and side is, by the targets that were asked for."""
