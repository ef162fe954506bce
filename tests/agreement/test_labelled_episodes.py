"""The example episodes come out as the people who labelled them said."""

import json
from functools import cache
from typing import Any

import pytest

from danish_pathway import EXAMPLES, due, follower
from klokt.intake.episode_form import read_episodes
from klokt.model.episode import Episode

LABELLED: list[dict[str, Any]] = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]


@cache
def episodes() -> dict[str, Episode]:
    """Return the example episodes by id."""
    return {each.id: each for each in read_episodes(EXAMPLES.read_bytes()) if isinstance(each, Episode)}


@pytest.mark.parametrize("labelled", LABELLED, ids=lambda row: f"{row['id']} {row['title']}")
def test_an_episode_comes_out_as_it_was_labelled(labelled: dict[str, Any]) -> None:
    episode = episodes()[labelled["id"]]
    assert episode.on is not None
    state = follower().state(episode, episode.on)
    expected = labelled["expected"]
    assert state.next_step == expected["next_step"]
    assert state.urgency == expected["urgency"]
    assert (state.rights or ("none",))[-1] == expected["rights"]
    assert {what: day.isoformat() for what, day in due(state).items()} == {
        each["what"]: each["date"] for each in expected["due_dates"]
    }


def test_all_that_the_examples_tell_is_read() -> None:
    assert {each.id: follower().unread(each) for each in episodes().values() if follower().unread(each)} == {}
