"""Show the state of an episode in a terminal, in the words of the guideline."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from klokt.channels.cli.show_course import ShownCourse
from klokt.channels.cli.terminal import Style, printable
from klokt.engine.course import Course
from klokt.model.episode import Breach, ClockRun, Episode, State
from klokt.model.guideline import Guideline
from klokt.model.pathway import Pathway
from klokt.wording.pathway import told_day, told_due, told_entry, told_next_step
from klokt.wording.told import told_urgency, told_value
from klokt.words import Words

word = Words("klokt.channels.cli")


class ShownState:
    """The lines that tell a person where an episode stands."""

    def __init__(
        self,
        guideline: Guideline,
        episode: Episode,
        state: State,
        course: Course,
        language: str,
        style: Style,
        columns: int = 100,
    ) -> None:
        if guideline.pathway is None:
            raise ValueError("the guideline has no pathway")
        self.guideline = guideline
        self.pathway: Pathway = guideline.pathway
        self.episode = episode
        self.state = state
        self.beside = ShownCourse(guideline, course, state, language)
        self.unread = course.unread
        self.language = language
        self.style = style
        self.columns = columns

    def lines(self) -> Iterator[str]:
        """Yield the whole answer, the next step first."""
        state, language = self.state, self.language
        title = f"{self.guideline.title[language]} ({self.guideline.edition})"
        yield self.style(f"{printable(self.episode.id)}  {title}, {told_day(state.on, language)}", "bold")
        colour = {"acute": "red", "subacute": "yellow"}.get(state.urgency or "", "green")
        yield f"  {self.style(told_next_step(self.guideline, state.next_step, language), colour)}"
        urgency = f", {told_urgency(state.urgency, language)}" if state.urgency else ""
        yield f"    {state.next_step}{urgency}"
        yield from self._list("why", self._why())
        yield from self._list("who_may", self.beside.who_may())
        yield from self._list("cautions", self._cautions())
        yield from self._list("due_dates", (self._dated(each.what, told_day(each.on, language)) for each in state.due))
        yield from self._list(
            "missed_contacts", (self._dated(each.what, told_day(each.on, language)) for each in state.missed)
        )
        yield from self._list("guarantees", (line for run in state.clocks for line in self._clock(run)))
        yield from self._list("suspensions", self.beside.suspensions())
        yield from self._list("indications_lack", self.beside.indications())
        yield from self._under(self.beside.contact_heading(), self.beside.at_contact())
        yield from self._list("with_next_step", self.beside.with_next_step())
        yield from self._list("done_by_others", self.beside.done_by_others())
        yield from self._list("impossible", (self._impossible(each.event, each.before) for each in state.impossible))
        yield from self._list("unread", self.unread)
        yield self.style(f"  {word('person', language)}", "faint")
        yield ""

    def _list(self, key: str, entries: Iterable[str]) -> Iterator[str]:
        return self._under(word(key, self.language), entries)

    def _under(self, heading: str, entries: Iterable[str]) -> Iterator[str]:
        """Yield the entries under a heading; nothing where there are none."""
        for number, entry in enumerate(entries):
            if number == 0:
                yield f"    {self.style(heading, 'bold')}"
            yield from wrap(printable(entry), self.columns, initial_indent="    - ", subsequent_indent="      ")

    def _why(self) -> Iterator[str]:
        facts = self.guideline.facts
        for transition in self.pathway.transitions:
            if transition.id == self.state.transition:
                yield transition.title[self.language]
        for name in self.state.rests_on:
            if name in self.state.facts:
                told = told_value(facts[name], self.state.facts[name], self.language)
                yield f"{facts[name].question[self.language]} {told}"

    def _cautions(self) -> Iterator[str]:
        return (each.title[self.language] for each in self.pathway.cautions if each.id in self.state.cautions)

    def _dated(self, what: str, day: str) -> str:
        return f"{told_due(self.pathway, what, self.language)}: {day}"

    def _clock(self, run: ClockRun) -> Iterator[str]:
        """The guarantee with its ledger: what happened, on which day, and its last day."""
        last = (run.deadline, word("last_day_in_time", self.language))
        entries = sorted([*((each.on, told_entry(each.what, self.language)) for each in run.ledger), last])
        told = "; ".join(f"{told_day(day, self.language)} {what}" for day, what in entries)
        yield f"{self.pathway.clocks[run.clock].title[self.language]}: {told}"

    def _impossible(self, event: str, before: str) -> str:
        one, other = (self.pathway.events[name].title[self.language] for name in (event, before))
        return f"{one} < {other}"


def forecast_lines(breaches: Sequence[Breach]) -> Iterator[str]:
    """Yield a table of the guarantees that break, as lines of columns."""
    heads = ("right from", "in days", "episode", "guarantee")
    rows = [
        (each.right_from.isoformat(), str(each.days_left), printable(each.episode), each.clock + _if(each))
        for each in breaches
    ]
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(4)]
    for row in (heads, *rows):
        yield "  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip()


def _if(breach: Breach) -> str:
    return " (if its condition is met)" if breach.conditional else ""
