"""Norwegian requisitions and referrals in XML become referrals; what is wrong is named, and nobody is."""

import random
import re
from datetime import date
from pathlib import Path

import pytest

from intake.samples import KNEE_LEFT, KNEE_RIGHT
from klokt.errors import IntakeError
from klokt.intake import read
from klokt.intake.norwegian_message import REFERRALS, REQUISITIONS
from klokt.intake.norwegian_text import COMMENTS, INFORMATION, REASONS
from klokt.model.referral import Patient, Referral, Target
from klokt.text.load import lexicons_of
from klokt.text.read import read_text
from norway import norway

EXAMPLES = Path(__file__).parents[2] / "examples"
REQUISITION, REFERRAL, HEADED = (
    (EXAMPLES / f"no_{name}.xml").read_text("utf-8") for name in ("requisition", "referral_1_1", "referral_2_0")
)
MESSAGES = {"requisition": REQUISITION, "referral 1.1": REFERRAL, "referral 2.0": HEADED}
NUMBER = "13916920045"
SIDE = '<Spec V="ZTX0XB" S="2.16.578.1.12.4.1.1.7270" DN="Venstre"/>'
EXAM = '<Id V="SNG0AG" S="2.16.578.1.12.4.1.1.7270" DN="MR kne"/>'
STATUS = '<ServType V="N" DN="Ny"/>'
FIELD = '<MsgDescr V="MR" DN="Magnettomografi"/>'
BORN = '<DateOfBirth V="1969-11-13"/>'
PRIORITY = '<Priority V="N" DN="Elektiv/normal"/>'
END = "</ServReq>"


def read_one(message: str, old: str = "", new: str = "") -> Referral | IntakeError:
    """Return what is read of a message with one thing in it changed."""
    assert old in message
    (found,) = read(message.replace(old, new, 1).encode())
    return found


def referral(message: str = REQUISITION, old: str = "", new: str = "") -> Referral:
    """Return the referral of a message with one thing in it changed."""
    found = read_one(message, old, new)
    assert isinstance(found, Referral), f"{found.code} {found.message}"
    return found


def error(old: str, new: str, message: str = REQUISITION) -> IntakeError:
    """Return the error that a change of a message gives."""
    found = read_one(message, old, new)
    assert isinstance(found, IntakeError)
    return found


def noticed(found: Referral) -> list[str]:
    """Return the codes of the notices, but for the wanted time that the example tells."""
    return [each.code for each in found.notices if each.code != "K335"]


def in_header(message: str) -> str:
    """Return a message with a header of its own around it."""
    inner = message.partition("?>")[2]
    info = "<MsgInfo><MsgId>outer-1</MsgId></MsgInfo>"
    document = f"<Document><RefDoc><Content>{inner}</Content></RefDoc></Document>"
    return f'<MsgHead xmlns="http://www.kith.no/xmlstds/msghead/2006-05-24">{info}{document}</MsgHead>'


def test_a_requisition_tells_what_for_whom_by_whom_and_how_urgent() -> None:
    found = referral()
    assert (found.id, found.kind, found.country) == ("7d0b3f5e-0c1d-4f0a-9d55-1f2f6f1a0001", "imaging", "NO")
    assert found.referral_date == date(2025, 9, 1)
    assert found.patient == Patient(date(1969, 11, 13), "female", "Test Testesen")
    assert (found.requested.modality, found.requested.targets) == ("MR", (KNEE_LEFT,))
    assert (found.requester_role, found.priority) == ("physician", "routine")


def test_a_referral_1_1_to_radiology_is_one_for_imaging_with_its_diagnosis() -> None:
    found = referral(REFERRAL)
    assert (found.kind, found.requested.targets) == ("imaging", (Target("hip", "right"),))
    assert [each.code.code for each in found.coded] == ["L13"]
    assert (found.patient, found.priority) == (Patient(date(1955, 11, 10), "male", "Prøve Eksempelsen"), "asap")


def test_a_referral_2_0_has_its_patient_and_sender_in_the_header() -> None:
    found = referral(HEADED)
    assert found.patient == Patient(date(1955, 11, 10), "male", "Eksempel Testesen")
    assert (found.requester_role, found.requested.targets) == ("manual_therapist", (KNEE_RIGHT,))
    assert (found.referral_date, found.notices) == (date(2025, 9, 3), ())


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_nothing_that_identifies_the_patient_is_kept(message: str) -> None:
    shown = repr(referral(message))
    assert not [word for word in (NUMBER, "10915596784", "Testesen", "Eksempelsen", "Legekontoret") if word in shown]


