"""The form in which a person records what happened in a course: made from the pathway of the guideline, and read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from klokt.model.checklist import FindingWords
from klokt.model.episode import Event, Finding
from klokt.model.pathway import EventType, Pathway
from klokt.wording.told import word

FIELD = "finding."
"""How the fields of the form begin that stand for findings."""

LONGEST = 2000
"""How many characters a finding in words may have."""


@dataclass(frozen=True, slots=True)
class Field:
    """A finding that a person may tell: its field in the form, what it is called, and what is written there."""

    name: str
    title: str
    form: str
    options: tuple[tuple[str, str], ...]
    values: tuple[str, ...]
    is_fault: bool

    @property
    def value(self) -> str:
        """What is written in a field for one value."""
        return ", ".join(self.values)


@dataclass(frozen=True, slots=True)
class RecordForm:
    """The form: the events that can be recorded, the one that is chosen, its day, and its findings.

    `corrects` is the id of the event that it stands for from now on. `faults` are the fields that cannot be read.
    """

    events: tuple[tuple[str, str], ...]
    event: str
    title: str
    day: str
    fields: tuple[Field, ...]
    corrects: str
    faults: frozenset[str]


def blank(pathway: Pathway, event: str, today: date, language: str) -> RecordForm:
    """Return the form for an event, or one in which none is chosen."""
    return _form(pathway, {"event": event, "day": today.isoformat()}, frozenset(), language)


def of_event(pathway: Pathway, event: Event, language: str) -> RecordForm:
    """Return the form filled with an event that was recorded, to correct it."""
    written = {"event": event.type, "day": event.on.isoformat(), "corrects": event.id or ""}
    told = {f"{FIELD}{name}": _written(value) for name, value in event.findings.items()}
    return _form(pathway, written | told, frozenset(), language)


def as_written(pathway: Pathway, said: Mapping[str, str], today: date, language: str) -> RecordForm:
    """Return the form as a person wrote it, for a step that could not be taken; the day is today's where none is."""
    return _form(pathway, {"day": today.isoformat(), **said}, frozenset(), language)


def read_form(pathway: Pathway, said: Mapping[str, str], today: date, language: str) -> Event | RecordForm:
    """Return the event that a form tells; or the form as it was, with what cannot be read in it.

    What is told is never after today: a day that is promised is a finding.
    """
    known, faults = pathway.events.get(said.get("event", "")), set()
    day = _day(said.get("day", ""), today)
    if day is None:
        faults.add("day")
    findings: dict[str, Finding] = {}
    for each in _words(pathway, known):
        try:
            value = _read(each, said)
        except ValueError:
            faults.add(f"{FIELD}{each.id}")
        else:
            if value is not None:
                findings[each.id] = value
    if known is None or day is None or faults:
        return _form(pathway, said, frozenset(faults | ({"event"} if known is None else set())), language)
    return Event(day, known.id, findings, corrects=said.get("corrects") or None)


def _form(pathway: Pathway, said: Mapping[str, str], faults: frozenset[str], language: str) -> RecordForm:
    known = pathway.events.get(said.get("event", ""))
    return RecordForm(
        events=tuple((each.id, each.title[language]) for each in pathway.events.values()),
        event=known.id if known else "",
        title=known.title[language] if known else "",
        day=said.get("day", ""),
        fields=tuple(_field(pathway, each, said, faults, language) for each in _words(pathway, known)),
        corrects=said.get("corrects", ""),
        faults=faults,
    )


def _words(pathway: Pathway, event: EventType | None) -> list[FindingWords]:
    """The findings of an event in the order of the guideline; those without words are not asked for."""
    by_id = {each.id: each for each in pathway.work.findings}
    return [by_id[name] for name in (event.findings if event else ()) if name in by_id]


def _field(
    pathway: Pathway, each: FindingWords, said: Mapping[str, str], faults: frozenset[str], language: str
) -> Field:
    name = f"{FIELD}{each.id}"
    written = said.get(name, "")
    several = each.form == "choices"
    ticked = tuple(value for value in each.labels if said.get(f"{name}.{value}")) or tuple(_parts(written))
    values = ticked if several else (written,) if written else ()
    options = dict(_options(pathway, each, language))
    options |= {
        value: value for value in values if each.form in ("choice", "choices", "actor") and value not in options
    }
    return Field(name, each.title[language], each.form, tuple(options.items()), values, name in faults)


def _options(pathway: Pathway, each: FindingWords, language: str) -> Iterator[tuple[str, str]]:
    match each.form:
        case "yes_no":
            yield from (("yes", word("yes", language)), ("no", word("no", language)))
        case "choice" | "choices":
            yield from ((value, label[language]) for value, label in each.labels.items())
        case "actor":
            yield from ((actor.names[0], actor.title[language]) for actor in pathway.work.actors)


def _read(each: FindingWords, said: Mapping[str, str]) -> Finding | None:
    """What is written for a finding, None where nothing is; raise ValueError where it cannot be read."""
    name = f"{FIELD}{each.id}"
    written = said.get(name, "").strip()
    if len(written) > LONGEST:
        raise ValueError(each.id)
    if each.form == "choices":
        return tuple(value for value in each.labels if said.get(f"{name}.{value}")) or None
    if not written:
        return None
    match each.form:
        case "yes_no":
            return {"yes": True, "no": False}[written] if written in ("yes", "no") else _fail(each.id)
        case "number":
            number = float(written.replace(",", "."))
            if not abs(number) < 1e6:
                raise ValueError(each.id)
            return int(number) if number.is_integer() else number
        case "day":
            return date.fromisoformat(written).isoformat()
        case "list":
            return tuple(_parts(written))
    return written


def _fail(name: str) -> bool:
    raise ValueError(name)


def _parts(written: str) -> list[str]:
    return [part.strip() for part in written.split(",") if part.strip()]


def _written(value: Finding) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _day(written: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day <= today else None
