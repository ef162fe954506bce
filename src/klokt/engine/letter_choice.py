"""Choose what the patient gets on a day of a course: the letter of a right that stands, or of the next step."""

from klokt.engine.pathway import Follower
from klokt.model.episode import ClockRun, State
from klokt.model.expression import Expression
from klokt.model.letter import Letter
from klokt.model.truth import Truth


def standing_right(state: State) -> ClockRun | None:
    """Return the guarantee whose right stands, the latest where several do; None where none does."""
    return next((run for run in reversed(state.clocks) if run.right), None)


def letter_on(follower: Follower, state: State) -> Letter | None:
    """Return the letter of the right that stands, or else the one that goes with the next step; None without one."""
    run = standing_right(state)
    right = follower.pathway.clocks[run.clock].right if run else None
    for letter in follower.guideline.letters.values():
        named = state.next_step in letter.next_steps if right is None else right in letter.rights
        if named and holds_in(follower, state, letter.when):
            return letter
    return None


def holds_in(follower: Follower, state: State, condition: Expression | None) -> bool:
    """Return whether a condition is yes of a state's facts; no and unknown are alike. Without one it holds."""
    return condition is None or follower.compiled.truth(condition, state.facts) is Truth.YES
