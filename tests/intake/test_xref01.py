"""A Danish referral to a hospital, as XREF01, becomes a referral; what is wrong is named, and nobody is."""

import random
from datetime import date
from pathlib import Path

import pytest

from danish_pathway import FOLDER, denmark
from klokt.errors import IntakeError
from klokt.intake import read
from klokt.intake.xref01 import SECTIONS
from klokt.model.referral import Patient, Referral
from klokt.text.load import lexicons_of
from klokt.text.read import read_text

MESSAGE = (Path(__file__).parents[2] / "examples" / "spine_xref01.xml").read_text("utf-8")
CPR = "<CivilRegistrationNumber>0707614285</CivilRegistrationNumber>"
OTHER = "<AlternativeIdentifier>070761AB12</AlternativeIdentifier>"
DIAGNOSIS = "<DiagnoseTypeCode>uspecificeretkode</DiagnoseTypeCode>"


def read_one(old: str = "", new: str = "", charset: str = "utf-8") -> Referral | IntakeError:
    """Return what is read of the example, with one thing in it changed."""
    assert old in MESSAGE
    (found,) = read(MESSAGE.replace(old, new, 1).encode(charset))
    return found


def referral(old: str = "", new: str = "", charset: str = "utf-8") -> Referral:
    """Return the referral of the example, with one thing in it changed."""
    found = read_one(old, new, charset)
    assert isinstance(found, Referral), found
    return found


def error(old: str, new: str) -> IntakeError:
    """Return the error that a change of the example gives."""
    found = read_one(old, new)
    assert isinstance(found, IntakeError)
    return found


def test_a_letter_tells_when_by_whom_how_urgent_and_about_whom() -> None:
    found = referral()
    assert (found.id, found.kind, found.referral_date) == ("spine-example", "specialist", date(2012, 3, 5))
    assert found.patient == Patient(date(1961, 7, 7), "male", "Test Testesen")
    assert (found.requester_role, found.priority) == ("general_practitioner", "routine")


def test_nothing_that_identifies_the_patient_is_kept() -> None:
    shown = repr(referral())
    assert not [word for word in ("0707614285", "Testesen", "Lægehuset") if word in shown]


def test_the_clinical_text_stands_under_its_headings_in_order() -> None:
    text = referral().text or ""
    headings = ["Diagnose:", "Anamnese:", "Undersøgelse:", "Aktuel medicin:", "Henvisningsårsag:"]
    assert [line for line in text.split("\n") if line in headings] == headings
    assert "udstråling til venstre ben.\nSygemeldt" in text


def test_the_headings_by_themselves_say_nothing_of_the_patient() -> None:
    headings = "\n".join(f"{heading}:\nIkke oplyst." for _, heading in SECTIONS)
    found = read_text(headings, lexicons_of(FOLDER, denmark()), (), date(2012, 3, 5))
    assert (found.mentions, found.set_aside, found.unclear) == ((), (), ())


def test_a_message_in_latin_1_is_read_as_it_says() -> None:
    assert referral('encoding="UTF-8"', 'encoding="ISO-8859-1"', "latin-1").text == referral().text


@pytest.mark.parametrize(
    ("kind", "code", "named"),
    [("SKSdiagnosekode", "DG834", "G83.4"), ("ICPCkode", "L86", "L86"), ("SKSdiagnosekode", "DM171+TUL2", "M17.1")],
)
def test_a_coded_diagnosis_is_a_finding_under_the_code_that_guidelines_name(kind: str, code: str, named: str) -> None:
    found = referral(DIAGNOSIS, f"<DiagnoseCode>{code}</DiagnoseCode><DiagnoseTypeCode>{kind}</DiagnoseTypeCode>")
    assert [each.code.code for each in found.coded] == [named]


def test_a_code_of_no_known_kind_is_noticed_so_that_a_person_reads_it() -> None:
    found = referral(DIAGNOSIS, f"<DiagnoseCode>42</DiagnoseCode>{DIAGNOSIS}")
    assert (found.coded, "K328" in [notice.code for notice in found.notices]) == ((), True)


