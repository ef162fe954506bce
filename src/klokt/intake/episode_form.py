"""Read episodes, the recorded courses of patients, from their JSON form; labels are never looked at."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from klokt.errors import IntakeError
from klokt.intake.identifiers import shown_id
from klokt.intake.reader import documents, place_of_fault, placed
from klokt.intake.shape import FACT_NAME, day, shape
from klokt.intake.strict_json import decode
from klokt.model.episode import Episode, Event, Finding

_BOM = b"\xef\xbb\xbf"


class EventForm(Struct):
    """Something that happened on a day. `corrects` names the `id` of the event that this one stands for."""

    date: str
    type: str
    findings: dict[str, object] = {}
    id: str | None = None
    corrects: str | None = None


class EpisodeForm(Struct):
    """The events of one patient's course, in any order; `as_of` is the day to be asked about."""

    events: list[EventForm]
    id: str | None = None
    condition: str | None = None
    as_of: str | None = None


def read_episodes(data: bytes, name: str = "-") -> Iterator[Episode | IntakeError]:
    """Yield every episode in the data in order, and an error in the place of each that cannot be read.

    `name` is the file's name for the errors; "-" for standard input. Nothing is raised.
    """
    prefix = "" if name == "-" else f"{name}, "
    for place, raw in documents(data.removeprefix(_BOM)):
        try:
            yield _episode(decode(raw), place)
        except IntakeError as error:
            at = place_of_fault(raw, place) if error.code == "K301" else place
            yield placed(error, at, prefix)


def holds_episodes(data: bytes) -> bool:
    """Return whether the first thing in the data that can be read is an object with events, as no referral has."""
    for _, raw in documents(data.removeprefix(_BOM)):
        try:
            value = decode(raw)
        except IntakeError:
            continue
        return isinstance(value, dict) and "events" in value
    return False


def _episode(value: object, place: str) -> Episode:
    if not isinstance(value, dict):
        raise IntakeError("K302", "not an episode; send an object with its events")
    known = shown_id(value.get("id"))
    try:
        form = shape(value, EpisodeForm)
        return Episode(
            id=known or place,
            events=tuple(_event(event, f"$.events[{number}]") for number, event in enumerate(form.events)),
            condition=form.condition,
            on=None if form.as_of is None else day(form.as_of, "$.as_of"),
        )
    except IntakeError as error:
        raise IntakeError(error.code, error.message, known) from None


def _event(form: EventForm, path: str) -> Event:
    if not FACT_NAME.fullmatch(form.type):
        raise IntakeError("K303", f"{path}.type: expected the name of an event, in lower case with underscores")
    on = day(form.date, f"{path}.date")
    return Event(on, form.type, dict(_findings(form.findings, f"{path}.findings")), form.id, form.corrects)


def _findings(findings: Mapping[str, object], path: str) -> Iterator[tuple[str, Finding]]:
    for name, value in findings.items():
        if not FACT_NAME.fullmatch(name):
            raise IntakeError("K303", f"{path}: expected the names of findings, in lower case with underscores")
        match value:
            case None:
                continue
            case bool() | int() | float() | str():
                yield name, value
            case list() if all(isinstance(item, str | int | float) for item in value):
                yield name, tuple(str(item) for item in value)
            case _:
                raise IntakeError("K303", f"{path}.{name}: expected true, false, a number, a word or a list of words")
