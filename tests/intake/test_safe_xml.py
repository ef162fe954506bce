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


def given_twice() -> Node:
    """Return an element that holds two of the same."""
    return root_of(b"<a>\n<b>secret</b>\n<b>secret</b></a>")


def test_an_element_given_twice_is_named_by_line_and_path_and_never_by_its_value() -> None:
    with pytest.raises(IntakeError, match=r"^line 3, a/b: ") as caught:
        given_twice().child("b")
    assert "secret" not in caught.value.message