@pytest.mark.parametrize("patient", [CPR + OTHER, ""])
def test_a_patient_has_one_of_the_two_numbers_and_the_error_names_both(patient: str) -> None:
    found = error(CPR, patient)
    assert "Patient/CivilRegistrationNumber" in found.message
    assert "Patient/AlternativeIdentifier" in found.message


def test_with_another_number_than_cpr_the_age_is_unknown() -> None:
    found = referral(CPR, OTHER)
    assert found.patient == Patient(name="Test Testesen")
    assert [notice.code for notice in found.notices] == ["K320"]


def test_a_cpr_number_whose_check_digit_does_not_fit_is_noticed_and_read() -> None:
    found = referral("0707614285", "0707614286")
    assert (found.patient.sex, [each.code for each in found.notices]) == ("female", ["K323", "K324"])


@pytest.mark.parametrize("number", ["3113614285", "070761428", "07076l4285"])
def test_a_cpr_number_that_begins_with_no_day_is_refused_and_not_repeated(number: str) -> None:
    found = error("0707614285", number)
    assert found.code == "K303"
    assert found.message.startswith("line 36, Emessage/HospitalReferral/Patient/CivilRegistrationNumber: ")
    assert number not in found.message


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (">elektiv<", ">snarest<", "K303"),
        ("XH0130R", "XH0230R", "K310"),
        ("2012-03-05</Date>\n        <Time>10:10", "2012-02-30</Date><Time>10:10", "K304"),
        ("<Priority>elektiv</Priority>", "<Priority>elektiv</Priority><Priority>akut</Priority>", "K304"),
        ("<ReferralStatus>", "<ReferralStatus", "K311"),
        ("2007/02/01", "2007/02/02", "K310"),
        ("</Emessage>", "", "K311"),
    ],
)
def test_what_cannot_be_read_is_refused(old: str, new: str, code: str) -> None:
    assert error(old, new).code == code


def test_a_letter_of_another_kind_is_refused_by_its_name() -> None:
    (found,) = read(MESSAGE.replace("HospitalReferral", "DischargeLetter").encode(), "sent.xml")
    assert isinstance(found, IntakeError)
    assert found.code == "K310"
    assert found.message.startswith("sent.xml, line 11, Emessage/DischargeLetter: ")


def test_xml_of_another_standard_is_refused_with_what_to_send() -> None:
    (found,) = read(b"<Message/>")
    assert isinstance(found, IntakeError)
    assert (found.code, "XREF01" in found.message) == ("K310", True)


def test_an_attachment_awaits_a_person() -> None:
    found = referral("</HospitalReferral>", "<Reference><URL>x</URL></Reference></HospitalReferral>")
    assert "K329" in [notice.code for notice in found.notices]


def test_an_element_that_is_not_read_is_noticed_by_its_path() -> None:
    found = referral("<ActualMedicine>", "<Weight>80</Weight><ActualMedicine>")
    assert [each.message.rpartition("/")[2][:6] for each in found.notices if each.code == "K331"] == ["Weight"]


def test_a_letter_without_a_day_leaves_the_date_unknown() -> None:
    letter = "<Date>2012-03-05</Date>\n        <Time>10:10</Time>"
    assert referral(letter, "").referral_date is None


def test_ten_thousand_damaged_messages_give_a_referral_or_an_error_of_ours() -> None:
    chance = random.Random(7)  # noqa: S311 (no secret)
    original = MESSAGE.encode()
    for _ in range(10_000):
        damaged = bytearray(original)
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(20, len(damaged))
            piece = chance.choice([b"", b"<", b">", b"&", b"\xff", b"0", b"</Letter>", damaged[start - 20 : start]])
            damaged[start : start + chance.randint(0, 30)] = piece
        assert all(isinstance(each, Referral | IntakeError) for each in read(bytes(damaged)))
