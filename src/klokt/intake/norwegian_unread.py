"""Say what stands in a Norwegian message and was not read, by its path and never by its words."""

from collections.abc import Iterator

from klokt.intake.safe_xml import Node
from klokt.model.referral import Notice

_ATTACHED = "RefDoc"

_CLINICAL = {"ReasonAsText", "Comment", "InfItem", "Diagnosis", "ReqInvestigation", "ReqServ", "ReqComment", "Patient"}
_OF_REQUEST = {"ServType", "MsgDescr", "TypeInnholdIMelding", "IssueDate", "RequestedDateReport", "RequestedPrioReport"}
_NOT_CLINICAL = {
    *("Id", "Ack", "PaymentCat", "NoReport", "LevelOfDetail", "Permission", "EscortRequired", "SendtDokument"),
    *("Requester", "ServProvider", "CopyDest", "PaymentResponsible", "AdmLocation", "BasisForHealthServices"),
    *("TilknyttetEnhet", "KontaktpersonHelsepersonell", "KontaktPersonHelsepersonell", "AnsvarForRapport"),
    *("ParorendeForesatt", "InfoAssistertKommunikasjon", "PasientrelatertKontaktperson", "TilleggsopplysningPasient"),
}
_LETTER = _CLINICAL | _OF_REQUEST | _NOT_CLINICAL | {"PatientPrecaution", "Pakkeforlop", _ATTACHED}

_KNOWN = {
    "ServReq": _LETTER,
    "Henvisning": _LETTER,
    "ReqInvestigation": {"Id", "ServType", "Purpose", "ReqDate", "Priority", "Comment", "Investigation"},
    "Investigation": {"Id", "Spec", "Comment", "Priority"},
    "ReqServ": {"Id", "ServType", "Purpose", "ReqDate", "Priority", "Comment", "Service"},
    "Service": {"ServId", "MedSpeciality", "AdmCat"},
    "Diagnosis": {"Concept"},
    "ReasonAsText": {"Heading", "TextResultValue", "TextCode"},
    "Comment": {"Heading", "TextResultValue", "TextCode", "CodedComment"},
    "InfItem": {"Type", "StartDateTime", "EndDateTime", "OrgDate", "Observation", "ResultItem", "Medication"},
    "Observation": {"Description", "Comment"},
    "ResultItem": {"ClinInv", "NumResult", "TextResult", "DateResult", "Interval", "Comment"},
    "TextResult": {"Result"},
    "Result": {"TextResultValue", "TextCode"},
    "ClinInv": {"Id", "Spec"},
    "NumResult": {"NumResultValue", "ArithmeticComp"},
    "DateResult": {"DateResultValue"},
    "Interval": {"Low", "High"},
    "Medication": {"DrugId", "DosageText", "Comment"},
    "PatientPrecaution": {"Precaution", "StartDateTime", "EndDateTime"},
    "Patient": {
        *(
            "OffId",
            "TypeOffId",
            "AdditionalId",
            "Name",
            "DateOfBirth",
            "Sex",
            "Address",
            "InfItem",
            "PatientPrecaution",
        ),
        *("ResponsibleHcp", "PatRelHCP", "PatRelInst", "PatRelperson", "ContactPerson", "BasisForHealthServices"),
        *("ParorendeForesatt", "AssistertKommunikasjon", "NeedTranslator", "Consent", "CareSituation"),
    },
}
"""What is read, or known to say nothing of the problem, inside each element; one that is not named is read whole."""


_WORDED = _KNOWN.keys() - {
    "ServReq",
    "Henvisning",
    "ReqInvestigation",
    "Investigation",
    "ReqServ",
    "Service",
    "Patient",
}
"""The elements that hold what a clinician wrote, or codes for it."""

_DETAILS = {"UnitDose", "QuantitySupplied", "IntendedDuration", "InvDate", "DevResultInd", "RefInterval", "Status"}
"""Details of doses and results, which no rule reads."""


def unread(letter: Node) -> Iterator[Notice]:
    """Yield a notice for each element that is not read, and for each attachment (K329).

    Where clinical words stand, what is not read awaits a person (K328); elsewhere it is said (K331).
    """
    known = _KNOWN.get(letter.name)
    if known is None:
        return
    for node in letter.children():
        if node.name == _ATTACHED:
            yield attachment(node)
        elif node.name == "Pakkeforlop":
            yield Notice("K334", f"{node.where}: a pathway is told, such as that for cancer; a person must look")
        elif node.name not in known:
            yield _unknown(node, letter.name)
        else:
            yield from unread(node)
    yield from (_unknown(node, letter.name) for node in letter.strangers())


def _unknown(node: Node, owner: str) -> Notice:
    if owner in _WORDED and node.name not in _DETAILS:
        return Notice("K328", f"{node.where}: an element that is not known here; a person must read it")
    return Notice("K331", f"{node.where}: an element that is not read")


def attachment(node: Node) -> Notice:
    """Return the notice that something is attached, which nobody has read."""
    return Notice("K329", f"{node.where}: an attachment is not read here; a person must look at it")
