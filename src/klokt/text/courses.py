"""Compare what was measured more than once: a strength that fell between two days, and one that came back."""

from collections.abc import Iterator, Sequence

from klokt.model.fact import Span
from klokt.text.lexicon import NOW
from klokt.text.matches import Hit, StepFound
from klokt.text.reading import Mention
from klokt.text.tokens import Tokens

_NEAR = 6
"""How many tokens may stand between two steps that are told to be of one thing that got better."""


class Courses:
    """The steps of a text that follow each other with a word for now between them."""

    def __init__(self, tokens: Tokens, steps: Sequence[StepFound]) -> None:
        self._tokens = tokens
        self._told = list(_compared(tokens, steps)) if steps else []

    def falls(self) -> Iterator[Mention]:
        """Yield that a thing got worse, where the step of now is lower than the one before it."""
        for (step, first, _), _, (later, _, end) in self._told:
            if later.rank < step.rank:
                start, stop = self._tokens.starts[first], self._tokens.ends[end - 1]
                yield Mention(step.fact, step.value, Span(start, stop, self._tokens.text[start:stop]))

    def is_over(self, hit: Hit) -> bool:
        """Return whether a phrase tells the lower step of what has got better since, in the same sentence.

        A step with the word for now right behind it is not over: "2/5 today against 4/5 on Friday".
        """
        return any(
            step.rank < later.rank
            and step.fact in hit.topic.facts
            and hit.first < end
            and first < hit.end
            and again - end <= _NEAR
            and self._tokens.sentence[first] == self._tokens.sentence[again]
            and (now > end or now_end == again)
            for (step, first, end), (_, now, now_end), (later, again, _) in self._told
        )


def _compared(tokens: Tokens, steps: Sequence[StepFound]) -> Iterator[tuple[StepFound, StepFound, StepFound]]:
    """Each two steps no more than a sentence apart with a word for now between them, as they stand."""
    before: StepFound | None = None
    now: StepFound | None = None
    for found in _longest(tokens, steps):
        step = found[0]
        if step.rank == NOW:
            now = found
            continue
        if before is not None and now is not None and _is_of_the_same(tokens, before, found):
            yield before, now, found
        before, now = found, None


def _is_of_the_same(tokens: Tokens, before: StepFound, found: StepFound) -> bool:
    """Whether two steps are of one fact, and no more than a sentence apart."""
    return before[0].fact == found[0].fact and tokens.sentence[found[1]] - tokens.sentence[before[1]] <= 1


def _longest(tokens: Tokens, steps: Sequence[StepFound]) -> Iterator[StepFound]:
    """The steps that no longer one overlaps, in order; a number that goes on, as in "5-6" or "3-4/5", is none."""
    taken: set[int] = set()
    kept: list[StepFound] = []
    for found in sorted(steps, key=_longest_first):
        _, first, end = found
        if taken.isdisjoint(range(first, end)) and not _goes_on(tokens, first, end):
            taken.update(range(first, end))
            kept.append(found)
    yield from sorted(kept, key=lambda found: found[1])


def _longest_first(found: StepFound) -> tuple[int, int]:
    _, first, end = found
    return first - end, first


def _goes_on(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a number stands right against a step, so that it is part of another number."""
    words = tokens.words
    behind = end < len(words) and tokens.touches(end) and words[end][0].isdecimal()
    ahead = first > 1 and tokens.touches(first) and words[first - 1] in "-/" and tokens.touches(first - 1)
    return behind or (ahead and words[first][0].isdecimal())
