"""Tell what stands beside the next step of an episode: the work at its contact, who may do it, pauses, indications."""

from collections.abc import Iterator
from dataclasses import dataclass

from klokt.engine.beside import evidence_of
from klokt.engine.checklist import AtContact, Listed, at_contact, who_may, with_next_step
from klokt.engine.pathway import Follower
from klokt.engine.suspensions import suspensions
from klokt.engine.visits import not_foreseen
from klokt.model.checklist import Task
from klokt.model.episode import Episode, Event, State, Suspension
from klokt.model.proposal import Evidence
from klokt.model.truth import Truth


@dataclass(frozen=True, slots=True)
class Course:
    """What stands beside the state of an episode. Nothing here changes the next step, a day or a right.

    `done_by_others` are events that somebody held whom the guideline does not name for it, by the name recorded;
    `unread` is what the episode tells and the pathway cannot read.
    """

    at_contact: AtContact | None
    with_next_step: tuple[Listed, ...]
    who_may: tuple[str, ...]
    done_by_others: tuple[tuple[Event, Task, str], ...]
    suspensions: tuple[Suspension, ...]
    indications: tuple[Evidence, ...]
    unread: tuple[str, ...]


def course_of(follower: Follower, episode: Episode, state: State) -> Course:
    """Return what stands beside a state that the same follower told of the episode."""
    record = follower.recorder.record(episode.events, state.on)
    return Course(
        at_contact=at_contact(follower, record, state),
        with_next_step=with_next_step(follower, record, state),
        who_may=who_may(follower.pathway.work.tasks, state.next_step),
        done_by_others=tuple(not_foreseen(follower.pathway, record)),
        suspensions=tuple(suspensions(follower.pathway, record, state.clocks)),
        indications=tuple(_indications(follower, state)),
        unread=follower.unread(episode, state.on),
    )


def _indications(follower: Follower, state: State) -> Iterator[Evidence]:
    """Yield what each indication lacks; one is no matter of an episode that is not known to be about its condition."""
    about = {reading.fact for reading in follower.pathway.readings if reading.take == "condition"}
    for name in follower.pathway.indications:
        evidence = evidence_of(follower.compiled, follower.guideline.rules[name], state.facts)
        if evidence.holds is Truth.YES or about.isdisjoint({*evidence.lacking, *evidence.against}):
            yield evidence