@pytest.mark.parametrize("namespace", REQUISITIONS)
def test_the_earlier_versions_of_the_requisition_are_read_alike(namespace: str) -> None:
    assert referral(REQUISITION, REQUISITIONS[0], namespace) == referral()


def test_the_earlier_version_of_the_referral_is_read_alike() -> None:
    assert referral(REFERRAL, *REFERRALS) == referral(REFERRAL)


@pytest.mark.parametrize("message", [REQUISITION, REFERRAL], ids=["requisition", "referral 1.1"])
def test_a_message_in_a_header_says_the_same_under_the_id_of_the_header(message: str) -> None:
    inside, alone = referral(in_header(message)), referral(message)
    assert (inside.id, inside.text, inside.requested) == ("outer-1", alone.text, alone.requested)
    assert (inside.patient, inside.referral_date) == (alone.patient, alone.referral_date)


def test_a_second_document_in_the_header_is_an_attachment_that_awaits_a_person() -> None:
    more = "<Document><RefDoc><Content><a xmlns='x'/></Content></RefDoc></Document></MsgHead>"
    assert "K329" in noticed(referral(HEADED, "</MsgHead>", more))


# The text


def test_the_text_stands_under_its_headings_in_order_without_marks() -> None:
    told = referral().text or ""
    assert [line for line in told.split("\n") if line.endswith(":")] == [
        "Problemstilling:",
        "Forløp og behandling:",
        "Funn og undersøkelser:",
    ]
    assert "Har trent hos fysioterapeut i 14 uker uten bedring.\nParacetamol ved behov." in told


def test_a_day_of_an_earlier_examination_stands_before_its_words() -> None:
    assert "Tidligere undersøkelse:\n12.06.2025: Stående røntgen" in (referral(HEADED).text or "")


def test_the_headings_by_themselves_say_nothing_of_the_patient() -> None:
    headings = {*REASONS.values(), *INFORMATION.values(), *COMMENTS.values()} | {"Kommentar", "Advarsel", "Opplysning"}
    text = "\n".join(f"{heading}:\nIkke oppgitt." for heading in sorted(headings))
    found = read_text(
        text, lexicons_of(Path("guidelines/no_knee_hip_imaging").resolve(), norway()), (), date(2025, 9, 1)
    )
    assert (found.mentions, found.set_aside, found.unclear) == ((), (), ())


def test_nothing_written_is_an_empty_text() -> None:
    message = re.sub(r"<ReasonAsText>.*</ReasonAsText>", "", REQUISITION, flags=re.DOTALL)
    assert referral(message).text == ""


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ("<ReqComment>Kjent pacemaker</ReqComment>", "Kommentar:\nKjent pacemaker"),
        ("<Comment><TextResultValue>Redd</TextResultValue></Comment>", "Kommentar:\nRedd"),
        ("<ReasonAsText><Heading V='KF'/><TextResultValue>Ny</TextResultValue></ReasonAsText>", "tidligere funn:\nNy"),
        ("<ReasonAsText><TextCode V='1' S='2' DN='Hevelse'/></ReasonAsText>", "Begrunnelse:\nHevelse"),
        (
            "<InfItem><Type V='MEDB'/><Medication><DrugId DN='Warfarin'/><DosageText>1 daglig</DosageText></Medication>"
            "</InfItem>",
            "Legemidler:\nWarfarin 1 daglig",
        ),
        (
            "<InfItem><Type V='FUNN'/><ResultItem><ClinInv><Id DN='CRP'/></ClinInv>"
            "<NumResult><ArithmeticComp V='GT'/><NumResultValue V='180' U='mg/L'/></NumResult></ResultItem></InfItem>",
            "Funn og undersøkelser:\nIngen hydrops. Ikke låsninger. Afebril.\nCRP: > 180 mg/L",
        ),
        (
            "<InfItem><Type V='US'/><ResultItem><DateResult><DateResultValue V='2025-06-12'/></DateResult>"
            "<Interval><Low V='1'/><High V='2' U='m'/></Interval></ResultItem></InfItem>",
            "Tidligere undersøkelse:\n1-2 m 12.06.2025",
        ),
        (
            "<InfItem><OrgDate V='2025-03-02'/><Observation><Comment>Rtg</Comment></Observation></InfItem>",
            "02.03.2025: Rtg",
        ),
        ("<PatientPrecaution><Precaution>Smitte</Precaution></PatientPrecaution>", "Advarsel:\nSmitte"),
    ],
)
def test_whatever_is_written_is_part_of_the_text_and_nothing_of_it_is_unread(added: str, told: str) -> None:
    found = referral(REQUISITION, END, added + END)
    assert told in (found.text or "")
    assert noticed(found) == []


