"""A letter on paper: what is read in it, what it carries, what it refuses, and that it is always the same."""

import hashlib
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from klokt.errors import LetterError
from klokt.letters.document import Document, Printed
from klokt.letters.html import fragment
from klokt.letters.markup import plain
from klokt.letters.pdf import pdf

from .examples import a_proposal, examples
from .paper import A_UNIT, GOLDEN, GOLDENS, PROPOSAL, a_document, a_paragraph, as_read, fonts_of, golden_of, opened

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("letter", "language"), GOLDENS)
def test_a_letter_reads_as_it_did_and_takes_as_many_pages(letter: str, language: str) -> None:
    assert golden_of(letter, language) == (GOLDEN / f"{letter}_{language}.txt").read_text("utf-8")


def test_every_letter_fits_one_page_in_each_language() -> None:
    longest: dict[tuple[str, str], Document] = {}
    for example in examples():
        for letter in example.letters():
            for language in ("nb", "nn", "en"):
                document = example.letter(letter, language)
                other = longest.setdefault((letter, language), document)
                longest[letter, language] = max(document, other, key=lambda each: len(fragment(each)))
    made = {key: pdf(replace(each, letterhead=A_UNIT), PROPOSAL) for key, each in longest.items()}
    assert {key: len(opened(each).pages) for key, each in made.items()} == dict.fromkeys(longest, 1)


@pytest.mark.parametrize("letter", ["conservative_treatment", "information_sheet"])
def test_pdf_and_html_tell_the_same_sentences(letter: str) -> None:
    document = a_proposal().letter(letter, "nn")
    on_paper = as_read(pdf(document, PROPOSAL)).replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    on_page = "".join(unescape(re.sub(r"<[^>]+>", "", fragment(document))).split())
    for top in document.paragraphs:
        for each in (top, *top.items):
            said = "".join((each.heading + plain(each.text)).split())
            assert said in on_paper
            assert said in on_page


def test_a_field_that_looks_like_a_program_is_printed_as_text() -> None:
    hostile = '#read("/etc/passwd") *x* $y$ \\ `z` @ref <l>'
    assert hostile in as_read(pdf(a_document(a_paragraph(hostile), title=hostile), PROPOSAL))


def test_the_same_letter_is_the_same_to_the_byte_in_another_process() -> None:
    script = (
        "import hashlib; from letters.paper import made; "
        "print(hashlib.sha256(made('conservative_treatment', 'nb')).hexdigest())"
    )
    command = [sys.executable, "-c", script]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT / "tests") for _ in range(2)]  # noqa: S603 (our own interpreter)
    assert runs[0].stdout == runs[1].stdout
    assert len(runs[0].stdout.strip()) == hashlib.sha256().digest_size * 2


def test_the_proposal_is_attached_as_it_was_given() -> None:
    proposal = json.dumps({"referral": "made-up", "told": "æøå"}).encode()
    letter = opened(pdf(a_document(), proposal))
    assert letter.attachments == {"proposal.json": [proposal]}


def test_a_letter_says_that_it_is_accessible_archivable_and_in_which_language() -> None:
    letter = opened(pdf(a_document(title="Røntgen anbefales"), PROPOSAL))
    metadata = letter.xmp_metadata
    assert metadata is not None
    raw = metadata.rdf_root.toxml()
    assert re.search(r"pdfuaid:part>1<", raw)
    assert re.search(r"pdfaid:part>3<.*pdfaid:conformance>A<", raw)
    assert str(letter.root_object["/Lang"]) == "nb"
    assert letter.metadata is not None
    assert letter.metadata.title == "Røntgen anbefales"
    assert letter.metadata.creation_date_raw == "D:20261122000000Z"


def test_a_letter_without_a_title_is_not_printed() -> None:
    with pytest.raises(LetterError, match="title") as refused:
        pdf(a_document(title=""), PROPOSAL)
    assert refused.value.code == "K507"


def test_a_character_that_no_font_has_is_refused_rather_than_left_out() -> None:
    with pytest.raises(LetterError, match="font"):
        pdf(a_document(a_paragraph("\N{EGYPTIAN HIEROGLYPH A001}")), PROPOSAL)


def test_a_letter_of_many_words_goes_on_to_a_second_page() -> None:
    long = tuple(Printed(f"p{number}", "reason", "Mange ord i et avsnitt. " * 20) for number in range(25))
    letter = opened(pdf(a_document(*long), PROPOSAL))
    assert len(letter.pages) > 1
    assert f"Side 2 av {len(letter.pages)}" in letter.pages[1].extract_text()


def test_threads_can_print_at_the_same_time() -> None:
    letters = [replace(a_document(), reference=f"KL-{number}") for number in range(6)]
    with ThreadPoolExecutor(4) as pool:
        printed = list(pool.map(lambda letter: pdf(letter, PROPOSAL), letters))
    assert all(letter.reference in as_read(made) for letter, made in zip(letters, printed, strict=True))


def test_only_shipped_fonts_are_used() -> None:
    fonts = fonts_of(pdf(a_document(a_paragraph("**a** b")), PROPOSAL))
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {"Inter"}


def test_a_reference_of_any_length_stays_on_the_sheet() -> None:
    letter = opened(pdf(replace(a_document(), reference="0123456789" * 12), PROPOSAL))
    lines = letter.pages[0].extract_text().splitlines()
    assert max(len(line) for line in lines if "0123456789" in line) <= len("Henviser 22. november 2026 ") + 48
