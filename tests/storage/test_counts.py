"""What a list counts is what it holds, whatever happened and whatever is asked."""

from collections import Counter
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from databases import ANNA, DOOR, NOW, TERMS, TODAY, UNIT, a_message, take
from klokt.model.decision import Choice, Decision, Override
from klokt.model.worklist import Filter, Item, ItemState
from klokt.storage.rebuild import rebuild
from klokt.storage.store import Store
from klokt.storage.tallied import By
from klokt.triage.decide import decide
from klokt.triage.hold import assign, snooze
from klokt.triage.receive import Incoming

SOON = NOW + timedelta(hours=1)
EVERYTHING = Filter(is_open=None, collected=None)
FILTERS = st.builds(
    Filter,
    is_open=st.sampled_from([True, False, None]),
    collected=st.sampled_from([True, False, None]),
    states=st.sampled_from([(), (ItemState.NEW,), (ItemState.DECIDED, ItemState.ON_HOLD)]),
    urgency=st.sampled_from([None, "routine", "acute"]),
    outcome=st.sampled_from([None, "return_conservative"]),
    assignee=st.sampled_from([None, "bo"]),
    unassigned=st.booleans(),
    has_alerts=st.booleans(),
    overdue_on=st.sampled_from([None, TODAY + timedelta(days=400)]),
    awake_at=st.sampled_from([None, NOW]),
    resting_at=st.sampled_from([None, NOW]),
)


def a_day(store: Store) -> None:
    """Let eight referrals and a message that nobody can read come, and something happen to most of them."""
    door, anna = store.open_for(DOOR), store.open_for(ANNA)
    known: tuple[dict[str, bool], ...] = ({}, {"previous_cancer": True}, {"hot_swollen_joint": True}, {})
    streams = [take(door, a_message(number, known=known[number % 4])).referrals[0] for number in range(8)]
    take(door, Incoming(UNIT, "fhir", "practice", "no message", b"{"))
    first, second, third = (anna.item(each) for each in streams[::3])
    decide(anna, first.stream, first.version, Decision(Choice.RETURN, first.outcome or "", 2), TERMS, NOW)
    change = Decision(Choice.CHANGE, "change_to_standing_xray", third.proposal or 0, Override.OTHER)
    decide(anna, third.stream, third.version, change, TERMS, NOW)
    version = assign(anna, second.stream, second.version, "bo", NOW)
    snooze(anna, second.stream, version, SOON, "later", NOW)


def holds(wanted: Filter, item: Item) -> bool:
    """Whether a filter takes an item, as its definition says."""
    rests = item.snoozed_until is not None and item.snoozed_until > NOW
    asked = {name: getattr(wanted, name) for name in ("is_open", "collected", "urgency", "outcome", "assignee")}
    is_open = item.state not in (ItemState.DECIDED, ItemState.SETTLED)
    return (
        all(
            want is None or (is_open if name == "is_open" else getattr(item, name)) == want
            for name, want in asked.items()
        )
        and (not wanted.states or item.state in wanted.states)
        and (not wanted.unassigned or item.assignee is None)
        and (not wanted.has_alerts or item.alerts > 0)
        and (wanted.overdue_on is None or (is_open and item.deadline is not None and item.deadline < wanted.overdue_on))
        and not (wanted.awake_at and rests)
        and not (wanted.resting_at and not rests)
    )


@given(wanted=FILTERS, by=st.sampled_from(["state", "urgency", "outcome", "guideline"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_filter_shows_and_counts_what_its_words_say(store: Store, wanted: Filter, by: By) -> None:
    anna = store.open_for(ANNA)
    if not anna.count(UNIT, EVERYTHING):
        a_day(store)
    held = [each for each in anna.worklist(UNIT, EVERYTHING) if holds(wanted, each)]
    assert anna.worklist(UNIT, wanted) == held
    assert anna.count(UNIT, wanted) == len(held)
    told = Counter(each.state.value if by == "state" else getattr(each, by) or "" for each in held)
    assert anna.tallied(UNIT).counts(wanted, by) == told


def test_the_counts_are_made_again_from_the_events(store: Store) -> None:
    a_day(store)
    assert not any(rebuild(store.engine).values())
