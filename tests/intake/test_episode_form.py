"""Episodes in their JSON form: what is read, and what is refused without repeating it."""

import json
from datetime import date

import pytest

from klokt.errors import IntakeError
from klokt.intake.episode_form import read_episodes
from klokt.model.episode import Episode

VISIT = {"date": "2012-01-02", "type": "first_contact", "findings": {"suspicion": ["fracture"], "vas": 8, "note": None}}


def only(value: object) -> Episode | IntakeError:
    """Return what is read of one episode."""
    (read,) = read_episodes(json.dumps(value).encode())
    return read


def test_an_episode_is_read_with_its_events_and_its_day() -> None:
    read = only({"id": "p1", "condition": "isolated_lbp", "events": [VISIT], "as_of": "2012-01-05"})
    assert isinstance(read, Episode)
    assert (read.id, read.condition, read.on) == ("p1", "isolated_lbp", date(2012, 1, 5))
    assert read.events[0].findings == {"suspicion": ("fracture",), "vas": 8}


def test_what_an_example_was_labelled_with_is_not_looked_at() -> None:
    assert only({"id": "p1", "events": [VISIT], "expected": {"next_step": 7}}) == only({"id": "p1", "events": [VISIT]})


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ({"date": "2012-13-02", "type": "contact"}, "$.events[0].date"),
        ({"date": "2012-01-02", "type": "Ola Nordmann"}, "$.events[0].type"),
        ({"date": "2012-01-02", "type": "contact", "findings": {"note": {"a": 1}}}, "$.events[0].findings.note"),
        ({"type": "contact"}, "date"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place_and_never_repeated(event: dict[str, object], told: str) -> None:
    read = only({"id": "p1", "events": [event]})
    assert isinstance(read, IntakeError)
    assert (read.referral, told in read.message, "Nordmann" in read.message) == ("p1", True, False)


def test_a_line_that_is_not_json_does_not_stop_the_others() -> None:
    one, other = read_episodes(b'{"id": "a", "events": []}\n{"id": }\n')
    assert isinstance(one, Episode)
    assert isinstance(other, IntakeError)
