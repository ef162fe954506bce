"""A course is kept as it was told, and is in the list of its unit as the guideline has it on each day."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import pytest

from databases import ADMINISTRATOR, ANNA, DOOR, NOW, STRANGER, TODAY, UNIT
from klokt.content.load import library, load, usable
from klokt.errors import TriageError
from klokt.model.course_list import CourseCounts, CourseFilter, CourseItem, Narrow
from klokt.model.episode import Episode, Event
from klokt.model.event import New
from klokt.model.followed import CourseLetter
from klokt.model.owed import LetterQueued, LetterWithdrawn
from klokt.storage.erase import erase
from klokt.storage.rebuild import rebuild
from klokt.storage.store import Store
from klokt.storage.verify import verify
from klokt.triage.course_guide import CourseGuide
from klokt.triage.record import IN_ERROR, Now, close_course, episode_of, episode_stream, follow_anew, record, take

FIRST = Event(TODAY, "first_contact", {"actor": "gp", "group": "nonspecific", "vas": 4}, "e1")
SECOND = Event(TODAY + timedelta(days=14), "contact", {"planned_week": 2, "course": "unchanged"}, "e2")
CORRECTED = Event(TODAY + timedelta(days=15), "contact", {"planned_week": 2, "course": "worse"}, "e3", corrects="e2")
REFERRED = Event(TODAY, "referral_received", {"missing_requirements": ()}, "r1")
OFFERED = Event(TODAY, "surgery_offered", {"operation_date": "2025-12-24"}, "s1")
STREAM = episode_stream(UNIT, "course-1")


@cache
def guide() -> CourseGuide:
    return CourseGuide(usable(load(library()["dk_degenerative_spine"])))


def now() -> Now:
    return Now(NOW, TODAY, guide().follow)


def kept(store: Store, *events: Event, version: int = 0, name: str = "course-1", condition: str | None = None) -> int:
    """Record events as Anna, and return the version."""
    episode = Episode(name, events, condition)
    return record(store.open_for(ANNA), UNIT, episode, version, now())


def shown(store: Store, day: date, narrow: Narrow = "all", closed: bool = False) -> list[CourseItem]:
    """The courses of the list on a day."""
    return list(store.open_for(ANNA).courses.page(UNIT, CourseFilter(day, narrow, closed)))


def code_of(step: Callable[[], object]) -> str:
    with pytest.raises(TriageError) as told:
        step()
    return told.value.code


def test_a_course_comes_out_as_it_was_recorded(store: Store) -> None:
    kept(store, SECOND, CORRECTED, version=kept(store, FIRST, condition="disc_herniation"))
    found = episode_of(store.open_for(ANNA).history(STREAM))
    assert (found.id, found.events) == ("course-1", (FIRST, SECOND, CORRECTED))
    assert found.condition == "disc_herniation"
    assert verify(store.engine).wrong == []
    assert set(rebuild(store.engine).values()) == {0}


@pytest.mark.parametrize("version", [0, 1, 3])
def test_who_did_not_see_the_last_event_is_told(store: Store, version: int) -> None:
    kept(store, FIRST)
    assert code_of(lambda: kept(store, SECOND, version=version)) == "K701"


def test_another_unit_neither_reads_nor_lists_nor_adds_to_a_course(store: Store) -> None:
    kept(store, FIRST)
    stranger = store.open_for(STRANGER)
    again = Episode("course-1", (SECOND,))
    assert code_of(lambda: stranger.history(STREAM)) == "K703"
    assert code_of(lambda: stranger.courses.course(STREAM, TODAY)) == "K703"
    assert code_of(lambda: stranger.courses.page(UNIT, CourseFilter(TODAY))) == "K702"
    assert code_of(lambda: stranger.courses.counts(UNIT, TODAY)) == "K702"
    assert stranger.courses.page("unit_b", CourseFilter(TODAY)) == []
    assert code_of(lambda: take(stranger, UNIT, again, now())) in ("K701", "K702", "K703")


def test_the_same_course_again_changes_nothing_and_more_of_it_is_added(store: Store) -> None:
    door = store.open_for(DOOR)
    brought = [take(door, UNIT, Episode("course-1", events), now()) for events in ((FIRST,), (FIRST,), (FIRST, SECOND))]
    assert brought == [1, 0, 1]
    assert episode_of(store.open_for(ANNA).history(STREAM)).events == (FIRST, SECOND)


def test_an_event_that_says_something_else_under_its_id_is_refused(store: Store) -> None:
    kept(store, FIRST)
    other = Episode("course-1", (Event(TODAY, "first_contact", {"group": "nerve_root"}, "e1"),))
    assert code_of(lambda: take(store.open_for(ANNA), UNIT, other, now())) == "K705"


def test_what_was_recorded_in_error_never_was(store: Store) -> None:
    never = Event(TODAY, IN_ERROR, corrects="e2")
    kept(store, never, version=kept(store, FIRST, SECOND))
    assert episode_of(store.open_for(ANNA).history(STREAM)).events == (FIRST,)


def test_an_event_without_an_id_can_be_corrected_all_the_same(store: Store) -> None:
    kept(store, Event(TODAY, "first_contact", {"group": "nonspecific"}))
    assert [each.id for each in episode_of(store.open_for(ANNA).history(STREAM)).events] == ["v1"]


def test_of_an_erased_person_no_course_is_left_but_its_place_in_the_list(store: Store) -> None:
    anna = store.open_for(ANNA)
    version = kept(store, FIRST)
    erase(store.engine, ADMINISTRATOR, anna.history(STREAM)[0].subject or "", "patient_request", NOW)
    assert code_of(lambda: episode_of(anna.history(STREAM))) == "K706"
    assert code_of(lambda: kept(store, SECOND, version=version)) == "K706"
    assert not follow_anew(anna, STREAM, now())


def test_the_list_says_on_every_day_what_the_pathway_says_on_that_day(store: Store) -> None:
    kept(store, FIRST, REFERRED, OFFERED)
    episode = episode_of(store.open_for(ANNA).history(STREAM))
    for days in range(0, 120):
        day = TODAY + timedelta(days=days)
        state, (found,) = guide().follower_on(day).state(episode, day), shown(store, day)
        assert (found.spell.next_step, found.spell.urgency) == (state.next_step, state.urgency)
        assert found.spell.missed == min((each.on for each in state.missed), default=None)
        assert (found.spell.right_from is not None) == bool(state.rights)


def test_a_contact_that_nobody_held_is_missed_the_day_after_its_day_and_not_before(store: Store) -> None:
    kept(store, FIRST)
    due = shown(store, TODAY)[0].spell.due
    assert due == TODAY + timedelta(days=14)
    assert shown(store, due, "missed") == []
    assert len(shown(store, due + timedelta(days=1), "missed")) == 1


def test_a_guarantee_is_in_the_list_of_its_last_week_and_then_the_right_in_that_of_rights(store: Store) -> None:
    kept(store, FIRST, REFERRED)
    last = shown(store, TODAY)[0].spell.deadline
    assert last is not None
    for day, ending, right in ((last - timedelta(days=8), 0, 0), (last, 1, 0), (last + timedelta(days=1), 0, 1)):
        assert (len(shown(store, day, "ending")), len(shown(store, day, "right"))) == (ending, right)


def test_a_right_is_owed_a_letter_until_one_is_queued_and_again_when_that_is_withdrawn(store: Store) -> None:
    anna, version = store.open_for(ANNA), kept(store, FIRST, REFERRED)
    day = TODAY + timedelta(days=60)
    spell = shown(store, day)[0].spell
    letter = New(CourseLetter("9.1", "right", spell.clock, spell.right_from))
    queued = New(LetterQueued("9.1", "patient_pdf", "letters", NOW, f"{STREAM}/9.1"), b"the letter")
    owed = [len(shown(store, day, "untold"))]
    for new in ([letter, queued], [New(LetterWithdrawn("9.1"))]):
        with anna.turn(NOW) as turn:
            version = turn.append(STREAM, version, new)
        owed.append(len(shown(store, day, "untold")))
    assert owed == [1, 0, 1]
    assert set(rebuild(store.engine).values()) == {0}


def test_what_was_due_first_stands_first_and_the_counts_are_those_of_the_lists(store: Store) -> None:
    kept(store, FIRST, name="late")
    kept(store, Event(TODAY + timedelta(days=20), "first_contact", {"group": "nonspecific"}), name="later")
    day = TODAY + timedelta(days=30)
    assert [each.episode for each in shown(store, day)] == ["late", "later"]
    assert store.open_for(ANNA).courses.counts(UNIT, day) == CourseCounts(all=2, missed=1, overdue=1)


def test_a_page_goes_on_where_the_last_one_ended(store: Store) -> None:
    for number in range(5):
        kept(store, Event(TODAY + timedelta(days=number % 2), "first_contact", {}), name=f"course-{number}")
    courses, wanted = store.open_for(ANNA).courses, CourseFilter(TODAY + timedelta(days=3))
    pages: list[CourseItem] = []
    while page := courses.page(UNIT, wanted, pages[-1] if pages else None, 2):
        pages += page
    assert pages == list(courses.page(UNIT, wanted))
    assert len(pages) == 5


def test_a_course_that_is_closed_is_on_the_list_again_when_something_happens(store: Store) -> None:
    version = close_course(store.open_for(ANNA), STREAM, kept(store, FIRST), "ended", NOW)
    assert (len(shown(store, TODAY)), len(shown(store, TODAY, closed=True))) == (0, 1)
    kept(store, SECOND, version=version)
    assert (len(shown(store, TODAY)), len(shown(store, TODAY, closed=True))) == (1, 0)


def test_courses_are_followed_anew_after_a_new_edition(store: Store) -> None:
    anna = store.open_for(ANNA)
    kept(store, FIRST)
    assert anna.courses.to_follow(UNIT, guide().basis, TODAY) == []
    assert anna.courses.to_follow(UNIT, "another basis", TODAY) == [STREAM]
    assert follow_anew(anna, STREAM, Now(NOW, TODAY + timedelta(days=1), guide().follow))
    assert anna.courses.to_follow(UNIT, guide().basis, TODAY + timedelta(days=1)) == []
