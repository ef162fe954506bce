"""Put together the clinical text of a Norwegian message, each part under its heading.

The headings are those of the code lists 8231 (reasons), 8233 (kinds of information) and 8234 (comments), whose codes
were read in the display files of the messages (NorskHelsenett/kith-visningsfiler, kodeverk.xsl).
"""

from collections.abc import Iterable, Iterator
from datetime import date

from klokt.intake import codes
from klokt.intake.norwegian_requested import examinations
from klokt.intake.norwegian_values import Coded, coded, moment
from klokt.intake.safe_xml import Node

REASONS = {
    "DIAG": "Diagnose",
    "PROB": "Problemstilling",
    "FO": "Forløp og behandling",
    "FU": "Funn og undersøkelser",
    "HJ": "Funksjonsnivå og hjelpetiltak",
    "VU": "Vurdering",
    "SVU": "Spesialistvurdering",
    "UTRED": "Forventet utredning",
    "ART": "Andre tilstander",
    "BG": "Begrunnelse",
    "KF": "Kontroll etter tidligere funn",
    "UP": "Ubesvarte prøver",
    "MU": "Masseundersøkelse",
    "RU": "Rutineundersøkelse",
    "MAAL": "Mål",
    "FA": "Familie og sosialt",
    "IP": "Informasjon til pasient",
}
"""The headings of a reason, by their codes in Volven 8231."""

INFORMATION = {
    "H": "Hoveddiagnose",
    "B": "Bidiagnose",
    "SYMP": "Symptom",
    "ANAM": "Sykehistorie",
    "OPPL": "Klinisk opplysning",
    "FUNN": "Funn og undersøkelser",
    "TB": "Tidligere behandling",
    "US": "Tidligere undersøkelse",
    "OPIN": "Inngrep",
    "MPRS": "Medisinsk prosedyre",
    "PRS": "Andre prosedyrer",
    "MEDB": "Legemidler",
    "CAVE": "Cave",
    "NB": "NB",
    "PROG": "Prognose",
    "SYKM": "Sykmelding",
    "SM": "Smitte",
}
"""The headings of an item of information, by their codes in Volven 8233."""

COMMENTS = {"DIAG": "Diagnose", "SH": "Spesielle hensyn"}
"""The headings of a comment, by their codes in Volven 8234."""

_PURPOSES = {"3": "Kontroll", "4": "Ny vurdering"}
"""The purposes (Volven 8248) that say something of the problem; work-up and treatment go without saying."""

_BOUNDS = {"GT": ">", "GE": ">=", "LT": "<", "LE": "<="}
"""How a result is compared (Volven 8239), where it is not simply equal."""

_CODED_SYSTEMS = {codes.ICD_10, codes.ICPC_2}

Part = tuple[str, str]


def read_text(letter: Node, patient: Node | None) -> str:
    """Return the text with a heading over each part, in the order of the message; "" where nothing is written."""
    parts: dict[str, list[str]] = {}
    for heading, words in (*_requested(letter), *_told(letter), *_information(letter, patient)):
        if words:
            parts.setdefault(heading, []).append(words)
    return "\n\n".join("\n".join((f"{heading}:", *dict.fromkeys(told))) for heading, told in parts.items())


def coded_reasons(letter: Node) -> Iterator[tuple[Node, Coded]]:
    """Yield the coded diagnoses, and the codes that stand with a reason."""
    for diagnosis in letter.children("Diagnosis"):
        yield from ((each, coded(each)) for each in diagnosis.children("Concept"))
    for name in ("ReasonAsText", "Comment"):
        for one in letter.children(name):
            for each in (*one.children("TextCode"), *one.children("CodedComment")):
                if codes.canonical(coded(each).system or "", "").system in _CODED_SYSTEMS:
                    yield each, coded(each)


