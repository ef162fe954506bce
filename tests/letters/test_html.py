"""A letter on a page: escaped, with headings in order, and nothing that a strict content policy refuses."""

import re
from html.parser import HTMLParser

import pytest

from klokt.letters.html import fragment, page, stylesheet

from .examples import a_proposal
from .paper import a_document, a_paragraph

LETTERS = ["conservative_treatment", "information_sheet"]


class Seen(HTMLParser):
    """Every element with its attributes, and all words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_text_from_outside_stays_text() -> None:
    seen = Seen(fragment(a_document(a_paragraph("<script>alert(1)</script> & **<b>**"), title='"><img src=x>')))
    assert {"script", "img", "b"}.isdisjoint(tag for tag, _ in seen.elements)
    assert "<script>alert(1)</script> & <b>" in seen.words


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_holds_no_style_no_script_and_no_address(letter: str) -> None:
    seen = Seen(fragment(a_proposal().letter(letter)))
    assert {name for _, attributes in seen.elements for name in attributes} == {"class", "lang"}
    assert {"style", "script", "link", "a"}.isdisjoint(tag for tag, _ in seen.elements)


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("level", [1, 3])
def test_the_title_has_the_level_asked_for_and_every_other_heading_is_one_below(letter: str, level: int) -> None:
    tags = [tag for tag, _ in Seen(fragment(a_proposal().letter(letter), level)).elements]
    assert [tag for tag in tags if re.fullmatch(r"h\d", tag)] == [f"h{level}"] + [f"h{level + 1}"] * (
        sum(tag == f"h{level + 1}" for tag in tags)
    )
    assert tags.count(f"h{level + 1}") > 1


def test_the_units_own_words_are_marked_and_the_guidelines_words_are_folded_behind_them() -> None:
    seen = Seen(fragment(a_document(a_paragraph("Egne ord.", shared="Felles ord."))))
    assert ("div", {"class": "letter-own"}) in seen.elements
    assert seen.words.index("Egne ord.") < seen.words.index("Retningslinjens ord") < seen.words.index("Felles ord.")
    assert "details" in [tag for tag, _ in seen.elements]


def test_every_class_of_a_letter_that_is_set_apart_has_its_style() -> None:
    styled = set(re.findall(r"\.(letter[\w-]*)", stylesheet()))
    html = fragment(a_document(a_paragraph("Egne", role="red_flags", shared="x"), a_paragraph("b", role="assumptions")))
    assert {"letter-own", "letter-red_flags", "letter-assumptions"} <= styled & set(re.findall(r"letter[\w-]*", html))


def test_a_page_of_its_own_has_the_language_and_the_title() -> None:
    seen = Seen(page(a_document(title="Røntgen & mer")))
    assert ("html", {"lang": "nb"}) in seen.elements
    assert "<title>Røntgen &amp; mer</title>" in page(a_document(title="Røntgen & mer"))
