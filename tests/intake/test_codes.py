"""The vendored table of codes: provenance, check digits, and what the codes mean."""

import re
from collections import Counter

import pytest

from klokt.intake.codes import LOINC, NCRP, SNOMED, Row, meaning, rows
from klokt.model.fact import Code

ROWS = list(rows())
VERIFIED = {"V", "B-H", "B-M"}
SIDES = {"left", "right", "both"}
FALSE_CODES = ["241560004", "24860-9", "30367100", "74016001"]


def ids(row: Row) -> str:
    return f"{row.code} {row.display}"


def verhoeff(number: str) -> bool:
    """Return whether the digits end in the check digit of Verhoeff's scheme: the dihedral group of ten."""
    permutation = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
    total = 0
    for position, digit in enumerate(reversed(number)):
        value = int(digit)
        for _ in range(position % 8):
            value = permutation[value]
        total = dihedral(total, value)
    return total == 0


def dihedral(one: int, other: int) -> int:
    """Return the product of two elements: 0 to 4 are rotations, 5 to 9 reflections."""
    turned = one + other if one < 5 else one - other
    return turned % 5 + 5 * ((one >= 5) != (other >= 5))


def mod_10(code: str) -> bool:
    """Return whether the digits before the hyphen have the LOINC check digit after it."""
    number, _, check = code.partition("-")
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in number[::-2])
    return (doubled + sum(map(int, number[-2::-2])) + int(check)) % 10 == 0


def test_the_check_digit_schemes_catch_the_false_codes_that_are_going_round() -> None:
    assert verhoeff("239873007")
    assert not verhoeff("241560004")
    assert not verhoeff("30367100")
    assert mod_10("24802-1")
    assert not mod_10("24802-2")


@pytest.mark.parametrize("row", [row for row in ROWS if row.system == SNOMED], ids=ids)
def test_every_snomed_code_has_its_check_digit(row: Row) -> None:
    assert verhoeff(row.code)


@pytest.mark.parametrize("row", [row for row in ROWS if row.system == LOINC], ids=ids)
def test_every_loinc_code_has_its_check_digit(row: Row) -> None:
    assert mod_10(row.code)


def test_no_code_stands_twice_and_no_false_code_at_all() -> None:
    counted = Counter(Code(row.system, row.code) for row in ROWS)
    assert [code for code, times in counted.items() if times > 1] == []
    assert [row for row in ROWS if row.code in FALSE_CODES] == []


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_every_row_says_what_it_means_and_where_it_was_seen(row: Row) -> None:
    assert row.source
    assert row.display
    assert row.verified in VERIFIED
    assert (row.verified == "V") == ("background" not in row.source)
    assert re.fullmatch(r"[a-z]+=[A-Za-z_]+(;[a-z]+=[a-z_]+)*", row.meaning)
    assert set(re.findall(r"side=(\w+)", row.meaning)) <= SIDES


@pytest.mark.parametrize("row", [row for row in ROWS if row.system == NCRP and row.code.startswith("S")], ids=ids)
def test_the_last_letter_of_a_norwegian_code_is_the_modality(row: Row) -> None:
    letters = {"A": "XR", "D": "CT", "G": "MR", "K": "US"}
    assert f"modality={letters[row.code[-1]]}" in row.meaning.split(";")


@pytest.mark.parametrize(
    "system",
    [
        "http://helsedir.no/fhir/CodeSystem/no-kodeverk-7270-ncrp",
        "http://ehelse.no/fhir/CodeSystem/no-kodeverk-7270-ncrp",
        "urn:oid:2.16.578.1.12.4.1.1.7270",
        "2.16.578.1.12.4.1.1.7270",
    ],
)
def test_a_system_may_be_named_by_its_uri_or_its_oid(system: str) -> None:
    assert meaning(system, "SNG0AG").get("modality") == {"MR"}


def test_a_national_edition_of_snomed_ct_is_snomed_ct() -> None:
    assert meaning("http://snomed.info/sct/554471000005108", "30989003").get("site") == {"knee"}


@pytest.mark.parametrize("code", ["M17.1", "M171", "m17.1", "M17.1X"])
def test_a_finer_diagnosis_means_what_its_parent_means(code: str) -> None:
    assert meaning("urn:oid:2.16.578.1.12.4.1.1.7110", code).get("finding") == {"osteoarthritis"}


def test_a_danish_diagnosis_is_read_with_its_side() -> None:
    found = meaning("urn:oid:1.2.208.176.2.4.12", "DM171+TUL1")
    assert found.pairs >= {("site", "knee"), ("side", "right")}


@pytest.mark.parametrize(("system", "code"), [(SNOMED, "24098730070"), ("urn:other", "M17"), (NCRP, "SNG0AGX")])
def test_an_unknown_code_means_nothing(system: str, code: str) -> None:
    assert meaning(system, code).pairs == frozenset()
