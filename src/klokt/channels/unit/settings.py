"""What each receiving unit sets of its own, read from one TOML file: who it is, its guidelines, days and doors."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from klokt.channels.guides import Guides
from klokt.errors import UnitError
from klokt.letters.unit import NO_UNIT, Unit, read_unit
from klokt.model.guideline import Guideline
from klokt.triage.course_guide import CourseGuide

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Days = Annotated[int, msgspec.Meta(ge=0, le=366)]


class DoorSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A door of a unit: its id, and the SHA-256 in hexadecimal of the token that whoever comes there must show.

    It may be limited to one kind of door, and to messages of senders that are named as the messages name them.
    """

    id: Id
    token_sha256: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
    brings_reports: bool = False
    kind: Literal["fhir", "xml", "any"] = "any"
    senders: tuple[str, ...] = ()


class GuidelineSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A guideline that a unit follows; `letters` is the file of its letterhead, parameters and own words."""

    id: str
    letters: str | None = None


class WaySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way out of a unit for some kinds of letters: a `folder`, or the base address of a FHIR `server`.

    `token_file` holds the bearer token of the server. Files and folders are named from where the units' file stands.
    """

    id: Id
    kinds: tuple[Literal["letter_pdf", "patient_pdf", "fhir", "status_9148"], ...]
    folder: str | None = None
    server: str | None = None
    token_file: str | None = None


class UnitSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A unit. Times are told in its `zone`; `triage_days` are the days to decide within, by urgency.

    Letters are held for `hold_minutes` so that a decision can be taken back. `owner` has the obligations, which are
    due after `obligation_days`. Another person reads `second_read_percent` of the decisions too, drawn by lot; those
    that depart from the proposal, if `second_read_departures`; and the `second_read_first` ones of each person.
    """

    id: Id
    name: str
    zone: str
    guideline: tuple[GuidelineSettings, ...]
    owner: str = "coordinator"
    hold_minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)] = 10
    obligation_days: Days = 14
    triage_days: dict[str, Days] = {}
    second_read_percent: Annotated[int, msgspec.Meta(ge=0, le=100)] = 5
    second_read_departures: bool = True
    second_read_first: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 20
    door: tuple[DoorSettings, ...] = ()
    way: tuple[WaySettings, ...] = ()

    def way_for(self, kind: str) -> str | None:
        """Return the id of the way out for a kind of letter, None where the unit has set none."""
        return next((each.id for each in self.way if kind in each.kinds), None)

    @property
    def hold(self) -> timedelta:
        """How long letters wait before they leave."""
        return timedelta(minutes=self.hold_minutes)

    @property
    def place(self) -> ZoneInfo:
        """The zone in which times are told."""
        return ZoneInfo(self.zone)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """The form of the file."""

    unit: Annotated[tuple[UnitSettings, ...], msgspec.Meta(min_length=1)]


@dataclass(frozen=True, slots=True)
class UnitAtWork:
    """A unit with its guidelines ready, and its own letterhead and words for the letters of each.

    `courses` follows the courses of its patients, None where no guideline of the unit has a pathway.
    """

    settings: UnitSettings
    guides: Guides
    letters: dict[str, Unit]
    courses: CourseGuide | None


def read_units(file: Path, guidelines: Sequence[Guideline], folders: dict[str, Path]) -> dict[str, UnitAtWork]:
    """Return the units of a file by id. Files that it names stand beside it.

    Raises UnitError K850 where the file cannot be used, and LetterError K510 for a file of letters.
    """
    return {each.id: UnitAtWork(each, *_ready(each, file, guidelines, folders)) for each in _settings(file, guidelines)}


def _settings(file: Path, guidelines: Sequence[Guideline]) -> tuple[UnitSettings, ...]:
    try:
        units = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), _File).unit
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise UnitError("K850", f"{file.name}: {error}") from error
    known = {each.id for each in guidelines}
    known_pathways = {each.id for each in guidelines if each.pathway is not None}
    for each in units:
        if each.zone not in available_timezones():
            raise UnitError("K850", f'{file.name}: unit {each.id}: there is no zone "{each.zone}"')
        if sum(one.id in known_pathways for one in each.guideline) > 1:
            raise UnitError("K850", f"{file.name}: unit {each.id}: two of its guidelines follow courses")
        if strangers := {one.id for one in each.guideline} - known:
            raise UnitError(
                "K850", f"{file.name}: unit {each.id}: there is no guideline {', '.join(sorted(strangers))}"
            )
    if len({each.id for each in units}) < len(units):
        raise UnitError("K850", f"{file.name}: two units have the same id")
    tokens = [door.token_sha256 for each in units for door in each.door]
    if len(set(tokens)) < len(tokens):
        raise UnitError("K850", f"{file.name}: two doors have the same token; give each its own")
    return units


def _ready(
    unit: UnitSettings, file: Path, guidelines: Sequence[Guideline], folders: dict[str, Path]
) -> tuple[Guides, dict[str, Unit], CourseGuide | None]:
    by_id = {each.id: each for each in guidelines}
    letters = {
        each.id: read_unit(file.parent / each.letters, by_id[each.id]) if each.letters else NO_UNIT
        for each in unit.guideline
    }
    parameters = {name: own.parameters for name, own in letters.items()}
    own = [by_id[each.id] for each in unit.guideline]
    courses = [CourseGuide(each, parameters[each.id]) for each in own if each.pathway is not None]
    return Guides(own, folders, parameters=parameters), letters, next(iter(courses), None)