def _requested(letter: Node) -> Iterator[Part]:
    for outer in ("ReqInvestigation", "ReqServ"):
        for one in letter.children(outer):
            purpose = coded(one.child("Purpose")).code
            yield "Formål", _PURPOSES.get(purpose or "", "")
            yield from (("Kommentar", each.text()) for each in one.children("Comment"))
    for node in examinations(letter):
        yield from (("Undersøkelse", each.text()) for each in node.children("Comment"))
    yield from (("Kommentar", each.text()) for each in letter.children("ReqComment"))


def _told(letter: Node) -> Iterator[Part]:
    for node in letter.children("Diagnosis"):
        yield "Diagnose", "\n".join(coded(each).words or "" for each in node.children("Concept"))
    for name, headings, otherwise in (("ReasonAsText", REASONS, "Begrunnelse"), ("Comment", COMMENTS, "Kommentar")):
        for one in letter.children(name):
            heading = headings.get(coded(one.child("Heading")).code or "", otherwise)
            yield heading, _joined(_result(one))
            if name == "Comment" and not list(one.children("TextResultValue")):
                yield heading, "" if list(one.element) else one.text()


def _result(node: Node) -> Iterator[str]:
    """Yield what an element with a text or codes for it says."""
    yield from (each.text() for each in node.children("TextResultValue"))
    for each in (*node.children("TextCode"), *node.children("CodedComment")):
        yield coded(each).words or ""


def _information(letter: Node, patient: Node | None) -> Iterator[Part]:
    owners = [letter] if patient is None or patient.namespace != letter.namespace else [letter, patient]
    for owner in owners:
        for precaution in owner.children("PatientPrecaution"):
            yield "Advarsel", _joined(each.text() for each in precaution.children("Precaution"))
        for item in owner.children("InfItem"):
            heading = INFORMATION.get(coded(item.child("Type")).code or "", "Opplysning")
            words = _joined((*_observations(item), *_results(item), *_medicines(item)))
            yield heading, f"{_when(item)}{words}" if words else ""


def _when(item: Node) -> str:
    """The days of an item before its words, as a clinician would write them."""
    first = moment(item.child("StartDateTime")) or moment(item.child("OrgDate"))
    last = moment(item.child("EndDateTime"))
    told = "-".join(f"{day:%d.%m.%Y}" for day in (first, last) if day)
    return f"{told}: " if told else ""


def _observations(item: Node) -> Iterator[str]:
    for node in item.children("Observation"):
        yield from (each.text() for name in ("Description", "Comment") for each in node.children(name))


def _results(item: Node) -> Iterator[str]:
    for node in item.children("ResultItem"):
        name = next((coded(each).words for inv in node.children("ClinInv") for each in inv.children("Id")), None)
        values = [_number(each) for each in node.children("NumResult")]
        values += [
            told for each in node.children("TextResult") for inner in each.children("Result") for told in _result(inner)
        ]
        values += [_interval(each) for each in node.children("Interval")]
        values += [f"{day:%d.%m.%Y}" for each in node.children("DateResult") if (day := _day(each))]
        values += [each.text() for each in node.children("Comment")]
        told = _joined(values, " ")
        yield f"{name}: {told}" if name and told else told or name or ""


def _number(result: Node) -> str:
    bound = _BOUNDS.get(coded(result.child("ArithmeticComp")).code or "", "")
    value = result.child("NumResultValue")
    return _joined((bound, value.attribute("V") or "", value.attribute("U") or ""), " ") if value else ""


def _interval(node: Node) -> str:
    ends = (node.child("Low"), node.child("High"))
    return "-".join(_joined((end.attribute("V") or "", end.attribute("U") or ""), " ") for end in ends if end)


def _day(result: Node) -> date | None:
    return moment(result.child("DateResultValue"))


def _medicines(item: Node) -> Iterator[str]:
    for node in item.children("Medication"):
        named = (coded(each).words or "" for each in node.children("DrugId"))
        told = (each.text() for name in ("DosageText", "Comment") for each in node.children(name))
        yield _joined((*named, *told), " ")


def _joined(parts: Iterable[str], between: str = "\n") -> str:
    return between.join(part for part in parts if part)
