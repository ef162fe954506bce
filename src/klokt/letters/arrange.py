"""Put the paragraphs of a letter in order: by role, with the items of a list inside their paragraph."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from klokt.letters.document import Printed
from klokt.model.letter import ROLES, Paragraph

More = Callable[[Paragraph, list[Paragraph]], Iterable[Printed]]
"""Gives further items for a paragraph, beside those that are printed under any."""


def arranged(
    paragraphs: Iterable[Paragraph],
    is_true: Callable[[Paragraph], bool],
    printed: Callable[[Paragraph], Printed],
    more: More,
) -> Iterator[Printed]:
    """Yield what is printed, by role and then in the order given; a list that stays empty is left out.

    `more` is called with each leading paragraph, and all that is printed of the letter.
    """
    own = sorted(paragraphs, key=lambda paragraph: ROLES.index(paragraph.role))
    lists = {paragraph.under for paragraph in own} | {each.id for each in own if each.lists is not None}
    leading = [paragraph for paragraph in own if paragraph.under is None and is_true(paragraph)]
    items = {top.id: [item for item in own if item.under == top.id and is_true(item)] for top in leading}
    everything = [each for top in leading for each in (top, *items[top.id])]
    for top in leading:
        inside = [*map(printed, items[top.id]), *more(top, everything)]
        if inside or top.id not in lists:
            yield replace(printed(top), items=tuple(inside))
