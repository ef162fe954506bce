"""Turn one phrase into mentions of its facts: whose it is, of which place, denied, past, asked for or supposed."""

from collections.abc import Iterable, Iterator, Sequence

from klokt.model.duration import Unit
from klokt.model.expression import Value
from klokt.model.fact import Span
from klokt.model.referral import Target
from klokt.text.lexicon import LONG_PAST, NO_FACT, Lexicon, Topic
from klokt.text.matches import Hit
from klokt.text.places import Whereabouts
from klokt.text.reading import Mention
from klokt.text.shared_times import shared_out
from klokt.text.times import TimeTold, in_unit
from klokt.text.tokens import Tokens
from klokt.text.turning import Turns
from klokt.text.turning_words import LAPSE, NEGATION, Turn

_BESIDE = 2
"""How many tokens may stand between something and its date."""
_HEADING = 4
"""How many words the heading of a field may have before and after a phrase."""


def _opens_line(words: Sequence[str], at: int) -> bool:
    """Whether a token is among the first of its line, or of a sentence."""
    before = words[max(0, at - _HEADING) : at]
    return at < _HEADING or "\n" in before or "." in before


def _is_doubtful(hit: Hit, turns: Sequence[Turn]) -> bool:
    """Whether what denies by itself is denied, "not free of fever", or held only until lately."""
    return any(
        turn.kind == LAPSE or (hit.topic.soothes and turn.kind == NEGATION and turn.end == hit.first) for turn in turns
    )


def _is_lasting(topic: Topic) -> bool:
    """Whether an old date beside it is its own: it began then."""
    return (topic.always and not topic.subject) or topic.dated not in (None, NO_FACT)


class Mentions:
    """Makes the mentions of one text, phrase by phrase."""

    def __init__(
        self,
        tokens: Tokens,
        hits: Sequence[Hit],
        turns: Turns,
        times: list[TimeTold],
        where: Whereabouts,
        lexicon: Lexicon,
    ) -> None:
        self._tokens = tokens
        self._where = where
        self._sites = lexicon.sites
        self._units = lexicon.units
        self._turns = turns.by_hit()
        self._old = _OldDates(tokens, times, hits, lexicon.language.time.now)
        language = lexicon.language
        self._times = shared_out(tokens, times, hits, language.time.of, language.at) if times else {}
        self._all_times = times
        self._words = lexicon.language.time
        self._unanswered = lexicon.language.unanswered
        self._owned = {told.first for told in self._times.values()}
        self._alarming = [
            self._times[hit.first]
            for hit in hits
            if hit.first in self._times
            and hit.topic.lasts == NO_FACT
            and not lexicon.alerting.isdisjoint(hit.topic.facts)
        ]
        self._dates = {at: told for told in times if told.is_date for at in range(told.first, told.end)}

    def of(self, hit: Hit) -> list[Mention]:
        """Return what a phrase says of its facts, those of no site that it fits left out."""
        topic = hit.topic
        if self._is_date(hit) or self._is_empty_field(hit):
            return []
        turns = self._turns.get(hit, ())
        kinds = {turn.kind for turn in turns}
        if topic.suspected and any(turn.kind == "suspicion" and turn.first >= hit.end for turn in turns):
            kinds.discard(NEGATION)  # "unlikely, but must be excluded"
        value, why = self._turned(hit, kinds)
        if value in (False, topic.denied) and not why and _is_doubtful(hit, turns):
            why = "unsure"
        where = self._where.of(hit)
        if (topic.placed and where.site is None) or (topic.together and value != topic.value):
            return []
        if where.elsewhere and not topic.of_patient and not why:
            why = "other_place"
        first, end = hit.first, hit.end
        for turn in turns:
            if turn.kind == NEGATION:
                first, end = min(first, turn.first), max(end, turn.end)
        span = self._span(first, end)
        facts = self._fitting(topic, where.site)
        is_plan = topic.not_yet and "plan" in kinds and NEGATION not in kinds and value is False
        yields = topic.yields or is_plan
        mentions = [Mention(fact, value, span, why, where.target, yields) for fact in facts]
        if value is not False and not why:
            mentions += self._timed(hit, where.target)
        return mentions

    def is_told(self, hit: Hit) -> bool:
        """Return whether a phrase says, of this patient, what its topic says."""
        return any(not each.why and each.value == hit.topic.value for each in self.of(hit))

    def length(self, fact: str, taken: Sequence[Span]) -> Iterator[Mention]:
        """Yield the first length of time that belongs to no phrase and is not taken, as that fact in its own unit.

        The last part of a longer time comes after it, then days back ("for 3 uger siden"), then hours, and at last
        since when there is something that raises an alert.
        """
        starts = self._tokens.starts
        free = [told for told in self._all_times if told.first not in self._owned]
        free = [told for told in free if not any(span.start <= starts[told.end - 1] < span.end for span in taken)]
        lengths = [told for told in free if (not told.is_date or told.until_now) and told.days >= 1]
        lengths.sort(key=lambda told: self._says(told, self._words.recent))
        back = [told for told in free if told.is_date and self._says(told, self._words.ago)]
        hours = [told for told in free if not told.is_date and self._tokens.words[told.first] in self._words.near]
        alarming = [told for told in self._alarming if told.until_now]
        for told in [*lengths, *back, *hours, *alarming][:1]:
            yield Mention(fact, self._amount(fact, told.days), self._span(told.first, told.end))

    def _says(self, told: TimeTold, words: frozenset[str]) -> bool:
        return not words.isdisjoint(self._tokens.words[told.first : told.end])

    def _is_date(self, hit: Hit) -> bool:
        """Whether the phrase is no more than the numbers of a date that is told with its year, or of a phrase."""
        told = self._dates.get(hit.first)
        if told is None or hit.end > told.end:
            return False
        return told.end - told.first > hit.end - hit.first or told.first in self._owned

    def _is_empty_field(self, hit: Hit) -> bool:
        """Whether the phrase is the heading of a field that is left empty, or answered with "?" or "not known"."""
        words = self._tokens.words
        first = hit.end - (words[hit.end - 1] == ":")
        behind = words[first : hit.end + _HEADING]
        if ":" not in behind or not _opens_line(words, hit.first):
            return False
        colon = behind.index(":")
        after = first + colon + 1
        if "\n" in behind[:colon]:
            return False
        if after == len(words) or words[after] in ("\n", "?"):
            return True
        return any(tuple(words[after : after + len(said)]) == said for said in self._unanswered)

    def _fitting(self, topic: Topic, site: str | None) -> Sequence[str]:
        """The facts of a phrase that go with the site that it is told of, or with what was asked for."""
        if topic.of_patient:
            return topic.facts
        told = {site} if site else self._where.asked_sites
        return [fact for fact in topic.facts if not told or not self._sites[fact] or told & set(self._sites[fact])]

    def _turned(self, hit: Hit, kinds: set[str]) -> tuple[Value, str]:
        """The value of a phrase as its surroundings turn it, and why it is set aside, if it is."""
        topic = hit.topic
        if "family" in kinds:
            return topic.value, "family"
        if "condition" in kinds:
            return topic.value, "conditional"
        if "fear" in kinds and topic.suspected:
            return topic.value, "feared"
        denied = NEGATION in kinds and not topic.settled
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
        """The length or the age that is told of a phrase, as facts of their own, each in its own unit."""
        told = self._times.get(hit.first)
        if told is None:
            return
        span, topic = self._span(told.first, told.end), hit.topic
        if topic.lasts not in (None, NO_FACT) and (not told.is_date or told.until_now):
            yield Mention(topic.lasts, self._amount(topic.lasts, told.days), span, "", target)
        elif topic.dated not in (None, NO_FACT) and told.is_date:
            yield Mention(topic.dated, self._amount(topic.dated, told.least), span, "", target)

    def _amount(self, fact: str, days: float) -> Value:
        return in_unit(days, self._units.get(fact, Unit.WEEKS))

    def _span(self, first: int, end: int) -> Span:
        start, stop = self._tokens.starts[first], self._tokens.ends[end - 1]
        return Span(start, stop, self._tokens.text[start:stop])


