"""Sentences are found, and recognised again, in whatever layout a document comes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klokt.content.load import library
from klokt.content.sentence_index import differences, index_path, read_index, write_index
from klokt.content.sentences import Sentence, sentences
from klokt.content.words import fingerprint, words
from klokt.errors import ContentError

LETTERS = "abdehijkmnoprtuvyæøå"  # no g, l, s: a word whose end is broken off as "og" cannot be told from "kne- og"
WORD = st.text(LETTERS, min_size=3, max_size=12)
SENTENCE = st.lists(WORD, min_size=2, max_size=12).map(lambda found: " ".join(found).capitalize() + ".")
DOCUMENT = st.lists(SENTENCE, min_size=1, max_size=6).map(" ".join)


def texts(document: str) -> list[str]:
    return [sentence.text for sentence in sentences(document)]


def locators(document: str) -> list[str]:
    return [sentence.locator for sentence in sentences(document)]


def only(document: str) -> Sentence:
    (sentence,) = sentences(document)
    return sentence


@given(DOCUMENT, st.data())
def test_line_breaks_between_and_inside_words_leave_every_fingerprint_alone(document: str, data: st.DataObject) -> None:
    broken = document
    for place in sorted(data.draw(st.sets(st.integers(1, len(document) - 1), max_size=8)), reverse=True):
        before, after = broken[place - 1], broken[place]
        if before.isalpha() and after.isalpha():
            broken = f"{broken[:place]}-\n{broken[place:]}"
        elif before == " ":
            broken = f"{broken[:place]}\n{broken[place:]}"
    assert [each.fingerprint for each in sentences(broken)] == [each.fingerprint for each in sentences(document)]


@given(st.lists(WORD, min_size=1, max_size=10), st.lists(st.sampled_from([" ", "  ", ", ", " – ", "\n", ": ", " («"])))
def test_case_punctuation_and_spacing_leave_a_fingerprint_alone(found: list[str], between: list[str]) -> None:
    gaps = [*between, *(" " for _ in found)]
    dressed = "".join(word.upper() + gap for word, gap in zip(found, gaps, strict=False))
    assert fingerprint(dressed) == fingerprint(" ".join(found))


@given(st.lists(WORD, min_size=2, max_size=6, unique=True), st.data())
def test_another_word_gives_another_fingerprint(found: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(found) - 1))
    assert fingerprint(" ".join(found)) != fingerprint(" ".join([*found[:place], *found[place + 1 :]]))


@given(
    st.lists(
        st.one_of(DOCUMENT, WORD.map(lambda word: f"{word.capitalize()}:"), DOCUMENT.map(lambda text: f"• {text}")),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["\n", "\n\n", "\n \n", "\n\nSide   7", "\n\f"]),
)
def test_every_word_ends_in_exactly_one_sentence(parts: list[str], between: str) -> None:
    found = [word for sentence in sentences(between.join(parts)) for word in words(sentence.text)]
    assert found == words(" \n\n".join(parts))


def test_a_word_that_a_page_break_parts_is_mended() -> None:
    assert texts("Legen skal ta syke-\n Side   4meldingen opp igjen.") == ["Legen skal ta sykemeldingen opp igjen."]


def test_a_sentence_goes_on_over_a_page_that_opens_with_a_name() -> None:
    long_line = "Den praktiserende læge sender hele beskrivelsen til region"
    assert texts(f"{long_line}\n\n\fSjælland inden prøven.") == [f"{long_line} Sjælland inden prøven."]


def test_a_hyphen_before_og_at_a_line_end_is_the_authors_own() -> None:
    assert texts("Vi ser på albue-\nog skuldersmerter.") == ["Vi ser på albue- og skuldersmerter."]


def test_a_hyphen_before_a_slash_is_the_authors_own() -> None:
    assert texts("Legg ved svar-/følge-\nskrivet.") == ["Legg ved svar-/følgeskrivet."]


@pytest.mark.parametrize("compound", ["MR-bilder", "12-ukers", "ikke-Norske"])
def test_a_hyphen_beside_capitals_and_digits_is_the_authors_own(compound: str) -> None:
    assert texts(f"Se {compound.replace('-', '-' + chr(10))} her.") == [f"Se {compound} her."]


@pytest.mark.parametrize("form", ["ikke\u2011ﬁne", "IKKE-FINE", "ik\u00adke-fine", "ikke-\nfine"])
def test_the_same_word_in_other_characters_has_the_same_fingerprint(form: str) -> None:
    assert fingerprint(form) == fingerprint("ikke-fine")


def test_a_break_between_a_digit_and_a_letter_leaves_the_fingerprint_alone() -> None:
    assert fingerprint("5-\nmg") == fingerprint("5mg")


def test_six_to_twelve_is_not_six_hundred_and_twelve() -> None:
    assert fingerprint("Vent 6-12 uker") != fingerprint("Vent 612 uker")


def test_a_real_hyphen_at_a_line_end_gives_the_fingerprint_of_the_whole_word() -> None:
    assert fingerprint("MR-\nbilder av ikke-\nopererte") == fingerprint("MR-bilder av ikke-opererte")


@pytest.mark.parametrize("noise", ["3", "Side 3", "Side 3 av 12", "https://example.org/a-page"])
def test_page_numbers_and_loose_addresses_are_no_sentences(noise: str) -> None:
    assert texts(f"Armen røres fritt.\n\n{noise}\n\nSkulderen er stiv.") == ["Armen røres fritt.", "Skulderen er stiv."]


def test_a_loose_address_that_is_broken_is_no_sentence_either() -> None:
    noise = "https://example.org/one\nhttps://example.org/a-long-\naddress"
    assert texts(f"Armen røres fritt.\n\n{noise}\nSkulderen er stiv.") == ["Armen røres fritt.", "Skulderen er stiv."]


def test_an_address_within_a_sentence_stays_there() -> None:
    assert texts("Les om armen her:\nhttps://example.org/arm\nog ring.") == [
        "Les om armen her: https://example.org/arm og ring."
    ]


@pytest.mark.parametrize("kept", ["Målgruppe:", "Armen røres fritt."])
def test_what_follows_a_loose_address_is_kept(kept: str) -> None:
    assert texts(f"https://example.org/one/\n{kept}") == [kept]
    assert texts(f"https://example.org/arm-\n{kept} Og foten.")[0].startswith(kept)


def test_a_line_without_words_is_no_sentence() -> None:
    assert texts("Ring straks.\n\n* * *\n\nVent litt.") == ["Ring straks.", "Vent litt."]


def test_a_number_that_stands_in_running_text_is_kept() -> None:
    assert texts("Aldersgrensen er\n50\når for alle.") == ["Aldersgrensen er 50 år for alle."]


@pytest.mark.parametrize("abbreviation", ["f.eks.", "bl.a.", "evt.", "ca.", "pas.", "inkl.", "nr.", "hhv.", "ISBN-nr."])
def test_a_sentence_goes_on_after_an_abbreviation(abbreviation: str) -> None:
    assert len(sentences(f"Ta med ({abbreviation} Oslo og {abbreviation} 7 andre steder).")) == 1


@pytest.mark.parametrize("text", ["Ring M. Hansen i dag.", "Ring den 10. 05. 2024 klokka ni."])
def test_initials_and_dates_end_no_sentence(text: str) -> None:
    assert texts(text) == [text]


@pytest.mark.parametrize("abbreviation", ["etc.", "m.v.", "mv.", "osv.", "pct."])
def test_a_capital_after_an_abbreviation_that_may_end_a_sentence_opens_the_next(abbreviation: str) -> None:
    assert len(sentences(f"Ta med plaster, saks {abbreviation} Resten har vi.")) == 2


def test_a_sentence_that_lacks_its_full_stop_ends_at_a_reference_number() -> None:
    assert texts("Grensen flyttes hvert år (2) Ifølge rådet er den god.") == [
        "Grensen flyttes hvert år (2)",
        "Ifølge rådet er den god.",
    ]


@pytest.mark.parametrize("bullet", ["•", "\uf0b7", "-", "–"])
def test_a_wrapped_bullet_is_one_sentence(bullet: str) -> None:
    document = f"Varselstegn:\n\n{bullet} Hevelse, varme og rødt\nledd:\nBetennelse? - Ring lege.\n{bullet} Feber\n"
    assert len(sentences(document)) == 3


def test_a_dash_at_a_line_start_within_a_sentence_is_no_bullet() -> None:
    assert len(sentences("Ved tegn på brudd eller svulst i armen\n- startes undersøkelsen.")) == 1


def test_an_item_is_told_without_its_bullet() -> None:
    assert texts("• Feber\n• Hevelse") == ["Feber", "Hevelse"]


@pytest.mark.parametrize("before", ["Ta med:", "Du må ta med,", "Dette trengs."])
def test_dashes_open_items_from_the_line_after_a_lead_in(before: str) -> None:
    assert texts(f"{before}\n- saks\n- plaster") == [before, "- saks", "- plaster"]


def test_a_dash_that_a_line_end_left_in_front_stays_in_its_bullet() -> None:
    assert len(sentences("• Rødt ledd: Betennelse?\n- Ring lege.\n• Feber")) == 2


def test_a_numbered_item_keeps_its_number() -> None:
    assert texts("Skriv om:\n\n1. Varighed af smerten\n2. Klinisk fund\n3)fordele og\n\nulemper,") == [
        "Skriv om:",
        "1. Varighed af smerten",
        "2. Klinisk fund",
        "3)fordele og ulemper,",
    ]


def test_a_numbered_list_may_begin_after_any_paragraph() -> None:
    assert texts("Om armen\n\n4. Varighet\n5. Klinisk funn") == ["Om armen", "4. Varighet", "5. Klinisk funn"]


def test_an_ordinal_at_a_line_start_is_no_item() -> None:
    assert len(sentences("Patienten ses igen efter den\n2. uge og efter den\n3. uge hos lægen.")) == 1


def test_an_item_goes_on_after_a_blank_line_that_the_layout_left() -> None:
    assert len(sentences("\uf0b7 Der er behov for hjælp ved mis-\n\ntanke om brud.")) == 1


def test_a_heading_names_the_sentences_under_it() -> None:
    assert locators("Åpning uten overskrift.\n\nMålgruppe\n\nAlle voksne. Ingen barn.") == [
        "opening, sentence 1",
        "Målgruppe, heading",
        "Målgruppe, sentence 1",
        "Målgruppe, sentence 2",
    ]


def test_a_heading_may_stand_right_above_its_text() -> None:
    text = "Regionens opgave\nRegionen sørger for, at patienten hurtigt kommer i gang med træning."
    assert locators(text) == ["Regionens opgave, heading", "Regionens opgave, sentence 1"]


@pytest.mark.parametrize(
    "text",
    [
        "Den praktiserende lege sender hele skjemaet til\nTromsø eller til et annet sykehus som tar imot raskt.",
        "Alle som har ventet i mer enn to uker på et svar om dette\nved sykehuset i\n"
        "Tromsø eller ved et annet sykehus får et brev.",
        "Med hilsen\nAvdelingen",
        "Kjære lege,\nPasienten har vært hos oss i dag og trenger nå en ny vurdering av armen.",
        "SKJEMA FOR ARMEN\nFOR ALLE VOKSNE SOM HAR VONDT I EN ARM ELLER I EN SKULDER OG VIL HA HJELP",
    ],
    ids=["long line", "not the first line", "short text", "comma", "capitals"],
)
def test_a_line_that_runs_on_is_no_heading(text: str) -> None:
    assert len(sentences(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Det er nødvendig,",
        "(se tabellen)",
        "Ring straks. Vent ikke",
        "• Feber",
        "Dette er en lang innledning som teller langt flere ord enn en overskrift pleier å gjøre:",
    ],
)
def test_what_is_not_short_and_whole_is_no_heading(text: str) -> None:
    assert locators(text)[0] == "opening, sentence 1"


def test_a_heading_before_a_page_break_stays_a_heading() -> None:
    assert locators("Målgruppe\nSide   2Alle voksne.") == ["Målgruppe, heading", "Målgruppe, sentence 1"]


def test_a_lead_in_ends_before_a_blank_line_also_when_a_small_letter_follows() -> None:
    assert texts("Det er nødvendig:\n\nat legen er våken") == ["Det er nødvendig:", "at legen er våken"]


def test_a_heading_that_comes_back_is_numbered() -> None:
    assert locators("Varselstegn:\n\nFeber.\n\nVarselstegn:\n\nFeber.")[-1] == "Varselstegn (2), sentence 1"


def test_a_locator_holds_at_most_six_words_of_a_heading() -> None:
    assert locators("En lang overskrift om armer og ben og hode:") == ["En lang overskrift om armer og, heading"]


def test_a_sentence_that_stands_twice_has_one_fingerprint() -> None:
    first, second = sentences("Ring straks.\n\nRing straks!")
    assert first.fingerprint == second.fingerprint


def test_references_are_whole_and_apart() -> None:
    document = (
        "Vent i tre uker.\n\nReferanser:\n\n1) Rådet A. Om armer. 2019: \nhttps://example.org/om-\narmer\n\n2) Rådet B."
    )
    assert [(sentence.reference, sentence.text) for sentence in sentences(document)] == [
        (False, "Vent i tre uker."),
        (True, "Referanser:"),
        (True, "1) Rådet A. Om armer. 2019: https://example.org/om-armer"),
        (True, "2) Rådet B."),
    ]


def test_what_follows_the_references_under_a_heading_of_its_own_is_no_reference() -> None:
    assert not sentences("Referencer:\n\n1) Rådet A.\n\nBilag:\n\nLægen skal ringe.")[-1].reference


@pytest.mark.parametrize(
    "sentence",
    [
        "Pasienten bør trene.",
        "Legen kan ringe.",
        "Barn henvises.",
        "Vi fraråder gips.",
        "Patienten har ret til frit valg.",
        "Svar gis innen fredag.",
        "Fra 50 år brukes skjemaet.",
        "Det er ønskelig med bilder.",
        "Lægen tager stilling, og der tages også hensyn til alder.",
        "Pasienten skal tilvisast.",
        "Ein må ikkje vente.",
        "Unngå MR.",
    ],
)
def test_a_sentence_that_obliges_permits_recommends_or_limits_is_normative(sentence: str) -> None:
    assert only(sentence).normative


@pytest.mark.parametrize(
    "sentence", ["Armen har tre knokler.", "Kanten er skarp.", "Skalaen er ny.", "Minnet er kort."]
)
def test_a_sentence_that_tells_is_not_normative(sentence: str) -> None:
    assert not only(sentence).normative


def test_the_items_of_a_list_are_normative_where_its_lead_in_is() -> None:
    found = sentences("Det er nødvendig,\n• at legen er våken\n• at armen er ren\n\nArmen har:\n\n• tre knokler")
    assert [sentence.normative for sentence in found] == [True, True, True, False, False]


def test_an_index_is_read_as_it_was_written_but_for_the_text(tmp_path: Path) -> None:
    found = sentences("Målgruppe:\nPasienten bør trene. Armen er rød.\n\nReferanser:\n\n1) Rådet A.")
    write_index(tmp_path / "sources" / "a.tsv", found)
    read = read_index(tmp_path / "sources" / "a.tsv")
    assert not differences(found, read).added
    assert [(s.number, s.locator, s.normative, s.reference, s.text) for s in read] == [
        (s.number, s.locator, s.normative, s.reference, "") for s in found
    ]


def test_an_index_holds_no_text(tmp_path: Path) -> None:
    write_index(tmp_path / "a.tsv", sentences("Pasienten bør trene."))
    assert "trene" not in (tmp_path / "a.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", ["1\topening\tabc\tyes\tno", "1\topening\tabcdef123456\tmaybe\tno", "", "one"])
def test_a_line_that_is_no_index_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.tsv").write_text(f"number\tlocator\tfingerprint\tnormative\treference\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"a\.tsv:2"):
        read_index(tmp_path / "a.tsv")


@pytest.mark.parametrize("content", ["", "number\tlocator\n"])
def test_an_index_without_its_header_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(ContentError, match="header"):
        read_index(tmp_path / "a.tsv")


def test_an_index_that_is_not_there_is_a_content_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        read_index(tmp_path / "a.tsv")


def test_another_edition_is_told_by_what_came_and_what_went() -> None:
    old, new = sentences("Grensen er 45 år. Ring straks."), sentences("Grensen er 50 år. Ring straks.")
    found = differences(new, old)
    assert ([s.text for s in found.added], [s.text for s in found.gone]) == (
        ["Grensen er 50 år."],
        ["Grensen er 45 år."],
    )


def test_a_sentence_more_or_less_is_another_edition() -> None:
    short, long = sentences("Ring straks."), sentences("Ring straks. Vent litt.")
    assert not differences(short, long).same_edition
    assert not differences(long, short).same_edition


def test_a_sentence_that_now_stands_once_instead_of_twice_is_gone() -> None:
    twice, once = sentences("Ring straks. Vent litt. Ring straks."), sentences("Ring straks. Vent litt.")
    assert len(differences(once, twice).gone) == 1


def test_the_same_document_in_another_layout_is_the_same_edition() -> None:
    one, other = sentences("Grensen er 50 år. Ring."), sentences("Grensen\ner 50 år.\n\n Side   2Ring.")
    assert differences(one, other).same_edition


def test_an_index_that_calls_a_norm_no_norm_is_found_out(tmp_path: Path) -> None:
    found = sentences("Pasienten bør trene.")
    write_index(tmp_path / "a.tsv", found)
    lenient = (tmp_path / "a.tsv").read_text(encoding="utf-8").replace("yes", "no")
    (tmp_path / "a.tsv").write_text(lenient, encoding="utf-8")
    assert not differences(found, read_index(tmp_path / "a.tsv")).same_edition


def test_the_index_of_the_norwegian_document_has_norms_references_and_repeated_sentences() -> None:
    index = read_index(index_path(library()["no_knee_hip_imaging"], "no_imaging_2025"))
    assert [sentence.number for sentence in index] == list(range(1, len(index) + 1))
    assert any(sentence.normative for sentence in index)
    assert index[-1].reference
    assert not index[0].reference
    assert (
        len({sentence.fingerprint for sentence in index}) < len(index) == len({sentence.locator for sentence in index})
    )
