"""Tell the state of an episode on a day: the next step, what is due and missed, the rights, and why."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter

from klokt.engine.certain import NONE_HOLDS, Branch, certain, first_certain
from klokt.engine.clocks import Deadline, as_day, run_clock
from klokt.engine.compiled import Compiled
from klokt.engine.dates import shift
from klokt.engine.explain import evaluator
from klokt.engine.found import Found
from klokt.engine.plan import Plan, Planned
from klokt.engine.readings import unread
from klokt.engine.record import Record, Recorder
from klokt.model.duration import Duration
from klokt.model.episode import ClockRun, DueDate, Episode, State
from klokt.model.expression import Value
from klokt.model.guideline import URGENCY_ORDER, Guideline
from klokt.model.pathway import Clock, Length, Milestone, NextStep, Pathway, Reading

_OF_THE_PLAN: dict[str, Callable[[Record, Planned], Value | None]] = {
    "record_impossible": lambda record, planned: bool(record.impossible),
    "contact_overdue": lambda record, planned: planned.overdue,
    "last_contact_held": lambda record, planned: planned.last_held,
}
_OF_A_CLOCK: dict[str, Callable[[ClockRun], bool]] = {
    "clock_started": lambda clock: True,
    "clock_running": attrgetter("is_open"),
    "clock_right": attrgetter("right"),
}
"""What the readings take that need more than events: of the plan, and of a clock that has begun."""


class Follower:
    """A guideline's pathway made ready for a day, with a unit's own parameters where it may have them.

    Raises ValueError for a guideline without a pathway, ParameterError for an override that is not allowed.
    """

    def __init__(self, guideline: Guideline, on: date, overrides: Mapping[str, Value] | None = None) -> None:
        if guideline.pathway is None:
            raise ValueError(f'guideline "{guideline.id}" has no pathway')
        self.guideline = guideline
        self.pathway: Pathway = guideline.pathway
        self.overrides = overrides
        self.compiled = Compiled(guideline, on, overrides)
        scope = self.compiled.scope
        self.recorder = Recorder(self.pathway, self.length(self.pathway.renewed_after))
        self.plan = Plan(self.pathway.contacts, [self.length(each.after) for each in self.pathway.contacts])
        self.found = Found(self.pathway, guideline.facts)

        def taking(takes: Container[str]) -> list[Reading]:
            return [each for each in self.pathway.readings if each.take in takes]

        self.of_the_plan = [(each.fact, _OF_THE_PLAN[each.take]) for each in taking(_OF_THE_PLAN)]
        self.of_clocks = [(each.fact, each.of, _OF_A_CLOCK[each.take]) for each in taking(_OF_A_CLOCK)]
        self.of_milestones = [(each.fact, self.pathway.milestones[each.of]) for each in taking(["milestone_passed"])]
        self.of_condition = [(each.fact, set(guideline.facts[each.fact].choices)) for each in taking(["condition"])]
        self.deadlines = {each.id: self._deadline(each) for each in self.pathway.clocks.values()}
        self.required = {each.id: certain(each.requires, scope) for each in self.pathway.clocks.values()}
        self.evaluators = [evaluator(each.when, scope) for each in self.pathway.transitions]
        self.first = first_certain(self._branches(), scope)
        self.tells = {each.id: certain(each.when, scope) for each in self.pathway.milestones.values()}
        self.cautions = [(each, certain(each.when, scope)) for each in self.pathway.cautions]
        self.after = {
            each.id: shift(self.length(each.after))
            for each in self.pathway.milestones.values()
            if each.after is not None
        }

    def length(self, length: Length) -> Duration:
        """Return a length of time; that of a parameter as it holds on the day."""
        value = self.compiled.parameters[length] if isinstance(length, str) else length
        if not isinstance(value, Duration):
            raise TypeError(f"{length} is no length of time")
        return value

    def budget(self, clock: Clock, start: date) -> Duration:
        """Return the length of a guarantee that began on a day, or that of an option that is on."""
        return next(length for since, length in reversed(self._budgets(clock)) if since <= start)

    def _budgets(self, clock: Clock) -> list[tuple[date, Duration]]:
        """The lengths of a guarantee by the day from which each holds; the first holds before its day too."""
        budget = clock.budget
        if clock.option is not None and self.compiled.parameters[clock.option[0]] is True:
            budget = clock.option[1]
        if isinstance(budget, Duration) or budget in (self.overrides or {}):
            return [(date.min, self.length(budget))]
        entries = sorted(
            (each for each in self.guideline.parameters if each.name == budget), key=lambda each: each.valid_from
        )
        lengths = [(each.valid_from, each.value) for each in entries if isinstance(each.value, Duration)]
        return [(date.min, lengths[0][1]), *lengths[1:]]

    def _deadline(self, clock: Clock) -> Deadline:
        """The last day by the length that held on the day the guarantee began, or that of an option that is on."""
        lengths = [(since, shift(length)) for since, length in self._budgets(clock)]

        def deadline(start: date) -> date:
            return [after for since, after in lengths if since <= start][-1](start)

        return deadline

    def _branches(self) -> list[Branch]:
        numbered = list(enumerate(self.pathway.transitions))
        return [
            (stage.when, [(each.when, number) for number, each in numbered if each.stage == stage.id])
            for stage in self.pathway.stages.values()
        ]

    def _facts(self, episode: Episode, record: Record, planned: Planned) -> dict[str, Value]:
        """The facts that the events and the plan give: all but those of clocks and milestones."""
        facts = self.found.facts(record)
        for name, read_plan in self.of_the_plan:
            value = read_plan(record, planned)
            if value is not None:
                facts[name] = value
        for name, choices in self.of_condition:
            if episode.condition in choices:
                facts[name] = episode.condition or ""
        return facts

    def state(self, episode: Episode, on: date) -> State:
        """Return where the episode stands on a day. Events after that day are not looked at."""
        record = self.recorder.record(episode.events, on)
        planned = self.plan.planned(record)
        facts = self._facts(episode, record, planned)
        clocks = self._clocks(record, facts)
        for name, clock, take in self.of_clocks:
            facts[name] = clock in clocks and take(clocks[clock])
        for name, milestone in self.of_milestones:
            day = self.day_of(milestone, record)
            facts[name] = day is not None and day < on
        number = self.first(facts)
        taken = None if number == NONE_HOLDS else self.pathway.transitions[number]
        step = self.pathway.next_steps[taken.leads_to if taken else self.pathway.default]
        told = [caution for caution, holds in self.cautions if holds(facts)]
        return State(
            on=on,
            next_step=step.id,
            transition=taken.id if taken else None,
            rests_on=() if taken is None else self.evaluators[number](facts, facts)[1],
            urgency=_most_urgent([step.urgency, *(each.urgency for each in told)]),
            due=tuple(self._due(step, record, facts, planned, clocks.values())),
            missed=planned.missed,
            rights=tuple([self.pathway.clocks[each.clock].right for each in clocks.values() if each.right]),
            cautions=tuple([each.id for each in told]),
            clocks=tuple(clocks.values()),
            impossible=record.impossible,
            facts=facts,
        )

    def unread(self, episode: Episode, on: date = date.max) -> tuple[str, ...]:
        """Return what the episode tells that the pathway cannot read: types of events, and event.finding."""
        return unread(self.recorder.record(episode.events, on), self.pathway, self.guideline.facts)

    def _clocks(self, record: Record, facts: Mapping[str, Value]) -> dict[str, ClockRun]:
        """Run every clock; none runs on a record that cannot be."""
        running: dict[str, ClockRun] = {}
        for name, clock in () if record.impossible else self.pathway.clocks.items():
            ran = run_clock(clock, record, self.deadlines[name], self.required[name](facts))
            if ran is not None:
                running[name] = ran
        return running

    def day_of(self, milestone: Milestone, record: Record) -> date | None:
        """Return the day of a milestone, None where it has none."""
        if not milestone.events:
            return record.on
        events = record.of(milestone.events)
        if milestone.finding is not None:
            days = [day for each in events if (day := as_day(each.findings.get(milestone.finding))) is not None]
            return days[-1] if days else None
        return self.after[milestone.id](events[0].on) if events else None

    def _due(
        self,
        step: NextStep,
        record: Record,
        facts: Mapping[str, Value],
        planned: Planned,
        clocks: Iterable[ClockRun],
    ) -> Iterator[DueDate]:
        """The days that the next step shows, in the order in which it names them."""
        days = {each.what: each for each in planned.due} | _of_clocks(self.pathway, clocks)
        for what in step.shows:
            milestone = self.pathway.milestones.get(what)
            if milestone is None:
                if what in days:
                    yield days[what]
            elif (day := self.day_of(milestone, record)) is not None and self.tells[what](facts):
                last = self.day_of(self.pathway.milestones[milestone.until], record) if milestone.until else None
                if last is None or record.on <= last:
                    yield DueDate(what, day)


def _of_clocks(pathway: Pathway, clocks: Iterable[ClockRun]) -> dict[str, DueDate]:
    """The last day of each open guarantee, and the first day of each right that stands."""
    days: dict[str, DueDate] = {}
    for run_ in clocks:
        clock = pathway.clocks[run_.clock]
        if run_.is_open:
            days[clock.deadline] = DueDate(clock.deadline, run_.deadline)
        if run_.right and run_.right_from is not None:
            days[clock.right_from] = DueDate(clock.right_from, run_.right_from)
    return days


def _most_urgent(grades: Sequence[str | None]) -> str | None:
    given = [grade for grade in grades if grade is not None]
    return min(given, key=URGENCY_ORDER.index) if given else None
