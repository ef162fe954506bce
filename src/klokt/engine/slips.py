"""What an author meant who wrote a condition in the way of another language."""

import re

from klokt.model.duration import Duration

_SLIPS = (
    (r"&&", 'write "and" for "&&"'),
    (r"\|\|", 'write "or" for "||"'),
    (r"!(?!=)", 'write "not" for "!"'),
    (r"\bAND\b", 'write "and" for "AND"'),
    (r"\bOR\b", 'write "or" for "OR"'),
    (r"=>", 'write ">=" for "=>"'),
    (r"(?<![=<>!])=(?!=)", 'write "==" to compare'),
)
"""Signs of other languages, and what to write in their place."""


def syntax_hint(text: str) -> str:
    """Return what to do about a condition that cannot be read."""
    for slip, hint in _SLIPS:
        if re.search(slip, text):
            return hint
    for opening, closing in ("()", "[]"):
        if text.count(opening) != text.count(closing):
            return f'the brackets do not pair: {text.count(opening)} "{opening}" and {text.count(closing)} "{closing}"'
    if text.count('"') % 2:
        return "a quotation mark is missing"
    return "see the rule language in docs/content-format.md"


def without_quotes(word: str) -> str:
    """Return how a number or duration in quotes is written in a condition; empty for other words."""
    if re.fullmatch(r"-?\d+(\.\d+)?", word):
        return f"write {word} without quotes"
    try:
        length = Duration.parse(word)
    except ValueError:
        return ""
    return f"write {length.unit.value}({length.amount})"
