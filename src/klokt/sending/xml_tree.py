"""Build the tree of a message in XML and write it: namespaces without prefixes, each element on a line of its own."""

from lxml import etree


def root_in(namespace: str, name: str) -> etree._Element:
    """Return a root element in a namespace of its own."""
    return etree.fromstring(f'<{name} xmlns="{namespace}"/>'.encode())


def add(parent: etree._Element, name: str, text: str | None = None, /, **attributes: str | None) -> etree._Element:
    """Add an element in its parent's namespace; attributes that are None are left out."""
    namespace = etree.QName(parent).namespace
    element = etree.SubElement(parent, f"{{{namespace}}}{name}")
    if text is not None:
        element.text = writable(text)
    for key, value in attributes.items():
        if value is not None:
            element.set(key, writable(value))
    return element


def written(root: etree._Element) -> bytes:
    """Return the message in UTF-8; the same tree gives the same bytes."""
    _indent(root, 0)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def writable(text: str) -> str:
    """Return the text without the control characters that XML cannot hold."""
    return "".join(each for each in text if each.isprintable() or each in "\t\n\N{NO-BREAK SPACE}")


def _indent(element: etree._Element, depth: int) -> None:
    """Put each element on a line of its own, but for those inside a text, where white space counts."""
    inside = [] if element.text else list(element)
    for number, each in enumerate(inside, 1):
        element.text = element.text or "\n" + "  " * (depth + 1)
        each.tail = "\n" + "  " * (depth + (number < len(inside)))
        _indent(each, depth + 1)
