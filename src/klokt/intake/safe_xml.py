"""Parse XML from outside: no entities, no network, no document type, and limits on size and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from klokt.errors import IntakeError

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 10_000_000
"""How many bytes a message may have; attachments belong in messages of their own."""
DEEPEST = 40
"""How many elements may stand inside each other; the messages that are read need fewer than ten."""

_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_XHTML = "http://www.w3.org/1999/xhtml"
_BREAKS = {"break", "br"}
_BLOCKS = {"p", "div", "tablerow", "row", "table", "tr", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre"}
_SPACES = {"space", "tab", "tabledata", "cell", "td", "th"}
_HIDDEN = {"script", "style", "head"}
_EDGE = "\v"
"""Stands where a block begins or ends; XML itself cannot hold it."""
_EDGES = re.compile(rf"\s*{_EDGE}\s*")
_LINE_ENDS = re.compile(r"\s*\n\s*")
_SHOWABLE = re.compile(r"[A-Za-z][\w.-]{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Node:
    """An element with its path from the root; comments and processing instructions are not read."""

    element: _Element
    path: str

    @property
    def name(self) -> str:
        """The name without its namespace."""
        return _split(self.element)[1]

    @property
    def namespace(self) -> str:
        """The URI of the namespace; an empty text where it has none."""
        return _split(self.element)[0]

    @property
    def where(self) -> str:
        """The line and the path, for a message; never what stands there."""
        return f"line {self.element.sourceline or 1}, {self.path}"

    def children(self, name: str | None = None) -> Iterator[Node]:
        """Yield the elements directly inside that are in the same namespace, or those of them with a name."""
        for each in self.element.iterchildren("*"):
            namespace, own = _split(each)
            if namespace == self.namespace and name in (None, own):
                yield Node(each, f"{self.path}/{own if _SHOWABLE.fullmatch(own) else '*'}")

    def strangers(self) -> Iterator[Node]:
        """Yield the elements directly inside that are in another namespace."""
        for each in self.element.iterchildren("*"):
            namespace, own = _split(each)
            if namespace != self.namespace:
                yield Node(each, f"{self.path}/{own if _SHOWABLE.fullmatch(own) else '*'}")

    def descendants(self, name: str) -> Iterator[Node]:
        """Yield the elements of a name at any depth and in any namespace, in order."""
        for each in self.element.iter("*"):
            if _split(each)[1] == name:
                yield Node(each, f"{self.path}//{name}")

    def attribute(self, name: str) -> str | None:
        """Return an attribute without spaces around it, or None where it is not given or empty."""
        return (self.element.get(name) or "").strip() or None

    def child(self, name: str) -> Node | None:
        """Return the only element of that name, or None; raise IntakeError K304 where it is given twice."""
        found = list(self.children(name))
        if len(found) > 1:
            raise IntakeError("K304", f"{found[1].where}: is given twice; give it once")
        return found[0] if found else None

    def at(self, *names: str) -> Node | None:
        """Return the element at the end of a path of names, or None; raise IntakeError as child does."""
        node: Node | None = self
        for name in names:
            node = node.child(name) if node else None
        return node

    def text(self) -> str:
        """Return the words inside, marks such as bold left out: breaks and blocks are new lines, the rest runs on.

        In XHTML a line end of the file is a space; else it stands for a line end of the text.
        """
        words = "".join(_flat(self.element, _has_xhtml(self.element))).replace("\N{NO-BREAK SPACE}", " ")
        words = _EDGES.sub("\n", words)
        lines = (" ".join(line.split()) for line in words.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def root_of(data: bytes) -> Node:
    """Return the root of an XML document.

    Raises IntakeError K311 where it is too large or too deep, declares a document type, is not well-formed, or has a
    character set that is not known.
    """
    if len(data) > LARGEST:
        raise IntakeError("K311", f"the XML is larger than {LARGEST // 1_000_000} MB; send the referral alone")
    if _DOCTYPE.search(data):
        raise _declares_type()
    from lxml import etree  # noqa: PLC0415 (only who has XML to read loads what reads it)

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data.lstrip(b" \t\r\n"), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise IntakeError(
            "K311",
            f"line {line}: not XML that can be read: malformed, cut off or in another character set than it says",
        ) from None
    except (ValueError, LookupError):
        raise IntakeError("K311", "not XML that can be read: its character set is not known") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares_type()
    node = Node(root, _split(root)[1])
    _refuse_depth(root)
    return node


def _declares_type() -> IntakeError:
    return IntakeError("K311", "the XML declares a document type or entities, which are not read; leave them out")


def _refuse_depth(root: _Element) -> None:
    level, depth = [root], 1
    while level:
        if depth > DEEPEST:
            raise IntakeError("K311", f"line {level[0].sourceline}: elements stand more than {DEEPEST} deep")
        level, depth = [child for each in level for child in each.iterchildren("*")], depth + 1


def _split(element: _Element) -> tuple[str, str]:
    tag = str(element.tag)
    namespace, brace, name = tag.rpartition("}")
    return (namespace[1:], name) if brace else ("", tag)


def _has_xhtml(element: _Element) -> bool:
    return next(element.iter(f"{{{_XHTML}}}*"), None) is not None


def _flat(element: _Element, folded: bool) -> Iterator[str]:
    """Yield the words in order; `folded` makes a space of a line end of the file."""
    yield _run(element.text, folded)
    for each in element.iterchildren("*"):
        name = _split(each)[1].lower()
        if name in _BLOCKS:
            yield from (_EDGE, *_flat(each, folded), _EDGE)
        elif name not in _HIDDEN:
            yield "\n" if name in _BREAKS else " " if name in _SPACES else ""
            yield from _flat(each, folded)
        yield _run(each.tail, folded)


def _run(text: str | None, folded: bool) -> str:
    return _LINE_ENDS.sub(" ", text or "") if folded else text or ""
