"""XML from outside cannot reach files or the network, nor exhaust the machine."""

import pytest

from klokt.errors import IntakeError
from klokt.intake.safe_xml import DEEPEST, LARGEST, Node, root_of

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>"""
OUTSIDE = b"""<!DOCTYPE l SYSTEM "http://example.org/l.dtd" [<!ENTITY f SYSTEM "file:///etc/hostname">]><l>&f;</l>"""


def refused(data: bytes) -> str:
    """Return the message with which the XML is refused."""
    with pytest.raises(IntakeError) as caught:
        root_of(data)
    assert caught.value.code == "K311"
    return caught.value.message


@pytest.mark.parametrize(
    "data", [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16")], ids=["laughs", "outside", "utf-16"]
)
def test_a_document_type_is_refused_with_its_entities(data: bytes) -> None:
    assert "document type" in refused(data)


def test_a_message_of_100_megabytes_is_refused_before_it_is_parsed() -> None:
    assert "larger than" in refused(b"<a>" + b"x" * 100_000_000)
    assert LARGEST < 100_000_000


@pytest.mark.parametrize("depth", [DEEPEST + 1, 200_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    refused(b"<a>" * depth + b"</a>" * depth)


def test_nesting_up_to_the_limit_is_read() -> None:
    assert root_of(b"<a>" * DEEPEST + b"</a>" * DEEPEST).name == "a"


@pytest.mark.parametrize(
    "data",
    [b"<a>", b"<a></b>", b"<a>&unknown;</a>", b'<?xml version="1.0" encoding="x-none"?><a/>', b"<a>\xff</a>", b"<"],
)
def test_what_is_not_xml_is_refused_with_its_line(data: bytes) -> None:
    assert refused(data).startswith("line 1:")


@pytest.mark.parametrize(
    "data",
    [
        "<a>Lænd</a>".encode(),
        "\ufeff<a>Lænd</a>".encode(),
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>Lænd</a>'.encode("latin-1"),
    ],
    ids=["UTF-8", "byte order mark", "ISO-8859-1"],
)
def test_letters_are_read_in_the_character_set_that_the_message_names(data: bytes) -> None:
    assert root_of(data).text() == "Lænd"


def test_formatted_text_becomes_lines_without_its_marks() -> None:
    node = root_of(b"<a>Smerter i <Bold>venstre</Bold> ben.<Break/>Siden<Space/>maj.<!-- x --></a>")
    assert node.text() == "Smerter i venstre ben.\nSiden maj."


XHTML = "http://www.w3.org/1999/xhtml"


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        ("<x:p>Ikke feber.</x:p>Vondt.", "Ikke feber.\nVondt."),
        ("Siden<x:ul><x:li>mai</x:li><x:li>juni</x:li></x:ul>i fjor", "Siden\nmai\njuni\ni fjor"),
        ("<x:div>Trent i\n  12 <x:b>uker</x:b></x:div>", "Trent i 12 uker"),
        ("<x:table><x:tr><x:td>CRP</x:td><x:td>180</x:td></x:tr></x:table>", "CRP 180"),
        ("Feber<x:script>alert(1)</x:script><x:style>p {}</x:style> 39", "Feber 39"),
        ("Feber<x:br/><x:br/>39", "Feber\n\n39"),
    ],
)
def test_xhtml_becomes_lines_without_running_two_paragraphs_together(inside: str, lines: str) -> None:
    assert root_of(f'<a xmlns:x="{XHTML}">{inside}</a>'.encode()).text() == lines


def test_outside_xhtml_a_line_end_of_the_file_is_one_of_the_text() -> None:
    assert root_of(b"<a>Trent\n  i 12 uker</a>").text() == "Trent\ni 12 uker"


def test_an_attribute_that_is_empty_is_not_given() -> None:
    node = root_of(b'<a V=" x " S="  "/>')
    assert (node.attribute("V"), node.attribute("S"), node.attribute("DN")) == ("x", None, None)


def test_elements_of_another_namespace_are_strangers_and_no_children() -> None:
    node = root_of(b'<a xmlns="urn:one"><b/><c xmlns="urn:two"/></a>')
    assert ([each.name for each in node.children()], [each.name for each in node.strangers()]) == (["b"], ["c"])


def given_twice() -> Node:
    """Return an element that holds two of the same."""
    return root_of(b"<a>\n<b>secret</b>\n<b>secret</b></a>")


def test_an_element_given_twice_is_named_by_line_and_path_and_never_by_its_value() -> None:
    with pytest.raises(IntakeError, match=r"^line 3, a/b: ") as caught:
        given_twice().child("b")
    assert "secret" not in caught.value.message