@pytest.mark.parametrize(("purpose", "told"), [("3", True), ("1", False)])
def test_a_follow_up_is_told_in_the_text_and_a_work_up_goes_without_saying(purpose: str, told: bool) -> None:
    found = referral(REQUISITION, PRIORITY, f'{PRIORITY}<Purpose V="{purpose}"/>')
    assert ("Formål:\nKontroll" in (found.text or "")) is told


def test_a_comment_at_the_examination_is_part_of_the_text() -> None:
    assert "Undersøkelse:\nStående" in (referral(REQUISITION, SIDE, f"{SIDE}<Comment>Stående</Comment>").text or "")


def test_what_stands_with_the_patient_or_the_request_is_part_of_the_text_once() -> None:
    item = "<InfItem><Type V='CAVE'/><Observation><Description>Jod</Description></Observation></InfItem>"
    found = referral(REQUISITION, "</Patient>", f"{item}</Patient>")
    assert "Cave:\nJod" in (found.text or "")
    once = referral(REQUISITION, PRIORITY, f"{PRIORITY}<Comment>Haster</Comment>")
    again = referral(REQUISITION, PRIORITY, f"{PRIORITY}<Comment>Haster</Comment><Comment>Haster</Comment>")
    assert "Kommentar:\nHaster" in (once.text or "")
    assert again.text == once.text


def test_a_code_of_a_diagnosis_that_stands_with_a_reason_is_a_finding() -> None:
    reason = "<ReasonAsText><TextCode V='M00.9' S='2.16.578.1.12.4.1.1.7110'/></ReasonAsText>"
    assert [each.code.code for each in referral(REQUISITION, END, reason + END).coded] == ["M00.9"]


# What is asked for


@pytest.mark.parametrize(
    ("old", "new", "targets"),
    [
        ("ZTX0XB", "ZTX0XA", (KNEE_RIGHT,)),
        ("ZTX0XB", "ZTX0XC", (KNEE_LEFT, KNEE_RIGHT)),
        (SIDE, "", (Target("knee", None),)),
        (SIDE, f"</Investigation><Investigation>{SIDE.replace('Spec', 'Id')}", (KNEE_LEFT,)),
        (EXAM, "", (Target(None, "left"),)),
        (SIDE, f"{SIDE}</Investigation><Investigation>{EXAM.replace('SNG', 'SNF')}", (KNEE_LEFT, Target("hip", None))),
    ],
)
def test_the_side_stands_with_the_examination_or_beside_it(old: str, new: str, targets: tuple[Target, ...]) -> None:
    assert referral(REQUISITION, old, new).requested.targets == targets


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SNG0AG", "SNG0AD"),
        (SIDE, f"{SIDE}</Investigation><Investigation>{EXAM.replace('SNG0AG', 'SNG0AA')}"),
        (SIDE, f"{SIDE}</Investigation><Investigation>{SIDE.replace('Spec', 'Id').replace('XB', 'XA')}"),
    ],
)
def test_codes_that_contradict_each_other_are_refused(old: str, new: str) -> None:
    assert error(old, new).code == "K304"


def test_a_field_of_all_radiology_tells_no_modality_and_contradicts_none() -> None:
    radiology = REQUISITION.replace('V="MR"', 'V="RTG"')
    assert referral(radiology).requested.modality == "MR"
    unknown = referral(radiology, "SNG0AG", "LOCAL1")
    assert (unknown.kind, unknown.requested.modality, noticed(unknown)) == ("imaging", None, ["K321"])


def test_nothing_is_guessed_from_the_words_of_a_code() -> None:
    found = referral(REQUISITION, EXAM + "\n        " + SIDE, '<Id DN="MR venstre kne"/>')
    assert (found.requested.targets, found.requested.words) == ((), "MR venstre kne")
    assert noticed(found) == ["K321"]


