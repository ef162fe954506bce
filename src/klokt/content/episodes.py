"""Run the episodes that stand in a guideline, and say of each that fails what was expected and what came."""

from collections.abc import Iterator

from klokt.content.cases import Mismatch
from klokt.content.reading.episodes import episode_of
from klokt.engine.course import course_of
from klokt.engine.letter_choice import letter_on
from klokt.engine.pathway import Follower
from klokt.model.checklist import ANSWERED
from klokt.model.episode import Episode, State
from klokt.model.example import Example
from klokt.model.guideline import Guideline
from klokt.model.pathway import RIGHT_NONE


def run_examples(guideline: Guideline) -> Iterator[tuple[Example, State, tuple[Mismatch, ...]]]:
    """Yield every example with its state on its day, and what did not come true; none without a pathway."""
    if guideline.pathway is None:
        return
    followers: dict[object, Follower] = {}
    for example in guideline.pathway.examples:
        follower = followers.setdefault(example.on, Follower(guideline, example.on))
        state = follower.state(episode_of(example), example.on)
        yield example, state, tuple(_mismatches(example, follower, state))


def advice(follower: Follower, episode: Episode, state: State) -> list[str]:
    """Return the checklists that advise at the contact that is held or due, and those that belong to the next step."""
    course = course_of(follower, episode, state)
    at_contact = course.at_contact.lists if course.at_contact else ()
    shown = (*at_contact, *course.with_next_step)
    return [each.checklist.id for each in shown if each.checklist.kind not in ANSWERED]


def _mismatches(example: Example, follower: Follower, state: State) -> Iterator[Mismatch]:
    due = {each.what: each.on for each in state.due}
    asked: tuple[tuple[str, object, object], ...] = (
        ("next step", example.next_step, state.next_step),
        ("transition", example.by, state.transition),
        ("urgency", example.urgency, state.urgency),
        ("rights", example.rights, ", ".join(state.rights) or RIGHT_NONE),
        ("due dates", None if example.due is None else dict(example.due), due),
        ("cautions", None if example.cautions is None else list(example.cautions), list(state.cautions)),
    )
    if example.advises is not None:
        advised = advice(follower, episode_of(example), state)
        asked += (("advice", list(example.advises), advised),)
    if example.letter is not None:
        letter = letter_on(follower, state)
        asked += (("letter", example.letter, letter.id if letter else "none"),)
    for what, expected, came in asked:
        if expected is not None and expected != came:
            yield Mismatch(what, _words(expected), _words(came))


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{what} {day}" for what, day in value.items()) or "none"
    return (", ".join(value) or "none") if isinstance(value, list) else str(value)
