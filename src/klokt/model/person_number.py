"""Who gives out the numbers of persons, and such a number as one text, the same from every sender."""

NORWEGIAN_NUMBERS = tuple(f"urn:oid:2.16.578.1.12.4.1.4.{n}" for n in (1, 2, 3))
"""Fødselsnummer, D-number and help number."""

DANISH_NUMBER = "urn:oid:1.2.208.176.1.2"
"""The CPR number."""

PERSON_SYSTEMS = (*NORWEGIAN_NUMBERS, DANISH_NUMBER, "urn:oid:2.16.578.1.12.4.1.4.5")
"""Every system of numbers by which a person is known again, the one that counts most first."""


def as_person(system: str, number: str) -> str:
    """Return a person's number with its system as one text, however it was spaced."""
    return f"{system}|{number.replace(' ', '').replace('-', '')}"
