"""Nothing of a unit is returned to anybody without a role there, whatever is asked."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from databases import DOOR, ELSEWHERE, NOW, TERMS, UNIT, a_message, take
from klokt.errors import TriageError
from klokt.model.access import DECIDES, READS, SHARES, Access, Role
from klokt.model.decision import Choice, Decision, Override
from klokt.model.event import New, Released
from klokt.model.worklist import Filter
from klokt.storage.journal import UnitJournal
from klokt.storage.store import Store
from klokt.triage.decide import Draft, decide
from klokt.triage.second_reading import ReadAgain

UNITS = (UNIT, ELSEWHERE, "unit_c")
ALL = Access("all", dict.fromkeys(UNITS, frozenset(Role)))
ACCESS = st.dictionaries(st.sampled_from(UNITS), st.frozensets(st.sampled_from(Role))).map(
    lambda roles: Access("somebody", roles)
)


@pytest.fixture
def busy(store: Store) -> dict[str, str]:
    """A journal where each unit has a decided referral with a letter and an obligation; the streams by unit."""
    streams = {}
    for number, unit in enumerate(UNITS):
        journal = store.open_for(ALL)
        stream = take(journal, a_message(number, unit=unit)).referrals[0]
        item = journal.item(stream)
        answer = Decision(Choice.CHANGE, "change_to_standing_xray", item.proposal or 0, Override.OTHER)
        terms = replace(TERMS, again=ReadAgain(drawn=True))
        decide(journal, stream, item.version, answer, terms, NOW, [Draft("pdf", "practice", unit.encode())])
        journal.opened(stream, NOW)
        journal.save_view(unit, "shared", "show=mine", shared=True)
        streams[unit] = stream
    return streams


def answers(journal: UnitJournal, unit: str, stream: str, subject: str) -> Iterable[Callable[[], object]]:
    """Yield every question that can be asked of a journal about one unit and one of its referrals."""
    every = Filter(is_open=None, collected=None)
    yield lambda: journal.worklist(unit, every)
    yield lambda: journal.count(unit, every)
    yield lambda: journal.tallied(unit)
    yield lambda: journal.worklist(unit, replace(every, search="made-up"))
    yield lambda: journal.count(unit, replace(every, search="practice"))
    yield lambda: journal.position(unit)
    yield lambda: journal.count_obligations(unit, ("awaited", "open"))
    yield lambda: journal.views(unit)
    yield lambda: journal.second_readings(unit)
    yield lambda: journal.count_second_readings(unit)
    yield lambda: journal.decisions(unit, ALL.who, 5)
    yield lambda: journal.item(stream)
    yield lambda: journal.history(stream)
    yield lambda: journal.kept_proposal(stream)
    yield lambda: journal.of_subject(subject)
    yield lambda: journal.referrals([stream])
    yield lambda: journal.obligations(unit, ("awaited", "open"))
    yield lambda: journal.letters(stream)
    yield lambda: journal.readings(stream)


def refused_or_empty(ask: Callable[[], object]) -> bool:
    """Whether a question is answered with nothing, or with an error that does not tell whether there is anything."""
    try:
        return not ask()
    except TriageError as error:
        return error.code in ("K702", "K703")


@given(who=ACCESS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_question_about_a_unit_is_answered_to_those_who_may_read_there_alone(
    store: Store, busy: dict[str, str], who: Access
) -> None:
    journal = store.open_for(who)
    for unit, stream in busy.items():
        subject = store.open_for(ALL).item(stream).subject or ""
        for ask in answers(journal, unit, stream, subject):
            assert refused_or_empty(ask) is (unit not in who.units(READS))


@given(who=ACCESS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_step_in_a_unit_is_for_those_who_decide_there_alone(store: Store, busy: dict[str, str], who: Access) -> None:
    for unit, stream in busy.items():
        version = store.open_for(ALL).item(stream).version
        with store.open_for(who).turn(NOW) as turn:
            if unit in who.units(DECIDES):
                assert turn.append(stream, version, [New(Released())]) == version + 1
            else:
                with pytest.raises(TriageError):
                    turn.append(stream, version, [New(Released())])


def test_what_one_did_in_a_unit_is_told_to_oneself_and_while_one_may_read_there(
    store: Store, busy: dict[str, str]
) -> None:
    for unit, stream in busy.items():
        assert [each.stream for each in store.open_for(ALL).done_by_me(unit, NOW)] == [stream]
        assert store.open_for(ALL).done_by_me(unit, NOW + timedelta(seconds=1)) == []
        assert store.open_for(replace(ALL, who="another")).done_by_me(unit, NOW) == []
        with pytest.raises(TriageError):
            store.open_for(Access("all", {})).done_by_me(unit, NOW)


@given(who=ACCESS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_view_is_shared_and_dropped_by_those_who_lead_the_unit_alone(
    store: Store, busy: dict[str, str], who: Access
) -> None:
    journal = store.open_for(who)
    for unit in busy:
        if unit in who.units(SHARES):
            journal.drop_view(journal.save_view(unit, "new", "", shared=True).id)
            continue
        (kept,) = store.open_for(ALL).views(unit)
        with pytest.raises(TriageError):
            journal.save_view(unit, "new", "", shared=True)
        with pytest.raises(TriageError):
            journal.drop_view(kept.id)


def test_what_a_person_of_one_unit_has_elsewhere_is_not_told(store: Store) -> None:
    both = store.open_for(ALL)
    take(both, a_message(1, person="one"))
    take(both, a_message(2, unit=ELSEWHERE, person="one"))
    (here,) = both.worklist(UNIT)
    (there,) = both.worklist(ELSEWHERE)
    assert here.subject != there.subject


def test_a_door_reads_no_referral(store: Store) -> None:
    stream = take(store.open_for(DOOR), a_message()).referrals[0]
    with pytest.raises(TriageError):
        store.open_for(DOOR).history(stream)
