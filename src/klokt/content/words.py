"""Reduce a text to its words and their fingerprint, so that layout, case and punctuation do not matter."""

import hashlib
import re
import unicodedata

_BROKEN = re.compile(r"(\S*\w)-[ \t]*\n\s*(?=(\S+))")
_INNER_HYPHEN = re.compile(r"(?<=[^\W\d])-(?=\w)|(?<=\d)-(?=[^\W\d])")
_WORD = re.compile(r"[^\W_]+")


def normal(text: str) -> str:
    """Return the text with one spelling for each character (NFKC), one hyphen, and no soft hyphens."""
    return unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u2010", "-")


def mend(text: str) -> str:
    """Return the text on one line, with the words mended that a hyphen broke at a line end.

    A hyphen that the author wrote stays where it can be told: before the words "og" and "eller" (so "dial-", "og" on
    the next line is not mended), after capitals and digits, and within a web address.
    """
    return " ".join(_BROKEN.sub(_joined, normal(text)).split())


def words(text: str) -> list[str]:
    """Return the casefolded words of a text; a hyphen inside a word does not part it, except between digits.

    >>> words("Ikke-traumatiske kne- og hofte-\\nsmerter i 6-12 uker.")
    ['ikketraumatiske', 'kne', 'og', 'hoftesmerter', 'i', '6', '12', 'uker']
    """
    return _WORD.findall(_INNER_HYPHEN.sub("", mend(text)).casefold())


def fingerprint(text: str) -> str:
    """Return 12 hexadecimal digits that stand for the words of a sentence.

    >>> fingerprint("Pasienten vur-\\nderes.") == fingerprint("pasienten  VURDERES")
    True
    """
    return hashlib.sha256(" ".join(words(text)).encode()).hexdigest()[:12]


def _joined(broken: re.Match[str]) -> str:
    left, right = broken.group(1), broken.group(2)
    if right in ("og", "eller", "samt"):
        return f"{left}- "
    address = "://" in left or left.count("/") > 1
    real = address or left.isupper() or left[-1].isdigit() or not right[0].islower()
    return f"{left}-" if real else left