class _OldDates:
    """The dates of a text that are so long ago that what is told beside them is not of the present episode.

    A date right behind something lasting, or behind what has an age, tells nothing of what stands before it,
    and a clause with a word for now is of now, with those behind it.
    """

    def __init__(self, tokens: Tokens, times: Sequence[TimeTold], hits: Sequence[Hit], now: Iterable[str]) -> None:
        self._tokens = tokens
        self._first: dict[int, int] = {}  # the first token of the first old date of each sentence
        old = [told for told in times if told.is_date and not told.until_now and told.least > LONG_PAST]
        for told in old:
            self._first.setdefault(tokens.sentence[told.first], told.first)
        lasting = [hit for hit in hits if _is_lasting(hit.topic)] if old else []
        self._clauses = {tokens.clause[told.first] for told in old if not self._is_owned(told, lasting)}
        self._present: set[int] = set()
        if old:
            now = {word for word in now if len(word) > 1}
            self._present = {tokens.clause[at] for at, word in enumerate(tokens.words) if word in now}

    def _is_owned(self, told: TimeTold, lasting: Sequence[Hit]) -> bool:
        return any(hit.end <= told.first <= hit.end + _BESIDE for hit in lasting)

    def tell_of(self, hit: Hit) -> bool:
        """Return whether an old date stands before a phrase in its sentence ("2019: ..."), or in its clause."""
        if not self._first:
            return False
        sentence, clause = self._tokens.sentence[hit.first], self._tokens.clause[hit.first]
        if clause in self._present:
            return False
        first = self._first.get(sentence, hit.first)
        if first < hit.first and any(self._tokens.clause[first] < each <= clause for each in self._present):
            return False
        return clause in self._clauses or first < hit.first
