"""Read what a person is called; a name that is not written as a form says is left out, and never refused."""

from collections.abc import Iterable

from klokt.intake.identifiers import without_person_numbers

_LONGEST = 200


def whole_name(*parts: str | None) -> str | None:
    """Return the parts of a name as one line, without what may be a person number; None where nothing is written.

    >>> whole_name("Test", None, " Testesen ")
    'Test Testesen'
    """
    written = " ".join(" ".join(filter(None, parts)).split())
    return without_person_numbers(written[:_LONGEST]) or None


def human_name(names: object) -> str | None:
    """Return the name of a FHIR R4 resource by its HumanName list: the official one, or else the first that is told.

    Names that are no longer used are passed over; a text counts before its parts.
    """
    told = [each for each in names if isinstance(each, dict)] if isinstance(names, list) else []
    told = [each for each in told if each.get("use") != "old"]
    told.sort(key=lambda each: each.get("use") != "official")
    return next((name for each in told if (name := _one(each))), None)


def _one(told: dict[str, object]) -> str | None:
    given = told.get("given")
    parts = [*(given if isinstance(given, list) else ()), told.get("family")]
    return whole_name(*_texts([told.get("text")])) or whole_name(*_texts(parts))


def _texts(values: Iterable[object]) -> Iterable[str]:
    return (each for each in values if isinstance(each, str))
