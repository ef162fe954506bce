"""The events of a course are kept as they were told, and give the same state as before they were kept."""

from datetime import date

import pytest

from databases import ADMINISTRATOR, ANNA, DOOR, NOW, STRANGER, UNIT
from klokt.errors import TriageError
from klokt.model.episode import Event
from klokt.storage.erase import erase
from klokt.storage.rebuild import rebuild
from klokt.storage.store import Store
from klokt.storage.verify import verify
from klokt.triage.record import episode_of, episode_stream, record

FIRST = Event(date(2026, 1, 5), "first_contact", {"weeks": 3, "leg_pain": True, "seen": ("one", "two")}, "e1")
SECOND = Event(date(2026, 1, 19), "follow_up", {"pain": 4.0}, "e2")
CORRECTED = Event(date(2026, 1, 20), "follow_up", {"pain": 5.0}, "e3", corrects="e2")
STREAM = episode_stream(UNIT, "course-1")


def test_a_course_comes_out_as_it_was_recorded(store: Store) -> None:
    anna = store.open_for(ANNA)
    version = record(anna, UNIT, "course-1", 0, [FIRST], NOW)
    record(anna, UNIT, "course-1", version, [SECOND, CORRECTED], NOW)
    found = episode_of(anna.history(STREAM))
    assert (found.id, found.events) == ("course-1", (FIRST, SECOND, CORRECTED))
    assert verify(store.engine).wrong == []
    assert set(rebuild(store.engine).values()) == {0}


@pytest.mark.parametrize("version", [0, 2])
def test_who_did_not_see_the_last_event_is_told(store: Store, version: int) -> None:
    record(store.open_for(DOOR), UNIT, "course-1", 0, [FIRST], NOW)
    with pytest.raises(TriageError) as told:
        record(store.open_for(ANNA), UNIT, "course-1", version, [SECOND], NOW)
    assert told.value.code == "K701"


def test_another_unit_neither_reads_nor_adds_to_a_course(store: Store) -> None:
    record(store.open_for(ANNA), UNIT, "course-1", 0, [FIRST], NOW)
    stranger = store.open_for(STRANGER)
    with pytest.raises(TriageError):
        stranger.history(STREAM)
    with pytest.raises(TriageError):
        record(stranger, UNIT, "course-1", 1, [SECOND], NOW)


def test_of_an_erased_person_no_course_is_left(store: Store) -> None:
    anna = store.open_for(ANNA)
    record(anna, UNIT, "course-1", 0, [FIRST], NOW)
    erase(store.engine, ADMINISTRATOR, anna.history(STREAM)[0].subject or "", "patient_request", NOW)
    with pytest.raises(TriageError) as told:
        episode_of(anna.history(STREAM))
    assert told.value.code == "K706"
