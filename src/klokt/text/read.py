"""Read a referral's text: find the phrases, see how they are turned, where they belong, and what time they tell."""

import re
from collections.abc import Iterator, Sequence
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date

from klokt.model.fact import Span
from klokt.model.referral import Target
from klokt.text.lexicon import Cue, Lexicon, Lexicons, Place, Topic
from klokt.text.places import Whereabouts
from klokt.text.reading import Mention, Reading
from klokt.text.times import TimeTold, in_weeks, times_in
from klokt.text.tokens import Tokens, tokenise
from klokt.text.turning import FAR_BACK, Hit, Turn, turns_in

LONGEST = 20_000
"""How many characters of a text are read; what is longer is left to a person."""

FEWEST_WORDS = 4
LONG_PAST = 550
"""Days: what is dated longer back than this is not of the present episode."""
KNOWN_SHARE = 0.15
_THEN = re.compile(r"\b(deretter|derpå|etterfulgt|så|siden|pluss|etterpå|deretter|efterfulgt|then|followed)\b")
_WORD = re.compile(r"[^\W\d_]+")
SHORTEST_NAME = 3
"""A word with fewer letters than this names no disease."""
BESIDE = 2
"""How many sentences before a phrase its subject may stand."""


def read_text(text: str, lexicons: Lexicons, targets: Sequence[Target] = (), on: date | None = None) -> Reading:
    """Return what a text says, as of the day of the referral; `targets` are the places that were asked for.

    Nothing in a text raises. A text that is too short, too long or in no known language is not understood.
    """
    lexicon = _lexicon_for(text, lexicons)
    tokens = tokenise(text[:LONGEST], lexicon.abbreviations, lexicon.joints)
    found = _Found.of(tokens, lexicon)
    times = times_in(tokens, lexicon.time, on)
    turns = turns_in(tokens, found.cues, found.hits, lexicon)
    where = Whereabouts(tokens, found.places, targets)
    reader = _Reader(tokens, found.hits, turns, times, where, lexicon)
    mentions, aside, unclear = reader.read()
    words = [word for word in tokens.words if word.isalpha()]
    known = sum(1 for word in words if word in lexicon.common or word in lexicon.phrases)
    understood = len(words) >= FEWEST_WORDS and known >= KNOWN_SHARE * len(words) and len(text) <= LONGEST
    unread = _unread(tokens, found.hits, turns, lexicon)
    return Reading(tuple(mentions), tuple(aside), tuple(unclear), tuple(unread), understood)


def _lexicon_for(text: str, lexicons: Lexicons) -> Lexicon:
    """The lexicon of the language whose common words the text has most of; the Nordic one where it is even."""
    words = set(_WORD.findall(text[:LONGEST].lower()))
    english = sum(word in lexicons.english_words for word in words)
    return lexicons.english if english > sum(word in lexicons.nordic_words for word in words) else lexicons.nordic


def _unread(tokens: Tokens, hits: list[Hit], turns: list[Turn], lexicon: Lexicon) -> Iterator[Span]:
    """Yield the questions and suspicions of which no word is known: what is feared there, nobody has read."""
    feared = {tokens.clause[turn.reach.start]: turn.reach.start for turn in turns if turn.kind == "suspicion" and turn.reach}
    read = {tokens.clause[hit.first] for hit in hits} | {tokens.clause[hit.end - 1] for hit in hits}
    for clause in sorted({*feared, *tokens.asked} - read):
        inside = [index for index, each in enumerate(tokens.clause) if each == clause and tokens.words[index].isalpha()]
        strange = [index for index in inside if _is_strange(tokens.words[index], lexicon)]
        if strange:
            start, end = tokens.starts[strange[0]], tokens.ends[strange[-1]]
            yield Span(start, end, tokens.text[start:end])


def _is_strange(word: str, lexicon: Lexicon) -> bool:
    return len(word) >= SHORTEST_NAME and word not in lexicon.common and word not in lexicon.phrases


@dataclass(frozen=True, slots=True)
class _Found:
    """The phrases of a text by what they mean."""

    hits: list[Hit]
    cues: list[tuple[Cue, int, int]]
    places: list[tuple[Place, int, int]]

    @staticmethod
    def of(tokens: Tokens, lexicon: Lexicon) -> "_Found":
        topics: list[Hit] = []
        cues: list[tuple[Cue, int, int]] = []
        places: list[tuple[Place, int, int]] = []
        for number, first, end in lexicon.phrases.found_in(tokens.words, tokens.clause):
            meaning = lexicon.meanings[number]
            if isinstance(meaning, Topic):
                topics.append(Hit(meaning, first, end))
            elif isinstance(meaning, Cue):
                cues.append((meaning, first, end))
            else:
                places.append((meaning, first, end))
        return _Found(_longest(topics), cues, places)


