"""Compare two scores of one thing, "NRS 7 at the start, 4 now": whether it got better by as much as counts."""

from collections.abc import Iterator, Sequence

from klokt.model.fact import Span
from klokt.text.lexicon import Measure
from klokt.text.matches import MeasureFound
from klokt.text.reading import Mention
from klokt.text.tokens import Tokens

_FAR = 14
"""How many tokens the two scores may reach behind what is measured."""
_BEHIND = 3
"""How many tokens behind the second score the word may stand that says when it was."""
_OUT_OF = frozenset(("10", "100"))
"""What a score is told to be out of: "7/10"."""
_TWO = 2


def compared(tokens: Tokens, found: Sequence[MeasureFound], units: frozenset[str]) -> Iterator[tuple[Measure, Mention]]:
    """Yield what each pair of scores says with what it measures; `units` make of a number a length of time."""
    when = [first for measure, first, _ in found if measure.tells_when]
    upto = 0
    for measure, first, end in found:
        if measure.tells_when or first < upto:
            continue
        scores = list(_scores(tokens, end, units))
        if len(scores) < _TWO:
            continue
        (before, _), (after, last) = scores[:_TWO]
        if any(first <= at <= last + _BEHIND for at in when):
            start, stop, upto = tokens.starts[first], tokens.ends[last], last
            span = Span(start, stop, tokens.text[start:stop])
            yield measure, Mention(measure.fact, _value(measure, before, after), span)


def _value(measure: Measure, before: float, after: float) -> bool:
    gained = before - after if measure.lower_is_better else after - before
    return measure.value if gained >= measure.enough else not measure.value


def _scores(tokens: Tokens, at: int, units: frozenset[str]) -> Iterator[tuple[float, int]]:
    """The numbers behind a token in its sentence that are scores, each with its place; of a range only the first."""
    words = tokens.words
    for place in range(at, min(len(tokens), at + _FAR)):
        if tokens.sentence[place] != tokens.sentence[at - 1]:
            return
        if not words[place][0].isdecimal() or _is_of_another(tokens, place, units):
            continue
        yield float(words[place].replace(",", ".")), place


def _is_of_another(tokens: Tokens, at: int, units: frozenset[str]) -> bool:
    """Whether a number is what a score is out of, the end of a range such as "6-7", a length of time or a share."""
    words = tokens.words
    behind = words[at + 1] if at + 1 < len(words) else ""
    if behind in units or behind == "%" or (words[at - 1] == "/" and words[at] in _OUT_OF):
        return True
    ranges = words[at - 1] in "-–" and tokens.touches(at) and words[at - 2][0].isdecimal()
    return ranges and float(words[at - 2].replace(",", ".")) < float(words[at].replace(",", "."))