@pytest.mark.parametrize(("field", "code"), [("LAB", "K310"), ("HIST", "K310"), ("", "K303")])
def test_a_requisition_of_something_else_than_imaging_is_refused(field: str, code: str) -> None:
    assert error('V="MR"', f'V="{field}"').code == code


def test_a_referral_to_a_clinic_is_one_to_a_specialist() -> None:
    clinic = REFERRAL.replace('<ServId V="SNF0AG" S="2.16.578.1.12.4.1.1.7270" DN="MR hofte"/>', "")
    found = referral(clinic, 'V="852"', 'V="050"')
    assert (found.kind, noticed(found)) == ("specialist", ["K323"])
    nothing = clinic.replace('<ServId V="ZTX0XA" S="2.16.578.1.12.4.1.1.7270" DN="Høyre"/>', "")
    assert noticed(referral(nothing)) == ["K323"]


@pytest.mark.parametrize(
    ("code", "priority", "codes"),
    [
        ("N", "routine", []),
        ("30", "routine", []),
        ("14", "asap", []),
        ("0", "asap", []),
        ("PK", "asap", ["K334"]),
        ("soon", None, ["K331"]),
    ],
)
def test_the_urgency_is_kept_and_the_cancer_pathway_awaits_a_person(
    code: str, priority: str | None, codes: list[str]
) -> None:
    found = referral(REQUISITION, PRIORITY, f'<Priority V="{code}"/>')
    assert (found.priority, noticed(found)) == (priority, codes)


def test_the_most_urgent_of_several_priorities_counts() -> None:
    assert referral(REQUISITION, PRIORITY, f'{PRIORITY}<Priority V="3"/>').priority == "asap"
    assert referral(REQUISITION, FIELD, f'{FIELD}<RequestedPrioReport V="H"/>').priority == "asap"


def test_a_wanted_time_is_said_so_that_a_person_knows_of_it() -> None:
    (told,) = referral().notices
    assert (told.code, "2025-10-01" in told.message) == ("K335", True)
    answer = referral(REQUISITION, FIELD, f'{FIELD}<RequestedDateReport V="2025-09-20"/>')
    assert [each.code for each in answer.notices] == ["K335", "K335"]


# The patient


def test_a_birth_date_is_taken_from_the_number_where_none_is_written() -> None:
    found = referral(REQUISITION, BORN, "")
    assert (found.patient.birth_date, noticed(found)) == (date(1969, 11, 13), ["K323"])


def test_a_written_birth_date_beats_the_number_and_the_difference_is_noticed() -> None:
    found = referral(REQUISITION, "1969-11-13", "1969-11-14")
    assert (found.patient.birth_date, noticed(found)) == (date(1969, 11, 14), ["K325"])


@pytest.mark.parametrize(("code", "sex"), [("1", "male"), ("K", "female"), ("0", None)])
def test_the_sex_is_that_of_the_code_and_unknown_where_it_says_so(code: str, sex: str | None) -> None:
    assert referral(REQUISITION, '<Sex V="2"', f'<Sex V="{code}"').patient.sex == sex


def test_a_number_whose_check_digits_do_not_fit_is_noticed_and_the_referral_is_read() -> None:
    found = referral(REQUISITION, NUMBER, "13916920046")
    assert (found.patient.birth_date, noticed(found)) == (date(1969, 11, 13), ["K324"])


@pytest.mark.parametrize("number", ["1391692004", "passport 13916920045", "x" * 400])
def test_a_number_of_another_form_is_noticed_and_never_repeated(number: str) -> None:
    found = referral(REQUISITION, NUMBER, number)
    assert noticed(found) == ["K324"]
    assert number not in repr(found)


def test_with_a_passport_alone_the_age_is_unknown() -> None:
    message = REQUISITION.replace(BORN, "").replace('V="FNR"', 'V="PNR"')
    found = referral(message)
    assert (found.patient.birth_date, noticed(found)) == (None, ["K320"])


def test_without_a_patient_the_age_is_unknown() -> None:
    found = referral(re.sub(r"<Patient>.*</Patient>", "", REQUISITION, flags=re.DOTALL))
    assert (found.patient, noticed(found)) == (Patient(), ["K320"])


@pytest.mark.parametrize(
    "written", ["1969-11-13", "19691113", "1969-11-13T00:00:00", "1969-11-13Z", "1969-11-13+01:00", "196911130000"]
)
def test_a_day_is_read_with_or_without_a_time_and_a_zone(written: str) -> None:
    assert referral(REQUISITION, BORN, f'<DateOfBirth V="{written}"/>').patient.birth_date == date(1969, 11, 13)


