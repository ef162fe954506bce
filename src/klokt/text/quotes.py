"""Find a quote in a text, word for word: only white space and capital letters may differ."""

import re

from klokt.model.fact import Span

LONGEST_QUOTE = 300
"""How many characters of a text a quote may have: the words for one fact, no whole story."""


def found_quote(text: str, quote: str) -> Span | None:
    """Return where a quote first stands in a text, in the text's own characters, or None.

    It begins and ends with whole words. One that says nothing, without a letter or digit, is not found.
    """
    words = quote.split()
    if len(quote) > LONGEST_QUOTE or not any(map(str.isalnum, quote)):
        return None
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    found = re.search(before + r"\s+".join(map(re.escape, words)) + after, text, re.IGNORECASE)
    return found and Span(found.start(), found.end(), found.group())