def _longest(hits: list[Hit]) -> list[Hit]:
    """Leave out phrases that a longer one about the same fact overlaps, or that stand inside one that hides them."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.end, hit.first)):
        for other in kept:
            overlaps = other.first < hit.end and hit.first < other.end
            same = set(other.topic.facts or other.topic.hides) & set(hit.topic.facts)
            if overlaps and (same or not (other.topic.facts or other.topic.hides)):
                break
        else:
            kept.append(hit)
    return sorted((hit for hit in kept), key=lambda hit: (hit.first, hit.end))


class _Reader:
    """Turns the phrases of one text into mentions."""

    def __init__(
        self,
        tokens: Tokens,
        hits: list[Hit],
        turns: list[Turn],
        times: list[TimeTold],
        where: Whereabouts,
        lexicon: Lexicon,
    ) -> None:
        self.tokens = tokens
        self.hits = [hit for hit in hits if hit.topic.facts or hit.topic.lasts]
        self.turns = turns
        self.where = where
        self.lexicon = lexicon
        self.all_times = times
        self.times = _shared_out(tokens, times, hits)

    def read(self) -> tuple[list[Mention], list[Mention], list[str]]:
        """Return the mentions, what was set aside, and the facts left unclear."""
        taken: list[Mention] = []
        aside: list[Mention] = []
        for hit in self.hits:
            if hit.topic.of is None:
                for mention in self._mentions(hit):
                    (aside if mention.why else taken).append(mention)
        subjects = {(each.fact, self._sentence_at(each.span)) for each in taken if each.value is True}
        for hit in self.hits:
            if hit.topic.of is not None and self._stands_by(hit, subjects):
                for mention in self._mentions(hit):
                    if not mention.why:  # what is told last is how it ended
                        taken = [each for each in taken if each.fact != mention.fact]
                    (aside if mention.why else taken).append(mention)
        unclear = [each.fact for each in aside if each.why == "unsure"]
        taken = self._settled(taken)
        unclear = [fact for fact in dict.fromkeys(unclear) if all(each.fact != fact for each in taken)]
        return taken, aside, unclear

    def _mentions(self, hit: Hit) -> list[Mention]:
        topic = hit.topic
        turns = self._turns_of(hit)
        kinds = {turn.kind for turn in turns}
        value, why = self._turned(hit, kinds)
        site, target, elsewhere = self.where.of(hit)
        if topic.placed and site is None:
            return []
        if elsewhere and topic.about == "place" and not why:
            why = "other_place"
        first = min([hit.first, *(turn.first for turn in turns if turn.kind == "negation")])
        end = max([hit.end, *(turn.end for turn in turns if turn.kind == "negation")])
        span = self._span(first, end)
        facts = [fact for fact in topic.facts if self._fits(fact, site, topic)]
        mentions = [Mention(fact, value, span, why, target) for fact in facts]
        if topic.lasts or topic.dated:
            mentions += self._timed(hit, value, why, target)
        return mentions

    def _fits(self, fact: str, site: str | None, topic: Topic) -> bool:
        """Whether a fact of certain joints is told of one of them, or of what was asked for."""
        sites = self.lexicon.sites.get(fact, ())
        if not sites or len(topic.facts) == 1 or topic.about == "patient":
            return True
        return site in sites if site else bool(self.where.asked_sites & set(sites)) or not self.where.asked_sites

    def _turned(self, hit: Hit, kinds: set[str]) -> tuple[object, str]:
        """The value of a phrase as its surroundings turn it, and why it is set aside, if it is."""
        topic = hit.topic
        if "family" in kinds and not topic.settled:
            return topic.value, "family"
        if "condition" in kinds:
            return topic.value, "conditional"
        denied = "negation" in kinds and not topic.settled
        if "plan" in kinds and not denied and not topic.planned:
            return (False, "") if topic.not_yet else (topic.value, "planned")
        if topic.requested and ("request" in kinds or self._is_asked(hit)):
            return topic.value, "requested"
        if not denied and topic.value is not False and (("history" in kinds and not topic.kept) or self._long_past(hit)):
            return topic.value, "past"
        if denied:
            return (not topic.value, "") if isinstance(topic.value, bool) else (topic.value, "denied")
        supposed = "suspicion" in kinds or self._is_asked(hit)
        if supposed and not topic.suspected and not topic.settled:
            return topic.value, "unsure"
        return topic.value, ""

    def _is_asked(self, hit: Hit) -> bool:
        return self.tokens.clause[hit.end - 1] in self.tokens.asked

    def _long_past(self, hit: Hit) -> bool:
        """Whether an old date stands before the phrase in its sentence: "2019: ...", and nothing says until now."""
        topic = hit.topic
        if topic.dated or topic.always or topic.of is not None:
            return False
        sentence = self.tokens.sentence[hit.first]
        return any(
            told.is_date and not told.until_now and told.least > LONG_PAST and self.tokens.sentence[told.first] == sentence
            and (told.first < hit.first or self.tokens.clause[told.first] == self.tokens.clause[hit.first])
            for told in self.all_times
        )

    def _turns_of(self, hit: Hit) -> list[Turn]:
        """The turning words that reach a phrase; a denial before another phrase denies that one, not what is behind it."""
        reaching = []
        for turn in self.turns:
            if turn.first >= hit.end:
                near = turn.first - hit.end <= FAR_BACK and turn.reach.start <= hit.first < turn.reach.stop
                if near and not self._hit_after(turn) and not self._hit_between(hit, turn):
                    reaching.append(turn)
            elif turn.end <= hit.first and hit.first in turn.reach:
                reaching.append(turn)
        return reaching

    def _hit_after(self, turn: Turn) -> bool:
        """Whether a phrase follows a turning word in its clause, so that the word is spoken of that."""
        clause = self.tokens.clause[turn.first]
        return turn.kind == "negation" and any(
            turn.end <= hit.first <= turn.end + FAR_BACK and self.tokens.clause[hit.first] == clause for hit in self.hits
        )

    def _hit_between(self, hit: Hit, turn: Turn) -> bool:
        return any(hit.end <= other.first < turn.first for other in self.hits if other is not hit)

    def _stands_by(self, hit: Hit, subjects: set[tuple[str, int]]) -> bool:
        """Whether the phrase's subject is told in the same sentence, or shortly before."""
        sentence = self.tokens.sentence[hit.first]
        return any((hit.topic.of, sentence - back) in subjects for back in range(BESIDE + 1))

    def _sentence_at(self, span: Span) -> int:
        return self.tokens.sentence[bisect_right(self.tokens.starts, span.start) - 1]

    def _settled(self, taken: list[Mention]) -> list[Mention]:
        """Leave out a denial that a description beats, and put the lengths of one thing together."""
        described = {each.fact for each in taken if each.value is True} & self.lexicon.yes_wins
        kept = [each for each in taken if each.fact not in described or each.value is True]
        lengths: dict[str, list[Mention]] = {}
        for each in kept:
            if not isinstance(each.value, bool) and isinstance(each.value, int):
                lengths.setdefault(each.fact, []).append(each)
        for fact, told in lengths.items():
            if len({each.value for each in told}) > 1:
                between = self.tokens.text[told[0].span.end : told[-1].span.start].lower()
                values = [int(each.value) for each in told]
                total = sum(values) if _THEN.search(between) else max(values)
                kept = [each for each in kept if each.fact != fact]
                kept.append(replace(told[0], value=total))
        return kept

    def _timed(self, hit: Hit, value: object, why: str, target: Target | None) -> list[Mention]:
        told = self.times.get(hit.first)
        if told is None or value is not True or why:
            return []
        span = self._span(told.first, told.end)
        topic = hit.topic
        if topic.lasts and topic.lasts != "-" and (not told.is_date or told.until_now):
            return [Mention(topic.lasts, in_weeks(told.days), span, "", target)]
        if topic.dated and topic.dated != "-" and told.is_date:
            return [Mention(topic.dated, int(told.least // 30.4375), span, "", target)]
        return []

    def _span(self, first: int, end: int) -> Span:
        start, stop = self.tokens.starts[first], self.tokens.ends[end - 1]
        return Span(start, stop, self.tokens.text[start:stop])


def _shared_out(tokens: Tokens, times: list[TimeTold], hits: list[Hit]) -> dict[int, TimeTold]:
    """Give each time to the nearest phrase of its sentence that takes one, by the phrase's first token."""
    shared: dict[int, TimeTold] = {}
    takers = [hit for hit in hits if hit.topic.lasts or hit.topic.dated]
    for told in times:
        best: tuple[float, Hit] | None = None
        for hit in takers:
            if tokens.sentence[hit.first] != tokens.sentence[told.first]:
                continue
            if not (hit.topic.dated if told.is_date and not told.until_now else hit.topic.lasts):
                continue
            apart = told.first - hit.end if told.first >= hit.end else hit.first - told.end + 0.5
            if tokens.clause[hit.first] != tokens.clause[told.first]:
                apart += 4
            if best is None or apart < best[0]:
                best = (apart, hit)
        if best is not None and best[0] < 20:
            before = shared.get(best[1].first)
            if before is None or (not before.until_now and told.days > before.days):
                shared[best[1].first] = told
    return shared
