"""A letter as plain text."""

from klokt.letters.text import told

from .examples import a_proposal
from .paper import a_document, a_paragraph


def test_no_line_is_wider_than_asked_for() -> None:
    letter = a_proposal().letter("conservative_treatment")
    assert max(map(len, told(letter, 60).splitlines())) in range(50, 61)


def test_marks_are_left_out_and_items_begin_with_a_dash() -> None:
    assert "Fare:\n- Ring nå." in told(a_document(a_paragraph("**Fare:**", "Ring **nå**.")))


def test_the_units_own_words_are_marked_in_text_too() -> None:
    assert "[Enhetens egne ord] Våre ord." in told(a_document(a_paragraph("Våre ord.", shared="Felles ord.")))


def test_sender_and_signature_are_told() -> None:
    lines = told(a_document()).splitlines()
    assert (lines[0], "Overlege Per Prøve" in lines) == ("Bildediagnostikk, Prøvevik sykehus", True)


def test_signs_that_only_steer_line_breaks_are_left_out() -> None:
    assert "i 12 uker" in told(a_document(a_paragraph("i 12\N{NO-BREAK SPACE}u\N{SOFT HYPHEN}ker")))
