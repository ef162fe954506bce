"""Wrong changes of a flow: exits swapped or moved, and steps that change places."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from klokt.model.guideline import Flow, Guideline, Step


@dataclass(frozen=True, slots=True)
class ChangedExits:
    """What was changed, the key it stands under, and the flows after it."""

    what: str
    key: str
    flows: Mapping[str, Flow]


def changed_exits(guideline: Guideline, step_id: str) -> Iterator[ChangedExits]:
    """Yield the flows with yes and no of a step swapped, and with each exit moved to the next place."""
    yield ChangedExits("yes and no are swapped", "yes", _each(guideline, step_id, _swapped))
    for key, move in (("yes", _yes_moved), ("no", _no_moved), ("unknown", _unknown_moved)):
        yield ChangedExits(f"exit {key} is moved", key, _each(guideline, step_id, move))


def _each(guideline: Guideline, step_id: str, change: Callable[[Step, Flow], Step]) -> Mapping[str, Flow]:
    return {
        flow.id: replace(flow, steps=tuple(change(step, flow) if step.id == step_id else step for step in flow.steps))
        for flow in guideline.flows.values()
    }


def _swapped(step: Step, flow: Flow) -> Step:
    return replace(step, yes=step.no, no=step.yes)


def _yes_moved(step: Step, flow: Flow) -> Step:
    return replace(step, yes=_elsewhere(step.yes, flow))


def _no_moved(step: Step, flow: Flow) -> Step:
    return replace(step, no=_elsewhere(step.no, flow))


def _unknown_moved(step: Step, flow: Flow) -> Step:
    return replace(step, unknown=_elsewhere(step.unknown, flow))


def _elsewhere(end: str, flow: Flow) -> str:
    """The step after the one named, or the outcome after the one named; after the last step the first outcome."""
    steps = [step.id for step in flow.steps]
    ends = [end for step in flow.steps for end in (step.yes, step.no, step.unknown)]
    outcomes = [end for end in dict.fromkeys(ends) if end not in steps]
    if end in steps:
        return [*steps[1:], outcomes[0]][steps.index(end)]
    return outcomes[(outcomes.index(end) + 1) % len(outcomes)]


def swapped_steps(flow: Flow) -> Iterator[tuple[str, str, Flow]]:
    """Yield two neighbouring steps by id and the flow in which they have changed places.

    An exit to the step that follows is taken for "next" and leads to the step that then follows. Neighbours
    where the second passes nothing on cannot change places.
    """
    for index in range(len(flow.steps) - 2):
        first, second, third = flow.steps[index : index + 3]
        if second.id in _ends(first) and third.id in _ends(second):
            steps = list(flow.steps)
            if index > 0:
                steps[index - 1] = _led(steps[index - 1], first.id, second.id)
            steps[index] = _led(second, third.id, first.id)
            steps[index + 1] = _led(first, second.id, third.id)
            yield first.id, second.id, replace(flow, steps=tuple(steps))


def goes_in_a_circle(flow: Flow) -> bool:
    """Return whether some way through the flow comes back to a step."""
    left = {step.id: {*_ends(step)} for step in flow.steps}
    while leaves := [name for name, ends in left.items() if not ends & left.keys()]:
        for name in leaves:
            del left[name]
    return bool(left)


def _ends(step: Step) -> tuple[str, str, str]:
    return step.yes, step.no, step.unknown


def _led(step: Step, old: str, new: str) -> Step:
    yes, no, unknown = (new if end == old else end for end in _ends(step))
    return replace(step, yes=yes, no=no, unknown=unknown)