@pytest.mark.parametrize(("written", "code"), [("1969-02-30", "K304"), ("13.11.1969", "K303"), ("2026-01-01", "K304")])
def test_a_birth_date_that_cannot_be_is_refused_without_being_repeated(written: str, code: str) -> None:
    found = error(BORN, f'<DateOfBirth V="{written}"/>')
    assert found.code == code
    assert written not in found.message


def test_a_year_of_birth_leaves_the_age_unknown() -> None:
    assert noticed(referral(REQUISITION, "1969-11-13", "1969")) == ["K322"]


def test_without_a_day_of_issue_the_message_s_own_day_is_that_of_the_referral() -> None:
    issued = '<IssueDate V="2025-09-01"/>'
    assert referral(REQUISITION, issued, "").referral_date == date(2025, 9, 1)
    undated = REQUISITION.replace(issued, "").replace('<GenDate V="2025-09-01T09:12:00+02:00"/>', "")
    assert (referral(undated).referral_date, noticed(referral(undated))) == (None, ["K322"])


def test_a_header_that_names_another_patient_than_the_message_is_refused() -> None:
    info = '<Patient><Ident><Id>10915596784</Id><TypeId V="FNR"/></Ident></Patient></MsgInfo>'
    found = error("</MsgInfo>", info, in_header(REQUISITION))
    assert found.code == "K304"
    same = info.replace("10915596784", f" {NUMBER[:6]} {NUMBER[6:]}")
    assert referral(in_header(REQUISITION), "</MsgInfo>", same).patient.sex == "female"


# New, changed, taken back, answered


@pytest.mark.parametrize("status", ["C", "H"])
@pytest.mark.parametrize("message", [REQUISITION, REFERRAL], ids=["requisition", "referral"])
def test_a_message_that_takes_another_back_is_never_an_order(message: str, status: str) -> None:
    found = error(STATUS, f'<ServType V="{status}"/>', message)
    assert (found.code, found.referral) == ("K305", referral(message).id)


def test_a_service_that_is_taken_back_inside_the_message_is_no_order_either() -> None:
    assert error("<ReqInvestigation>", '<ReqInvestigation><ServType V="C"/>').code == "K305"
    assert error("<IssueDate>2025", "<ServType V='C'/><IssueDate>2025", HEADED).code == "K305"
    assert error("<ReqServ>", "<ReqServ><ServType V='C'/>", HEADED).code == "K305"


@pytest.mark.parametrize("status", ['V="M"', 'V="A"', 'V="X"', 'V="c"', 'DN="Kansellering"'])
def test_a_change_or_a_status_that_is_not_known_awaits_a_person(status: str) -> None:
    assert noticed(referral(REQUISITION, STATUS, f"<ServType {status}/>")) == ["K330"]


def test_a_message_that_replaces_another_says_so() -> None:
    assert noticed(referral(REQUISITION, STATUS, '<ServType V="O"/>')) == ["K333"]


def test_the_status_of_a_referral_is_no_referral() -> None:
    status = '<TypeInnholdIMelding><TypeInnhold V="4" S="2.16.578.1.12.4.1.1.9148"/></TypeInnholdIMelding><IssueDate>'
    assert error("<IssueDate>", status, HEADED).code == "K310"
    assert error('<Type V="H" DN="Henvisning"/>', '<Type V="T"/>', REFERRAL).code == "K310"


def test_a_message_that_is_marked_as_a_test_awaits_a_person() -> None:
    found = referral(HEADED, "<Ack ", '<ProcessingStatus V="T"/><Ack ')
    assert noticed(found) == ["K330"]


# What is not read


@pytest.mark.parametrize(
    ("added", "code"),
    [
        ("<RefDoc><Content>abc</Content></RefDoc>", "K329"),
        ("<Reservation V='1'/>", "K331"),
        ("<x:Secret xmlns:x='urn:x'>Testesen</x:Secret>", "K331"),
        ("<Pakkeforlop/>", "K334"),
        ("<Diagnosis><Concept V='42' S='1.2.3'/></Diagnosis>", "K328"),
        ("<Diagnosis><Concept V='M17.1' S='2.16.578.1.12.4.1.1.7110'/><Modifier/></Diagnosis>", "K328"),
        ("<ReasonAsText><Grade>Testesen</Grade></ReasonAsText>", "K328"),
        ("<InfItem><Type V='OPPL'/><x:More xmlns:x='urn:x'>Testesen</x:More></InfItem>", "K328"),
        ("<InfItem><Type V='MEDB'/><Medication><DrugId DN='A'/><UnitDose V='1'/></Medication></InfItem>", "K331"),
    ],
)
def test_what_is_not_read_is_said_by_its_path_and_never_by_its_words(added: str, code: str) -> None:
    found = referral(REQUISITION, END, added + END)
    assert noticed(found) == [code]
    assert "Testesen" not in repr(found.notices)


