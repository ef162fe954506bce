"""Undo the layout of a document: drop its noise, and put the lines together that its author wrote together."""

import re
from dataclasses import dataclass

from klokt.content.words import mend, normal

_PAGE = "\f"  # stands at the start of a line that opens a page
_URL = re.compile(r"https?://\S+$")
_PAGE_MARK = re.compile(r"\s*Side {2,}\d+ ?")  # may be glued to the first word of the page
_PAGE_NUMBER = re.compile(r"(?:(?:Side|Page)\s+)?\d{1,3}(?:\s*(?:av|af|of|/)\s*\d{1,3})?$")
_BULLET = re.compile(r"[•‣◦▪■●·\ue000-\uf8ff]\s*")
_DASH = re.compile(r"[-–*]\s+")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s*(?=[^\d\s])")
_FINISHED = re.compile(r"[.:;?!][»”\"')\]]*$")
_LIST_MAY_FOLLOW = re.compile(r"[.:;,][»”\"')\]]*$")
_LONG_LINE = 50  # characters; a line as long as this was broken by the layout, not by its author
_HEADING_LINE = 40  # characters; a line above running text that is shorter than this may be its heading


@dataclass(slots=True)
class Block:
    """Lines that belong together: a paragraph, a heading, or one item of a list."""

    lines: list[str]
    item: bool

    def text(self) -> str:
        """Return the block on one line, broken words mended."""
        return mend("\n".join(self.lines))


def blocks_of(text: str) -> list[Block]:
    """Return the paragraphs, headings and list items of a document, without page numbers and loose web addresses.

    Page marks are told apart where they stand alone or, with two spaces or more before the number, at a line's start.
    """
    blocks: list[Block] = []
    gap, page, number = True, False, 0
    for marked in _lines(text):
        line = marked.removeprefix(_PAGE)
        gap, page = gap or not line or marked != line, page or marked != line
        if not line:
            continue
        item = _opens_item(line, blocks[-1:], gap, number)
        if item or not blocks or (_parted(blocks[-1], line, page) if gap else _heads(blocks[-1], line)):
            blocks.append(Block([_BULLET.sub("", line, count=1)], item))
        else:
            blocks[-1].lines.append(line)
        if item and (numbered := _NUMBER.match(line)):
            number = int(numbered.group(1))
        gap, page = False, False
    return blocks


def _lines(text: str) -> list[str]:
    """Return the lines without the noise of the layout; a blank line is empty."""
    raw = ["", *(_PAGE_MARK.sub(_PAGE, line, count=1).rstrip() for line in normal(text).split("\n")), ""]
    kept: list[str] = []
    address = False
    for before, line, after in zip(raw, raw[1:], raw[2:], strict=False):
        address = _is_loose_address(line.strip(), before.strip(), address)
        if address:
            continue
        alone = not before.strip() and not after.strip()
        if alone and _PAGE_NUMBER.match(line.strip()):
            kept.append(_PAGE)
        else:
            kept.append((_PAGE if _PAGE in line else "") + line.strip())
    return kept


def _is_loose_address(line: str, before: str, before_is_one: bool) -> bool:
    """Return whether the line is a web address that no sentence holds, or the rest of one that a hyphen broke."""
    if _URL.match(line):
        return not before or before_is_one
    return before_is_one and before.endswith("-") and len(line.split()) == 1


def _opens_item(line: str, before: list[Block], gap: bool, number: int) -> bool:
    """Return whether the line opens an item; a number or a dash does so only where a list may stand or goes on."""
    if _BULLET.match(line):
        return True
    numbered, dashed = _NUMBER.match(line), _DASH.match(line)
    if not numbered and not dashed:
        return False
    if gap or (numbered and int(numbered.group(1)) == number + 1):
        return True
    in_dashes = dashed is not None and any(block.item and _DASH.match(block.lines[0]) for block in before)
    return in_dashes or any(_LIST_MAY_FOLLOW.search(block.lines[-1]) for block in before)


def _parted(block: Block, line: str, page: bool) -> bool:
    """Return whether a blank line or page break before the line ends the block, and not just its layout."""
    last = block.lines[-1]
    runs_on = line[0].islower() or (page and len(last) >= _LONG_LINE)
    return bool(_FINISHED.search(last)) or not runs_on


def _heads(block: Block, line: str) -> bool:
    """Return whether the block is a heading or lead-in of the text that the line begins."""
    last = block.lines[-1]
    if block.item or not line.lstrip('«“”"(')[:1].isupper():
        return False
    short = len(block.lines) == 1 and len(last) <= _HEADING_LINE and len(line) >= _LONG_LINE
    return last.endswith(":") or (short and last[-1].isalpha() and line[0].isupper() and not last.isupper())
