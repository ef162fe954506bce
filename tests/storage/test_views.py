"""People keep lists by name: their own are theirs, and a lead keeps one for the whole unit."""

import pytest

from databases import ANNA, BO, STRANGER, UNIT
from klokt.errors import TriageError
from klokt.model.access import Access, Role
from klokt.storage.store import Store
from klokt.storage.views import LONGEST_NAME, MOST

LEAD = Access("eva", {UNIT: frozenset({Role.LEAD})})


def names(store: Store, who: Access) -> list[str]:
    return [each.name for each in store.open_for(who).views(UNIT)]


def test_a_view_of_ones_own_is_seen_by_nobody_else(store: Store) -> None:
    store.open_for(ANNA).save_view(UNIT, "  Mine,   acute ", "show=mine&urgency=acute")
    (kept,) = store.open_for(ANNA).views(UNIT)
    assert (kept.name, kept.asked, kept.owner) == ("Mine, acute", "show=mine&urgency=acute", "anna")
    assert names(store, BO) == names(store, LEAD) == []


def test_words_that_search_for_somebody_are_not_kept(store: Store) -> None:
    kept = store.open_for(ANNA).save_view(UNIT, "a", "?show=todo&search=Test+Testesen&after=referral-1&outcome=a%20b")
    assert kept.asked == "show=todo&outcome=a+b"


def test_what_a_lead_shares_is_seen_by_all_and_dropped_by_a_lead_alone(store: Store) -> None:
    shared = store.open_for(LEAD).save_view(UNIT, "Overdue", "overdue=yes", shared=True)
    assert names(store, ANNA) == ["Overdue"]
    for who in (ANNA, STRANGER):
        with pytest.raises(TriageError, match="nothing of that name"):
            store.open_for(who).drop_view(shared.id)
    store.open_for(LEAD).drop_view(shared.id)
    assert names(store, ANNA) == []


def test_one_who_is_no_lead_shares_nothing_and_drops_nothing_of_others(store: Store) -> None:
    with pytest.raises(TriageError):
        store.open_for(ANNA).save_view(UNIT, "Overdue", "overdue=yes", shared=True)
    mine = store.open_for(ANNA).save_view(UNIT, "Overdue", "overdue=yes")
    for who in (BO, LEAD):
        with pytest.raises(TriageError):
            store.open_for(who).drop_view(mine.id)
    store.open_for(ANNA).drop_view(mine.id)
    assert names(store, ANNA) == []


@pytest.mark.parametrize(
    ("name", "asked"), [("", "show=mine"), ("   ", ""), ("a" * (LONGEST_NAME + 1), ""), ("a", "show=" + "a" * 2000)]
)
def test_a_view_without_a_name_or_with_too_much_is_refused(store: Store, name: str, asked: str) -> None:
    with pytest.raises(TriageError) as told:
        store.open_for(ANNA).save_view(UNIT, name, asked)
    assert told.value.code == "K730"


def test_nobody_keeps_more_than_can_be_shown(store: Store) -> None:
    anna = store.open_for(ANNA)
    for number in range(MOST):
        anna.save_view(UNIT, f"view {number}", "")
    with pytest.raises(TriageError, match="drop one first"):
        anna.save_view(UNIT, "one more", "")
    store.open_for(BO).save_view(UNIT, "the first of another", "")
