"""Days: parameters that hold from the first day of the edition, and editions that end after they begin."""

from collections.abc import Iterator

from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.model.guideline import Guideline, Parameter


def dated_parameters(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Parameters with no value on the first day, with two values from one day, or with values of two types."""
    by_name: dict[str, list[Parameter]] = {}
    for parameter in guideline.parameters:
        by_name.setdefault(parameter.name, []).append(parameter)
    for name, entries in by_name.items():
        first = min(entries, key=lambda entry: entry.valid_from)
        if first.valid_from > guideline.valid_from:
            message = f'parameter "{name}" has no value before {first.valid_from}'
            yield found("K160", first.place, message, f"the edition is valid from {guideline.valid_from}")
        for entry in entries:
            same_day = [other for other in entries if other.valid_from == entry.valid_from]
            if same_day[0] is not entry:
                message = f'parameter "{name}" has two values from {entry.valid_from}'
                yield found("K161", entry.place, message, f"see {same_day[0].place}")
            elif type(entry.value) is not type(first.value):
                yield found("K161", entry.place, f'parameter "{name}" changes its type', f"see {first.place}")


def validity(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """An edition whose last day is before its first."""
    if guideline.valid_to is not None and guideline.valid_to < guideline.valid_from:
        message = f"the edition ends on {guideline.valid_to}, before it begins"
        yield found("K162", loaded.at("guideline", guideline.id, "valid_to"), message)
