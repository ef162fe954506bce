"""Read a referral's text: find the phrases, see how they are turned, where they belong, and what time they tell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from klokt.model.referral import Target
from klokt.text.counted_times import counted
from klokt.text.courses import Courses
from klokt.text.guessed import guessed
from klokt.text.lexicon import NO_FACT, Lexicon, Lexicons, Measure, Settings
from klokt.text.matches import Hit, by_place, matches_in, stands_by
from klokt.text.measures import compared
from klokt.text.mentions import Mentions
from klokt.text.named import Named
from klokt.text.places import Whereabouts
from klokt.text.reading import Mention, Reading
from klokt.text.suspicions import unread
from klokt.text.times import times_in
from klokt.text.tokens import Cut, Tokens, tokenise
from klokt.text.turning import Turns
from klokt.text.watch import passed_over

LONGEST = 20_000
"""How many characters of a text are read; what is longer is left to a person."""
FEWEST_WORDS = 4
"""A text with fewer words than this is left to a person."""
KNOWN_SHARE = 0.4
"""The share of words that must be known for the language to be understood.

Labelled referrals have more than half; German, Finnish or Icelandic ones a third or less.
"""
TELLING = 3
"""Words with fewer letters than this are alike in many languages and tell nothing of which one it is."""
_HEADING = re.compile(r"^[^\n:]{1,40}:[ \t]*$", re.MULTILINE)
"""A heading on a line of its own, as the parts of a message have it: it is the form's word and not the referrer's."""
_WORD = re.compile(r"[^\W\d_]+")


def read_text(text: str, lexicons: Lexicons, targets: Sequence[Target] = (), on: date | None = None) -> Reading:
    """Return what a text says, as of the day of the referral; `targets` are the places that were asked for.

    Nothing in a text raises. A text that is too short or too long, in no known language, or without any
    phrase is not understood.
    """
    cut = Cut.of(text[:LONGEST])
    words = [word for word in cut.words if word.isalpha()]
    lexicon = lexicons.of(set(words))
    tokens = tokenise(cut, lexicon.language)
    matches = matches_in(tokens, lexicon)
    aged = [hit.end for hit in matches.hits if hit.topic.dated not in (None, NO_FACT)]
    times = counted(times_in(tokens, lexicon.language.time, on), tokens, lexicon.language.time, aged)
    turns = Turns(tokens, matches.cues, matches.hits, lexicon)
    where = Whereabouts(tokens, matches.places, targets)
    measured = list(compared(tokens, matches.measured, frozenset(lexicon.language.time.units)))
    guesses = guessed(tokens, matches.hits, turns.all, lexicon, frozenset(measure.fact for measure, _ in measured))
    every = sorted((*matches.hits, *guesses), key=by_place) if guesses else matches.hits
    mentions = Mentions(tokens, every, turns, times, where, lexicon)
    courses = Courses(tokens, matches.steps)
    telling = [hit for hit in every if hit.topic.facts]
    hits = [hit for hit in telling if not courses.is_over(hit)]
    taken, aside = _told(hits, mentions, tokens)
    over = [mention for hit in telling if courses.is_over(hit) for mention in mentions.of(hit)]
    aside += [replace(mention, why=mention.why or "past") for mention in over]
    taken += courses.falls()
    taken += _not_said(measured, taken)
    aside += passed_over(matches, turns.all, tokens, lexicon.language.stops)
    done = [hit for hit in hits if (hit.topic.named or hit.topic.day) and mentions.is_told(hit)]
    named = list(Named(tokens, matches.names, lexicon, on).of(done))
    taken += named
    length = lexicons.settings.length
    if length is not None and not any(each.fact == length for each in taken):
        taken += mentions.length(length, [each.span for each in named])
    meant = [hit for hit in matches.hits if not hit.topic.subject]
    taken = _put_together(_settled(taken, lexicons.settings), text, lexicon.language.then)
    return Reading(
        tuple(taken),
        tuple(aside),
        tuple(_unclear(taken, aside, lexicons.settings)),
        tuple(unread(tokens, meant, turns.all, lexicon)),
        understood=bool(meant)
        and len(text) <= LONGEST
        and _is_known(_counted(text, words), lexicon, lexicons.settings),
    )


def _counted(text: str, words: Sequence[str]) -> Sequence[str]:
    """The words that tell whether a text is understood: those of headings do not count."""
    if not _HEADING.search(text):
        return words
    return [word for word in Cut.of(_HEADING.sub("", text[:LONGEST])).words if word.isalpha()]


def _is_known(words: Sequence[str], lexicon: Lexicon, settings: Settings) -> bool:
    """Whether there are enough words, and enough of them known for the language to be one that is read."""
    known = [lexicon.known[word] for word in words if len(word) >= TELLING]
    if len(words) < FEWEST_WORDS:
        return settings.short_texts and all(known)
    return sum(known) >= KNOWN_SHARE * len(known)


def _told(hits: Sequence[Hit], mentions: Mentions, tokens: Tokens) -> tuple[list[Mention], list[Mention]]:
    """The mentions that are taken, and those set aside."""
    spoken_of = {fact for hit in hits if hit.topic.subject and mentions.is_told(hit) for fact in hit.topic.facts}
    hits = [hit for hit in hits if not hit.topic.subject and hit.topic.together in (None, *spoken_of)]
    free = [mention for hit in hits if hit.topic.of is None for mention in mentions.of(hit)]
    taken = [mention for mention in free if not mention.why]
    aside = [mention for mention in free if mention.why]
    subjects = {(each.fact, tokens.sentence_at(each.span.start)) for each in taken if each.value is True}
    ended: dict[str, Mention] = {}
    for hit in hits:
        if stands_by(hit, subjects, tokens):
            for mention in mentions.of(hit):
                if mention.why:
                    aside.append(mention)
                elif not (hit.topic.yields and mention.fact in ended):  # what is told last is how it ended
                    ended.pop(mention.fact, None)
                    ended[mention.fact] = mention
    return [*(each for each in taken if each.fact not in ended), *ended.values()], aside


def _not_said(measured: Sequence[tuple[Measure, Mention]], taken: Sequence[Mention]) -> list[Mention]:
    """What the last scores say of something that is told, where no phrase says it."""
    told = {each.fact for each in taken}
    so = {each.fact for each in taken if each.value is True}
    return [each for measure, each in measured[-1:] if measure.of in so and each.fact not in told]


def _unclear(taken: Sequence[Mention], aside: Sequence[Mention], settings: Settings) -> list[str]:
    """The facts that are only supposed, or of which nothing could be read where something should stand."""
    told = {each.fact for each in taken if each.value is not False and each.value != 0}
    unsure = [each.fact for each in aside if each.why == "unsure"]
    unsure += [other for fact, other in settings.unclear_beside.items() if fact in told]
    known = {each.fact for each in taken}
    return [fact for fact in dict.fromkeys(unsure) if fact not in known]


def _settled(taken: Sequence[Mention], settings: Settings) -> list[Mention]:
    """Leave out what yields, a denial where a description holds, and what was told before it changed."""
    taken = _not_yielding(taken, settings)
    described = {each.fact for each in taken if each.value is True} & settings.yes_wins
    kept = [each for each in taken if each.fact not in described or each.value is True]
    chosen = {(each.fact, each.target): each for each in kept if each.fact in settings.last_wins}
    chosen |= {(each.fact, each.target): each for each in reversed(kept) if each.fact in settings.first_wins}
    for fact, order in settings.worst_first.items():
        told = sorted((each for each in kept if each.fact == fact), key=lambda each: order.index(str(each.value)))
        chosen |= {(each.fact, each.target): each for each in reversed(told)}
    return [each for each in kept if chosen.get((each.fact, each.target), each) is each] if chosen else kept


def _not_yielding(taken: Sequence[Mention], settings: Settings) -> list[Mention]:
    """Leave out what another fact outweighs, what yields to a denial, and a plan where it has been done already."""
    told = {each.fact for each in taken if each.value is True}
    denied = {(each.fact, each.target) for each in taken if each.value is False and each.fact not in settings.yes_wins}
    return [
        each
        for each in taken
        if not (settings.outweighed.get(each.fact) in told and (each.yields or each.value is False))
        and not (each.yields and each.value is True and (each.fact, each.target) in denied)
        and not (each.yields and each.value is False and each.fact in told)
    ]


def _put_together(taken: Sequence[Mention], text: str, then: Iterable[str]) -> list[Mention]:
    """Put the lengths of one thing together: those that followed each other are added, of others the longest counts."""
    lengths: dict[str, list[Mention]] = {}
    for each in taken:
        if isinstance(each.value, int | float) and not isinstance(each.value, bool):
            lengths.setdefault(each.fact, []).append(each)
    for fact, told in lengths.items():
        weeks = [each.value for each in told if isinstance(each.value, int | float)]
        if len(set(weeks)) > 1:
            between = set(_WORD.findall(text[told[0].span.end : told[-1].span.start].lower()))
            value = max(weeks) if between.isdisjoint(then) else sum(weeks)
            taken = [*(each for each in taken if each.fact != fact), replace(told[0], value=value)]
    return list(taken)
