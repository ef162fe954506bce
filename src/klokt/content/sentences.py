"""Cut the text of a Norwegian or Danish document into sentences that can be recognised in any layout."""

import re
from collections import Counter
from dataclasses import dataclass, field

from klokt.content.layout import Block, blocks_of
from klokt.content.normative import is_normative
from klokt.content.words import fingerprint, words

_END = re.compile(r"[.!?]+[»”\"')\]]*\s+(?=[«“”\"(\[]*[A-ZÆØÅÄÖ\d])|\(\d+\)\s+(?=[A-ZÆØÅÄÖ])")
_ITEM_NUMBER = re.compile(r"\d{1,2}[.)]")
_INITIAL = re.compile(r"[^\W\d_]\.")
# Abbreviations that a sentence goes on after, also before a capital; those that may end one (etc., mv.) are left out.
_GOES_ON = (
    " bl.a. f.eks. eks. evt. ev. ca. pas. inkl. ekskl. nr. isbn-nr. jf. jfr. jvf. dvs. hhv. mhp. flg. iflg. kl. dr."
    " prof. kap. tlf. fig. tab. vs. st. avd. afd. vedr. pga. ift. nb! "
)
_REFERENCES = ("referanser", "referansar", "referencer", "litteratur", "litteraturliste", "kilder", "kjelder")
_HEADING_WORDS = 14
_LOCATOR_WORDS = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or list item, and where a person finds it in the document.

    `fingerprint` is the same for the same words in any case, punctuation, spacing and line breaks. `reference` marks
    the list of references, which nobody has to account for. `text` is empty where the sentence comes from an index.
    """

    number: int
    locator: str
    text: str
    fingerprint: str
    normative: bool
    reference: bool


@dataclass(slots=True)
class _Reader:
    """Reads block after block and knows under which heading it stands and what holds there."""

    found: list[Sentence] = field(default_factory=list)
    headings: Counter[str] = field(default_factory=Counter)
    heading: str = "opening"
    counted: int = 0
    in_references: bool = False
    list_is_normative: bool = False

    def read(self, block: Block) -> None:
        text = block.text()
        if _is_heading(block):
            self._go_under(_short(text))
            self._add(text, f"{self.heading}, heading", False)
        else:
            for part in [text] if self.in_references else _split(text):
                self._add(part, f"{self.heading}, sentence {self.counted + 1}", block.item and self.list_is_normative)
        if not block.item:
            self.list_is_normative = text.endswith((":", ",")) and is_normative(_split(text)[-1])

    def _go_under(self, heading: str) -> None:
        self.headings[heading] += 1
        again = self.headings[heading]
        self.heading = heading if again == 1 else f"{heading} ({again})"
        self.counted = -1  # the heading itself
        self.in_references = heading.casefold() in _REFERENCES

    def _add(self, text: str, locator: str, normative: bool) -> None:
        if not words(text):
            return
        self.counted += 1
        normative = normative or is_normative(text)
        number = len(self.found) + 1
        self.found.append(Sentence(number, locator, text, fingerprint(text), normative, self.in_references))


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a document in reading order, without page numbers and loose web addresses.

    Words broken at a line end are mended, also over a page break. A heading is a sentence, and so is a reference and
    an item of a list, unless it holds full stops. An item is normative where the words that lead the list in are.
    """
    reader = _Reader()
    for block in blocks_of(text):
        reader.read(block)
    return reader.found


def _is_heading(block: Block) -> bool:
    text = block.text()
    fits = not block.item and len(text.split()) <= _HEADING_WORDS and len(_split(text)) == 1
    return fits and text.lstrip('«“”"')[:1].isupper() and not re.search(r"[.!?,;][»”\"')\]]*$", text)


def _short(heading: str) -> str:
    return " ".join(heading.split()[:_LOCATOR_WORDS]).rstrip(" :,;.–-")


def _split(text: str) -> list[str]:
    """Return the sentences of a paragraph; a full stop after an abbreviation or initial does not end one."""
    parts: list[str] = []
    start = 0
    for end in _END.finditer(text):
        part = text[start : end.end()].strip()
        if not _goes_on(part, text[end.end()]):
            parts.append(part)
            start = end.end()
    return [*parts, text[start:]]


def _goes_on(part: str, following: str) -> bool:
    """Return whether the words that seem to end a sentence are only its number, an abbreviation or an initial."""
    last = part.rsplit(maxsplit=1)[-1].lstrip('«“”"(').casefold()
    between_numbers = last[:-1].isdigit() and following.isdigit()
    return (
        bool(_ITEM_NUMBER.fullmatch(part))
        or f" {last} " in _GOES_ON
        or bool(_INITIAL.fullmatch(last))
        or between_numbers
    )
