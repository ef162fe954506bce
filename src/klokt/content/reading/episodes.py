"""Read the examples of a pathway: episodes that are tests."""

from collections.abc import Mapping
from datetime import date

from klokt.content.reading.reader import Reader
from klokt.model.episode import Episode, Event, Finding
from klokt.model.example import Example

DAY, TYPE = "on", "type"


def read_example(reader: Reader) -> Example:
    """Return an episode with what must follow; its events are tables with `on`, `type` and findings."""
    has_cautions, has_due = "cautions" in reader.block.data, "due" in reader.block.data
    advises = reader.names("advises")
    cautions, due = reader.names("cautions"), reader.table("due")
    if not all(isinstance(day, date) for day in due.values()):
        reader.report("due", "K104", "due is a table of days", "due = { contact_2w = 2011-04-22 }")
    return Example(
        name=reader.text("name"),
        on=reader.day("on"),
        events=tuple(_events(reader)),
        condition=reader.optional_text("condition"),
        next_step=reader.optional_text("next_step"),
        by=reader.optional_text("by"),
        urgency=reader.optional_text("urgency"),
        due={what: day for what, day in due.items() if isinstance(day, date)} if has_due else None,
        rights=reader.optional_text("rights"),
        cautions=cautions if has_cautions else None,
        advises=advises if "advises" in reader.block.data else None,
        letter=reader.optional_text("letter"),
        place=reader.block.place,
    )


def _events(reader: Reader) -> list[Mapping[str, object]]:
    listed = reader.optional_raw("events")
    if not isinstance(listed, list) or not listed or not all(_is_event(each) for each in listed):
        hint = '{ on = 2011-04-08, type = "first_contact", paresis = "none" }'
        reader.report("events", "K104", "events is a list of tables with on, type and findings", hint)
        return []
    return listed


def _is_event(each: object) -> bool:
    return isinstance(each, dict) and isinstance(each.get(DAY), date) and isinstance(each.get(TYPE), str)


def episode_of(example: Example) -> Episode:
    """Return the episode of an example, as if it had come from outside."""
    return Episode(
        example.name, tuple(event for table in example.events if (event := _event(table))), example.condition
    )


def _event(table: Mapping[str, object]) -> Event | None:
    day, kind = table[DAY], table[TYPE]
    if not isinstance(day, date) or not isinstance(kind, str):
        return None
    findings = {key: _finding(value) for key, value in table.items() if key not in (DAY, TYPE)}
    return Event(day, kind, findings)


def _finding(value: object) -> Finding:
    match value:
        case bool() | int() | float() | str():
            return value
        case list():
            return tuple(str(item) for item in value)
        case _:
            return str(value)
