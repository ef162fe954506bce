"""Look up what a code means to us: modality, site, side, finding, role.

The table `codes.tsv` is vendored: every row says where its code was seen, and how sure that is (V: read in the
source named; B-H and B-M: background knowledge, to be verified before it is relied on).
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from klokt.model.fact import Code

SNOMED = "http://snomed.info/sct"
ICD_10 = "http://hl7.org/fhir/sid/icd-10-no"
ICPC_2 = "http://hl7.org/fhir/sid/icpc-2"
NCRP = "http://helsedir.no/fhir/CodeSystem/no-kodeverk-7270-ncrp"
SKS = "urn:oid:1.2.208.176.2.4"
LOINC = "http://loinc.org"

ALIASES = {
    "http://ehelse.no/fhir/CodeSystem/no-kodeverk-7270-ncrp": NCRP,
    "urn:oid:2.16.578.1.12.4.1.1.7270": NCRP,
    "urn:oid:2.16.578.1.12.4.1.1.7110": ICD_10,
    "http://hl7.org/fhir/sid/icd-10": ICD_10,  # the codes we read mean the same in the international edition
    "urn:oid:2.16.578.1.12.4.1.1.7170": ICPC_2,
    "urn:oid:2.16.840.1.113883.6.139": ICPC_2,
    "urn:oid:1.2.208.176.2.31": ICPC_2,
    "urn:oid:1.2.208.176.2.4.12": SKS,
    "urn:oid:2.16.840.1.113883.6.96": SNOMED,
    "urn:oid:2.16.840.1.113883.6.1": LOINC,
}
_HIERARCHIES = {ICD_10, ICPC_2}  # the first characters of a code are its parent's code


@dataclass(frozen=True, slots=True)
class Meaning:
    """What codes say, as pairs such as modality MR, site knee, side left; empty for unknown codes."""

    pairs: frozenset[tuple[str, str]] = frozenset()

    def get(self, key: str) -> frozenset[str]:
        """Return every value of a key: modality, site, side, view, finding, answer, service or role."""
        return frozenset(value for name, value in self.pairs if name == key)

    def __or__(self, other: "Meaning") -> "Meaning":
        return Meaning(self.pairs | other.pairs)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: a code, what it means to us, where it was seen and how sure that is."""

    system: str
    code: str
    display: str
    meaning: str
    source: str
    verified: str


def rows() -> Iterator[Row]:
    """Yield the rows of the vendored table in order."""
    text = files(__package__).joinpath("codes.tsv").read_text(encoding="utf-8")
    for record in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        yield Row(**record)


def known_sites() -> frozenset[str]:
    """Return every body site that a code of the table names."""
    return frozenset(site for each in _table().values() for site in each.get("site"))


def canonical(system: str, code: str) -> Code:
    """Return the code under the system's canonical URI; ICD-10 codes get their dot.

    >>> canonical("urn:oid:2.16.578.1.12.4.1.1.7110", "M171")
    Code(system='http://hl7.org/fhir/sid/icd-10-no', code='M17.1')
    """
    system = f"urn:oid:{system}" if system[:1].isdigit() else system
    system = SNOMED if system.startswith(f"{SNOMED}/") else ALIASES.get(system, system)
    code = code.strip()
    if system == ICD_10:
        plain = code.upper().replace(".", "")
        code = f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain
    return Code(system, code)


def meaning(system: str, code: str) -> Meaning:
    """Return what the code means to us; an empty meaning for a code that the table lacks.

    A finer ICD-10 or ICPC-2 code means what its nearest parent means. Danish SKS codes are read part by part
    (DM171+TUL1): a diagnosis is the ICD-10 code after its D, an add-on has a row of its own.
    """
    found = canonical(system, code)
    if found.system != SKS:
        return _nearest(found)
    whole = Meaning()
    for part in found.code.split("+"):
        diagnosis = canonical(ICD_10, part[1:]) if part.startswith("D") else Code(SKS, part)
        whole |= _nearest(diagnosis)
    return whole


def finding(system: str, code: str) -> Code:
    """Return the code that a guideline names a finding by: a Danish diagnosis is the ICD-10 code after its D.

    >>> finding(SKS, "DG834+TUL1")
    Code(system='http://hl7.org/fhir/sid/icd-10-no', code='G83.4')
    """
    found = canonical(system, code)
    first = found.code.partition("+")[0]
    is_diagnosis = found.system == SKS and first.startswith("D")
    return canonical(ICD_10, first[1:]) if is_diagnosis else found


def _nearest(found: Code) -> Meaning:
    table, code = _table(), found.code
    while found.system in _HIERARCHIES and len(code) > 3 and (found.system, code) not in table:
        code = code[:-1].rstrip(".")
    return table.get((found.system, code), Meaning())


@cache
def _table() -> dict[tuple[str, str], Meaning]:
    return {(row.system, row.code): _parse(row.meaning) for row in rows()}


def _parse(text: str) -> Meaning:
    pairs = {(key, value) for key, _, value in (pair.partition("=") for pair in text.split(";"))}
    if ("side", "both") in pairs:
        pairs = (pairs - {("side", "both")}) | {("side", "left"), ("side", "right")}
    return Meaning(frozenset(pairs))
