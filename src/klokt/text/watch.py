"""Find the words that nobody may pass over and that no phrase has read: their facts are unclear."""

from collections.abc import Container, Iterator, Sequence

from klokt.model.fact import Span
from klokt.text.matches import Hit, Matches
from klokt.text.reading import Mention
from klokt.text.tokens import Tokens
from klokt.text.turning_words import Turn

_TURNS_AWAY = frozenset(("negation", "family", "condition", "plan", "history"))
"""What is turned so is denied, of somebody else, long past, or not yet there."""


def passed_over(matches: Matches, turns: Sequence[Turn], tokens: Tokens, stops: Container[str]) -> Iterator[Mention]:
    """Yield what such words may mean, as unsure, where they stand in no phrase and nothing turns them away."""
    if not matches.watched:
        return
    passed = {at for hit in matches.hits if _reads(hit) for at in range(hit.first, hit.end)}
    passed |= {at for turn in turns if turn.kind in _TURNS_AWAY for at in turn.reach}
    passed.update(_denied(turns, tokens, stops))
    for watch, first, end in matches.watched:
        if passed.isdisjoint(range(first, end)):
            start, stop = tokens.starts[first], tokens.ends[end - 1]
            yield from (
                Mention(fact, True, Span(start, stop, tokens.text[start:stop]), "unsure") for fact in watch.facts
            )


def _reads(hit: Hit) -> bool:
    """Whether a phrase tells by itself what its words mean: a subject does not, nor what may be wondered about."""
    return not (hit.topic.subject or hit.topic.together) and (hit.topic.covers is None or bool(hit.topic.covers))


def _denied(turns: Sequence[Turn], tokens: Tokens, stops: Container[str]) -> Iterator[int]:
    """The rest of each sentence after a denial, up to a "but": a list of things of which not all are known."""
    opened = {turn.end for turn in turns if turn.kind == "negation" and turn.reach.start >= turn.end}
    denying = False
    for at, word in enumerate(tokens.words):
        goes_on = denying and tokens.sentence[at] == tokens.sentence[at - 1] and word not in stops
        denying = at in opened or goes_on
        if denying:
            yield at
