"""Turn one phrase into mentions of its facts: whose it is, of which place, denied, past, asked for or supposed."""

from collections.abc import Iterator, Sequence

from klokt.model.expression import Value
from klokt.model.fact import Span
from klokt.model.referral import Target
from klokt.text.lexicon import LONG_PAST, NO_FACT, Lexicon, Topic
from klokt.text.matches import Hit, Matches
from klokt.text.places import Whereabouts
from klokt.text.reading import Mention
from klokt.text.shared_times import shared_out
from klokt.text.times import TimeTold, in_months, in_weeks
from klokt.text.tokens import Tokens
from klokt.text.turning import Turns

_HEADING = 4
"""How many words the heading of a field may have before and after a phrase."""


def _opens_line(words: Sequence[str], at: int) -> bool:
    """Whether a token is among the first of its line, or of a sentence."""
    before = words[max(0, at - _HEADING) : at]
    return at < _HEADING or "\n" in before or "." in before


class Mentions:
    """Makes the mentions of one text, phrase by phrase."""

    def __init__(
        self,
        tokens: Tokens,
        matches: Matches,
        turns: Turns,
        times: list[TimeTold],
        where: Whereabouts,
        lexicon: Lexicon,
    ) -> None:
        self._tokens = tokens
        self._where = where
        self._sites = lexicon.sites
        self._turns = turns.by_hit()
        self._old = _OldDates(tokens, times)
        self._times = shared_out(tokens, times, matches.hits, lexicon.language.time.of) if times else {}
        self._all_times = times
        self._owned = {told.first for told in self._times.values()}
        self._dates = {at: told for told in times if told.is_date for at in range(told.first, told.end)}

    def of(self, hit: Hit) -> list[Mention]:
        """Return what a phrase says of its facts, those of no site that it fits left out."""
        topic = hit.topic
        if self._is_date(hit) or self._is_empty_field(hit):
            return []
        turns = self._turns.get(hit, [])
        value, why = self._turned(hit, {turn.kind for turn in turns})
        where = self._where.of(hit)
        if topic.placed and where.site is None:
            return []
        if where.elsewhere and not topic.of_patient and not why:
            why = "other_place"
        denials = [turn for turn in turns if turn.kind == "negation"]
        span = self._span(
            min([hit.first, *(turn.first for turn in denials)]), max([hit.end, *(turn.end for turn in denials)])
        )
        facts = topic.facts if len(topic.facts) == 1 else self._fitting(topic, where.site)
        mentions = [Mention(fact, value, span, why, where.target) for fact in facts]
        if value is not False and not why:
            mentions += self._timed(hit, where.target)
        return mentions

    def length(self, fact: str) -> Iterator[Mention]:
        """Yield the first length of time that belongs to no phrase, as a fact in weeks."""
        for told in self._all_times:
            if told.first not in self._owned and (not told.is_date or told.until_now):
                yield Mention(fact, in_weeks(told.days), self._span(told.first, told.end))
                return

    def _is_date(self, hit: Hit) -> bool:
        """Whether the phrase is no more than the numbers of a date that is told with its year, or of a phrase."""
        told = self._dates.get(hit.first)
        if told is None or hit.end > told.end:
            return False
        return told.end - told.first > hit.end - hit.first or told.first in self._owned

    def _is_empty_field(self, hit: Hit) -> bool:
        """Whether the phrase is the heading of a field that is left empty, or answered with "?"."""
        words, count = self._tokens.words, len(self._tokens)
        colon = next((at for at in range(hit.end, min(hit.end + _HEADING, count)) if words[at] in (":", "\n")), count)
        if colon == count or words[colon] != ":" or not _opens_line(words, hit.first):
            return False
        after = colon + 1
        return after == count or words[after] in ("\n", "?")

    def _fitting(self, topic: Topic, site: str | None) -> Sequence[str]:
        """The facts of a phrase that go with the site that it is told of, or with what was asked for."""
        if topic.of_patient:
            return topic.facts
        told = {site} if site else self._where.asked_sites
        return [fact for fact in topic.facts if not told or not self._sites[fact] or told & set(self._sites[fact])]

    def _turned(self, hit: Hit, kinds: set[str]) -> tuple[Value, str]:
        """The value of a phrase as its surroundings turn it, and why it is set aside, if it is."""
        topic = hit.topic
        if "family" in kinds and not topic.settled:
            return topic.value, "family"
        if "condition" in kinds:
            return topic.value, "conditional"
        denied = "negation" in kinds and not topic.settled
        asked = self._tokens.clause[hit.end - 1] in self._tokens.asked and hit.first not in self._times
        if "plan" in kinds and not denied and not topic.planned:
            return (False, "") if topic.not_yet else (topic.value, "planned")
        if topic.requested and ("request" in kinds or asked):
            return topic.value, "requested"
        if denied:
            if isinstance(topic.value, bool):
                return not topic.value, ""
            return (topic.denied, "") if topic.denied is not None else (topic.value, "denied")
        if topic.value is not False and (("history" in kinds and not topic.kept) or self._is_long_past(hit)):
            return topic.value, "past"
        if ("suspicion" in kinds or asked) and not topic.suspected and not topic.settled:
            return topic.value, "unsure"
        return topic.value, ""

    def _is_long_past(self, hit: Hit) -> bool:
        topic = hit.topic
        return not (topic.dated or topic.always or topic.of is not None) and self._old.tell_of(hit)

    def _timed(self, hit: Hit, target: Target | None) -> Iterator[Mention]:
        """The length or the age that is told of a phrase, as facts of their own: weeks, and completed months."""
        told = self._times.get(hit.first)
        if told is None:
            return
        span, topic = self._span(told.first, told.end), hit.topic
        if topic.lasts not in (None, NO_FACT) and (not told.is_date or told.until_now):
            yield Mention(topic.lasts, in_weeks(told.days), span, "", target)
        elif topic.dated not in (None, NO_FACT) and told.is_date:
            yield Mention(topic.dated, in_months(told.least), span, "", target)

    def _span(self, first: int, end: int) -> Span:
        start, stop = self._tokens.starts[first], self._tokens.ends[end - 1]
        return Span(start, stop, self._tokens.text[start:stop])


class _OldDates:
    """The dates of a text that are so long ago that what is told beside them is not of the present episode."""

    def __init__(self, tokens: Tokens, times: Sequence[TimeTold]) -> None:
        self._tokens = tokens
        self._first: dict[int, int] = {}  # the first token of the first old date of each sentence
        self._clauses: set[int] = set()
        for told in times:
            if told.is_date and not told.until_now and told.least > LONG_PAST:
                self._first.setdefault(tokens.sentence[told.first], told.first)
                self._clauses.add(tokens.clause[told.first])

    def tell_of(self, hit: Hit) -> bool:
        """Return whether an old date stands before a phrase in its sentence ("2019: ..."), or in its clause."""
        sentence, clause = self._tokens.sentence[hit.first], self._tokens.clause[hit.first]
        return clause in self._clauses or self._first.get(sentence, hit.first) < hit.first