def test_xml_of_the_header_without_a_referral_is_refused_with_what_to_send() -> None:
    (found,) = read(b'<MsgHead xmlns="http://www.kith.no/xmlstds/msghead/2006-05-24"><MsgInfo/></MsgHead>')
    assert isinstance(found, IntakeError)
    assert (found.code, "Henvisning 1.0, 1.1 or 2.0" in found.message) == ("K310", True)


def test_two_letters_in_a_message_are_two_referrals_and_one_that_is_wrong_leaves_the_other() -> None:
    letter = re.search(r"<ServReq>.*</ServReq>", REQUISITION, re.DOTALL)
    assert letter is not None
    wrong = letter[0].replace("1969-11-13", "13.11.69")
    found = list(read(REQUISITION.replace(letter[0], letter[0] + wrong).encode()))
    assert [type(each) for each in found] == [Referral, IntakeError]


# Damage


def test_a_message_in_latin_1_is_read_as_it_says() -> None:
    latin = REQUISITION.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1")
    assert list(read(latin)) == [referral()]


@pytest.mark.parametrize("declared", ['encoding="UTF-8"', ""])
def test_a_message_in_another_character_set_than_it_says_is_refused_and_nothing_is_guessed(declared: str) -> None:
    (found,) = read(REQUISITION.replace('encoding="UTF-8"', declared).encode("latin-1"))
    assert isinstance(found, IntakeError)
    assert found.code == "K311"


@pytest.mark.parametrize(
    "inside",
    [
        "<b>" * 60 + "</b>" * 60,
        "x" * 10_000_001,
        "&lol;",
    ],
    ids=["deep", "huge", "entity"],
)
def test_a_text_that_is_deep_huge_or_has_entities_is_refused(inside: str) -> None:
    assert error("Paracetamol ved behov.", inside).code == "K311"


def test_an_entity_bomb_is_refused_before_it_is_read() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY lol "&b;&b;&b;&b;&b;&b;">]><Message'
    message = REQUISITION.replace("Paracetamol", "&lol;")
    assert error("<Message", bomb, message).code == "K311"


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_thousands_of_damaged_messages_give_a_referral_or_an_error_of_ours(message: str) -> None:
    chance = random.Random(11)  # noqa: S311 (no secret)
    original = message.encode()
    pieces = [b"", b"<", b">", b"&", b"\xff", b"0", b"</ServReq>", b'"', b"<ServType V='C'/>", b"\x00", b"V=''"]
    for _ in range(2_000):
        damaged = bytearray(original)
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(20, len(damaged))
            piece = chance.choice([*pieces, bytes(damaged[start - 20 : start])])
            damaged[start : start + chance.randint(0, 30)] = piece
        if chance.random() < 0.1:
            del damaged[chance.randrange(len(damaged)) :]
        found = list(read(bytes(damaged)))
        assert found
        assert all(isinstance(each, Referral | IntakeError) for each in found)


def values_of(message: str) -> list[str]:
    """Return a message with each attribute and each text in turn replaced by something else."""
    spans = [*re.finditer(r'(?<==")[^"<>]*(?=")', message), *re.finditer(r"(?<=>)[^<>]+(?=</)", message)]
    return [
        f"{message[: each.start()]}{other}{message[each.end() :]}"
        for each in spans
        for other in ("", "æ" * 300, "0", "-1", "2025-13-45", "&#x1D54F;", "N")
    ]


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_any_value_replaced_gives_a_referral_or_an_error_that_does_not_repeat_it(message: str) -> None:
    for changed in values_of(message):
        for each in read(changed.encode()):
            assert isinstance(each, Referral | IntakeError)
            told = each.message if isinstance(each, IntakeError) else repr(each.notices)
            assert "æ" * 100 not in told
            assert "Testesen" not in told
