"""Corrections that a person keeps: shown whole beforehand, kept only when chosen, and without what tells who it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from channels.web.browsing import KNEE, Json, Page, a_referral, browsing, the_page
from denmark import denmark
from klokt.channels.web.app import web_app
from klokt.channels.web.correction_file import CorrectionFile
from klokt.channels.web.desk import Desk
from klokt.content.load import find
from klokt.model.guideline import Guideline
from klokt.text.corrections import KeptCorrection, KeptSentence, read_corrections
from klokt.text.tokens import sentences_of
from norway import norway

URL = "/nb/referrals/a-1"
DAY = date(2026, 11, 23)
TEXT = (
    "Kvinne f. 14.02.1960, fnr 140260 12345, tlf 912 34 567, a.b@post.example.no. Vondt i venstre kne siden jul. "
    "Litt hevelse etter turer, ikke nå. Mor har hatt feber. Ingen traume, ingen låsning. Kneet er stort i kveld."
)
HEVELSE = "Litt hevelse etter turer, ikke nå."


def unread(text: str = TEXT, requested: Json = KNEE) -> Json:
    """Return a referral whose text nobody has read."""
    whole = a_referral(text=text, requested=requested)
    return {key: value for key, value in whole.items() if key != "known_facts"}


class Keeping:
    """The pages over one referral with a file for corrections, and what stands in the file."""

    def __init__(self, client: TestClient[Litestar], path: Path) -> None:
        self.client = client
        self.path = path

    def shown(self, **facts: str) -> Response:
        """Answer some questions and ask what would be kept."""
        form = the_page(self.client, URL).form | {f"0.{name}": said for name, said in facts.items()}
        return self.client.post(f"{URL}/keep", data=form)

    def keep(self, shown: Response, **changed: str) -> Response:
        """Send the page of keeping as a browser does, with some fields changed; one that is "open" is not ticked."""
        form = Page(shown).form | changed
        return self.client.post(f"{URL}/kept", data={name: said for name, said in form.items() if said != "open"})

    @property
    def kept(self) -> list[KeptCorrection]:
        """What stands in the file."""
        return [each for each in read_corrections(self.path.read_bytes()) if isinstance(each, KeptCorrection)]


def said_of(fact: str, words: str, text: str = TEXT) -> str:
    """Return what the form calls a sentence of a text where it asks about a fact."""
    return f"says.0.{fact}.{[each.text for each in sentences_of(text)].index(words)}"


@contextmanager
def keeping(folder: Path, referral: Json | None = None, guideline: Guideline | None = None) -> Iterator[Keeping]:
    """Open the pages over a referral, where corrections go to a file in this folder."""
    path = folder / "kept.jsonl"
    lines = Response(200, json=referral or unread()).content
    used = guideline or norway()
    desk = Desk([used], [("referrals.json", lines)], {used.id: find(used.id)}, CorrectionFile(path, lambda: DAY))
    with TestClient(web_app(desk), raise_server_exceptions=False) as client:
        yield Keeping(client, path)


def test_a_correction_is_kept_with_the_sentence_that_was_misread(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        answer = at.keep(at.shown(hydrops="no"))
        assert at.kept == [
            KeptCorrection(
                guideline="no_knee_hip_imaging",
                edition=norway().edition,
                language="nb",
                kept_on=DAY,
                fact="hydrops",
                read=True,
                given=False,
                sentences=(KeptSentence(HEVELSE, read=True, says=False, beside={}),),
            )
        ]
    assert answer.status_code == 200
    assert "Svar som ble lagret nå: 1." in Page(answer).text


def test_what_would_be_kept_is_said_before_anything_is_and_looking_keeps_nothing(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        told = Page(at.shown(hydrops="no")).text
        assert at.kept == []
    assert HEVELSE in told
    assert "Det lagres ikke hvem pasienten er" in told
    assert "Navn og steder kjennes ikke igjen" in told


def test_nothing_that_tells_who_the_patient_is_reaches_the_page_of_keeping_or_the_file(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        shown = at.shown(fever="yes")
        names = {each.get("name", "") for each in Page(shown).of("input")}
        at.keep(shown, **{name: "given" for name in names if name.startswith("says.0.fever")})
        kept = at.path.read_text("utf-8")
    assert kept.count('"text":') > 4
    for secret in ("14.02", "1960", "140260", "12345", "912", "567", "example", "a-1", "female"):
        assert secret not in kept + Page(shown).text


def test_a_fact_that_the_text_was_not_read_to_say_is_kept_without_any_of_its_words(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        at.keep(at.shown(septic_arthritis_suspected="yes"))
        (only,) = at.kept
    assert (only.fact, only.read, only.given, only.sentences) == ("septic_arthritis_suspected", None, True, ())


def test_the_sentence_that_a_person_marks_is_kept_for_a_fact_that_was_missed(tmp_path: Path) -> None:
    missed = "Kvikksølvet stod nesten i førti i natt."
    text = f"Vondt i venstre kne siden jul. {missed}"
    with keeping(tmp_path, unread(text)) as at:
        at.keep(at.shown(fever="yes"), **{said_of("fever", missed, text): "given"})
        (only,) = at.kept
    assert only.sentences == (KeptSentence(missed, read=None, says=True, beside={}),)


def test_words_that_were_set_aside_are_at_hand_but_left_out_until_they_are_chosen(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        shown = at.shown(fever="yes")
        assert Page(shown).form[said_of("fever", "Mor har hatt feber.")] == "left_out"
        at.keep(shown)
        assert at.kept[0].sentences == ()


def test_a_fact_that_is_taken_back_teaches_that_its_sentence_says_nothing_of_it(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        at.keep(at.shown(hydrops="unknown"))
        (only,) = at.kept
    assert (only.given, only.sentences[0].read, only.sentences[0].says) == (None, True, None)


def test_what_was_read_and_stands_is_kept_only_where_it_is_ticked(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        at.keep(at.shown(hydrops="no"), **{"keep.0.locking": "yes"})
        corrected, confirmed = at.kept
    assert corrected.fact == "hydrops"
    assert (confirmed.fact, confirmed.read, confirmed.given) == ("locking", False, False)
    assert confirmed.sentences[0].beside == {"significant_trauma": False, "minor_trauma": False}


def test_a_sentence_that_a_person_leaves_out_is_not_kept(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        at.keep(at.shown(hydrops="no"), **{said_of("hydrops", HEVELSE): "left_out"})
        assert at.kept[0].sentences == ()


def test_a_correction_that_a_person_unticks_is_not_kept_and_nothing_chosen_is_told(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        answer = at.keep(at.shown(hydrops="no"), **{"keep.0.hydrops": "open"})
        assert at.kept == []
    assert answer.status_code == 422
    assert "kryss av for minst én opplysning" in Page(answer).text
    assert "keep.0.hydrops" not in Page(answer).form


def test_a_form_that_is_sent_again_keeps_nothing_twice(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        shown = at.shown(hydrops="no")
        at.keep(shown)
        again = at.keep(shown)
        assert len(at.kept) == 1
    assert "Lagret fra før: 1." in Page(again).text


def test_the_answers_are_still_there_on_the_way_back(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        shown = at.shown(hydrops="no")
        kept = at.keep(shown)
    for page in (shown, kept):
        assert Page(page).form["0.hydrops"] == "no"
    assert not any(name.startswith(("keep.", "says.")) for name in Page(kept).form)


@pytest.mark.parametrize("said", ["given", "nothing", "anything"])
def test_what_the_page_never_offered_cannot_be_kept(tmp_path: Path, said: str) -> None:
    with keeping(tmp_path) as at:
        forged = {said_of("hydrops", "Mor har hatt feber."): said, "keep.0.no_such_fact": "yes"}
        assert at.keep(at.shown(hydrops="unknown"), **forged).status_code == 200
        assert [(each.fact, [one.text for one in each.sentences]) for each in at.kept] == [("hydrops", [HEVELSE])]


def test_the_sentences_of_the_longest_text_that_is_read_fit_into_a_form(tmp_path: Path) -> None:
    with keeping(tmp_path, unread("Vondt i kneet. Litt hevelse i kveld. " * 500)) as at:
        assert at.keep(at.shown(fever="yes", locking="yes", hydrops="no")).status_code == 200
        assert len(at.kept) == 3


def test_each_place_has_its_own_corrections(tmp_path: Path) -> None:
    with keeping(tmp_path, unread(requested=KNEE | {"laterality": "both"})) as at:
        form = the_page(at.client, URL).form | {"1.hydrops": "no"}
        shown = at.client.post(f"{URL}/keep", data=form)
        at.keep(shown)
        assert [each.fact for each in at.kept] == ["hydrops"]
    assert Page(shown).form["keep.1.hydrops"] == "yes"


def test_words_that_a_person_wrote_into_an_answer_are_masked_and_of_a_day_the_month_is_kept(tmp_path: Path) -> None:
    referral: Json = {"id": "a-1", "referral_date": "2012-12-03", "text": "Lændesmerter gennem 12 uger, sygemeldt."}
    with keeping(tmp_path, referral, denmark()) as at:
        at.keep(at.shown(imaging_where="Hos læge, tlf. 12 34 56 78", imaging_when="2012-11-19"))
        given = {each.fact: each.given for each in at.kept}
    assert given == {"imaging_where": "Hos læge, tlf. ***", "imaging_when": "2012-11"}


def test_a_form_from_a_page_of_another_site_keeps_nothing(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        form = Page(at.shown(hydrops="no")).form
        answer = at.client.post(f"{URL}/kept", data=form, headers={"Sec-Fetch-Site": "cross-site"})
        assert (answer.status_code, at.kept) == (400, [])


def test_an_answer_that_cannot_be_read_keeps_nothing(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        assert at.shown(conservative_weeks="some").status_code == 422
        form = the_page(at.client, URL).form | {"0.conservative_weeks": "some", "keep.0.hydrops": "yes"}
        assert (at.client.post(f"{URL}/kept", data=form).status_code, at.kept) == (400, [])


def test_where_the_disk_fails_the_person_is_told_that_it_went_wrong(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        shown = at.shown(hydrops="no")
        at.path.unlink()
        at.path.mkdir()
        assert at.keep(shown).status_code == 500


def test_the_page_of_keeping_can_be_had_in_another_language_for_what_was_read(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        told = the_page(at.client, "/en/referrals/a-1/kept").text
    assert "Read in the text and not corrected" in told


def test_no_page_of_keeping_is_stored_by_a_browser(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        shown = at.shown(hydrops="no")
        answers = [shown, at.keep(shown)]
    assert {each.headers["cache-control"] for each in answers} == {"no-store"}


@pytest.mark.parametrize("page", ["keep", "kept"])
def test_without_a_file_nothing_is_ever_kept_or_offered(page: str) -> None:
    with browsing() as client:
        form = the_page(client, URL).form
        assert [client.get(f"{URL}/{page}").status_code, client.post(f"{URL}/{page}", data=form).status_code] == [
            404,
            404,
        ]
        assert "Ta vare på rettelser" not in the_page(client, URL).text


def test_with_a_file_keeping_is_offered_on_the_page_of_a_referral(tmp_path: Path) -> None:
    with keeping(tmp_path) as at:
        told = the_page(at.client, URL).text
    assert "Ta vare på rettelser" in told
    assert "Ingenting lagres før du velger det" in told
