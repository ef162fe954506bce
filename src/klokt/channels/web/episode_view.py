"""What the page of a course shows: the next step and why, the timeline, the checklists and the guarantees."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from klokt.channels.web.course_summary import Due, due_told, told_right
from klokt.channels.web.course_timeline import timeline_of
from klokt.channels.web.courses import Stand
from klokt.channels.web.links import Link, source_link
from klokt.channels.web.page import word
from klokt.drawing.timeline import table_of
from klokt.drawing.timeline_svg import draw_timeline
from klokt.engine.checklist import AtContact, Listed
from klokt.engine.visits import visits
from klokt.model.episode import ClockRun
from klokt.model.proposal import Evidence
from klokt.model.truth import Truth
from klokt.wording.pathway import told_day, told_entry, told_next_step, told_suspension
from klokt.wording.record import told_actor, told_actors
from klokt.wording.told import told_truth, told_urgency, told_value

WIDE, NARROW = 760.0, 340.0
"""The widths that a timeline is drawn in: for a screen, and for a telephone."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something told, with the places that it rests on; `more` are lines below it."""

    told: str
    sources: tuple[Link, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListView:
    """A checklist: its title, whether it was added to the source, and its items with whether each was answered."""

    title: str
    added: bool
    items: tuple[tuple[str, bool | None], ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A timeline as drawings for a wide and a narrow screen, and as a table: from, to, what, how it stands."""

    wide: Markup
    narrow: Markup
    table: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """All that the page says of a course on a day; `on` is that day as YYYY-MM-DD."""

    key: str
    id: str
    on: str
    day: str
    guideline_id: str
    guideline_title: str
    edition: str
    next_step: str
    urgency: str
    urgency_word: str
    who_may: str
    why: tuple[Told, ...]
    rests_on: tuple[tuple[str, str], ...]
    cautions: tuple[Told, ...]
    due: tuple[Due, ...]
    right: str
    timeline: Drawn
    contact: str
    lists: tuple[ListView, ...]
    step_lists: tuple[ListView, ...]
    guarantees: tuple[Told, ...]
    pauses: tuple[str, ...]
    indications: tuple[Told, ...]
    others: tuple[str, ...]
    impossible: tuple[tuple[str, str], ...]
    unread: tuple[str, ...]
    papers: tuple[str, ...]


def episode_view(stand: Stand, language: str, papers: tuple[str, ...]) -> EpisodeView:
    """Return the page of a course as it stands, in a language of its guideline; `papers` can be written of it."""
    return _Viewed(stand, language).view(papers)


class _Viewed:
    def __init__(self, stand: Stand, language: str) -> None:
        self.stand, self.language = stand, language
        self.state, self.course = stand.state, stand.course
        self.guideline, self.pathway = stand.follower.guideline, stand.follower.pathway

    def view(self, papers: tuple[str, ...]) -> EpisodeView:
        state, course, language, guideline = self.state, self.course, self.language, self.guideline
        return EpisodeView(
            key=self.stand.key,
            id=self.stand.episode.id,
            on=state.on.isoformat(),
            day=told_day(state.on, language),
            guideline_id=guideline.id,
            guideline_title=guideline.title[language],
            edition=guideline.edition,
            next_step=told_next_step(guideline, state.next_step, language),
            urgency=state.urgency or "",
            urgency_word=told_urgency(state.urgency, language) if state.urgency else "",
            who_may=told_actors(self.pathway, course.who_may, language) if course.who_may else "",
            why=tuple(self._why()),
            rests_on=tuple(self._rests_on()),
            cautions=tuple(self._cautions()),
            due=due_told(self.stand, language),
            right=told_right(self.stand, language),
            timeline=self._timeline(),
            contact=self._contact(course.at_contact),
            lists=tuple(self._list(each) for each in course.at_contact.lists) if course.at_contact else (),
            step_lists=tuple(self._list(each) for each in course.with_next_step),
            guarantees=tuple(self._guarantee(run) for run in state.clocks),
            pauses=tuple(self._pauses()),
            indications=tuple(self._indication(each) for each in course.indications),
            others=tuple(self._others()),
            impossible=tuple((self._event(each.event), self._event(each.before)) for each in state.impossible),
            unread=course.unread,
            papers=papers,
        )

    def _links(self, sources: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(source_link(self.guideline, each, self.language) for each in sources)

    def _why(self) -> Iterator[Told]:
        for each in self.pathway.transitions:
            if each.id == self.state.transition:
                yield Told(each.title[self.language], self._links(each.source))

    def _rests_on(self) -> Iterator[tuple[str, str]]:
        for name in self.state.rests_on:
            if name in self.state.facts:
                fact = self.guideline.facts[name]
                yield fact.question[self.language], told_value(fact, self.state.facts[name], self.language)

    def _cautions(self) -> Iterator[Told]:
        for each in self.pathway.cautions:
            if each.id in self.state.cautions:
                yield Told(each.title[self.language], self._links(each.source))

    def _timeline(self) -> Drawn:
        timeline = timeline_of(self.stand, self.language)

        def drawn(width: float) -> Markup:
            svg = draw_timeline(timeline, width, lambda day: told_day(day, self.language))
            return Markup(svg)  # noqa: S704 (the drawing escapes every text)

        rows = tuple(
            (
                told_day(line.start, self.language),
                told_day(line.end, self.language) if line.end else "",
                line.told,
                line.kind,
            )
            for line in table_of(timeline)
        )
        return Drawn(drawn(WIDE), drawn(NARROW), rows)

    def _contact(self, found: AtContact | None) -> str:
        """What the checklists stand under: the contact, whether it was held, and its day."""
        if found is None:
            return ""
        titles = {each.id: each.title[self.language] for each in self.pathway.contacts}
        title = titles.get(found.contact) or self._event(found.contact)
        key = "contact_due" if not found.held else "contact_was_held" if self._was_planned(found) else "contact_between"
        return word(key, self.language).format(contact=title, day=told_day(found.on, self.language))

    def _was_planned(self, found: AtContact) -> bool:
        """Whether it is the contact itself that was held, and not one in between that has its lists."""
        follower = self.stand.follower
        held = visits(follower, follower.recorder.record(self.stand.episode.events, self.state.on))
        return (found.contact, found.on) in {(visit.contact, visit.event.on) for visit in held}

    def _list(self, listed: Listed) -> ListView:
        checklist = listed.checklist
        items = tuple((each.item.words[self.language], each.answered) for each in listed.items)
        return ListView(checklist.title[self.language], checklist.addition, items, self._links(checklist.source))

    def _guarantee(self, run: ClockRun) -> Told:
        clock = self.pathway.clocks[run.clock]
        last = (run.deadline, word("last_day_in_time", self.language))
        entries = sorted([*((each.on, told_entry(each.what, self.language)) for each in run.ledger), last])
        more = tuple(f"{told_day(day, self.language)}: {what}" for day, what in entries)
        return Told(clock.title[self.language], self._links(clock.source), more)

    def _pauses(self) -> Iterator[str]:
        for pause in self.course.suspensions:
            title = self.pathway.clocks[pause.clock].title[self.language]
            yield f"{title}: {told_suspension(pause, self.language)}"

    def _indication(self, each: Evidence) -> Told:
        rule = self.guideline.rules[each.rule]
        told = f"{rule.title[self.language]}: {told_truth(each.holds, self.language)}"
        lacking = () if each.holds is Truth.YES else tuple(self._lacking(each))
        return Told(told, self._links(rule.source), lacking)

    def _lacking(self, each: Evidence) -> Iterator[str]:
        for key, names in (("against", each.against), ("lacking", each.lacking)):
            for name in names:
                yield f"{word(key, self.language)} {self.guideline.facts[name].question[self.language]}"

    def _others(self) -> Iterator[str]:
        for event, task, who in self.course.done_by_others:
            yield word("done_by_another", self.language).format(
                day=told_day(event.on, self.language),
                event=self._event(event.type),
                who=told_actor(self.pathway, who, self.language),
                may=told_actors(self.pathway, task.may, self.language),
            )

    def _event(self, kind: str) -> str:
        return self.pathway.events[kind].title[self.language]
