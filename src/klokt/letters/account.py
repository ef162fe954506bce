"""Write how a guideline was followed in an episode, from what was recorded and from nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from klokt.engine.pathway import Follower
from klokt.engine.record import Record
from klokt.engine.visits import Kept, Visit, answer, is_answered, kept, not_foreseen, visits
from klokt.errors import LetterError
from klokt.letters.compose import foot
from klokt.letters.document import Document, Printed
from klokt.letters.unit import NO_UNIT, Unit
from klokt.model.account import AccountPart
from klokt.model.checklist import Item
from klokt.model.duration import Duration
from klokt.model.duration import Unit as TimeUnit
from klokt.model.episode import Episode, Event
from klokt.wording.pathway import told_day
from klokt.wording.record import told_actor, told_actors, told_finding, told_found
from klokt.wording.told import told_duration, told_value
from klokt.words import Words

word = Words("klokt.letters")

_WHO = ("actor", "by")
"""Findings that are told beside the event and not among what it found."""


def account(follower: Follower, episode: Episode, on: date, language: str, unit: Unit = NO_UNIT) -> Document:
    """Return the account of an episode as it was recorded up to a day, in a language of the guideline.

    Every line is of an event or of one that is lacking; parts without any say so. Raises LetterError: K508 for a
    guideline that does not say how a course is accounted for, K504 where it is not written in the language.
    """
    guideline, frame = follower.guideline, follower.pathway.account
    if frame is None:
        raise LetterError("K508", f'guideline "{guideline.id}" does not say how a course is accounted for')
    if language not in frame.title:
        raise LetterError("K504", f'the account is not written in "{language}": {", ".join(frame.title)}')
    record = follower.recorder.record(episode.events, on)
    writing = _Writing(follower, record, language)
    opening = f"{frame.opening[language]} {word('as_of', language).format(day=told_day(on, language))}"
    return Document(
        letter="account",
        kind="account",
        addressee="record",
        language=language,
        title=frame.title[language],
        day=on,
        reference=episode.id,
        letterhead=unit.letterhead,
        paragraphs=(
            Printed("account_opening", "opening", opening),
            *filter(None, map(writing.part, frame.parts)),
            *writing.to_clarify(follower.unread(episode, on)),
        ),
        foot=tuple(foot(follower.compiled, language)),
    )


@dataclass(frozen=True, slots=True)
class _Writing:
    """What every part is written from."""

    follower: Follower
    record: Record
    language: str

    def part(self, part: AccountPart) -> Printed | None:
        """Return a part with its lines, or with the words that say that there are none; None where it has neither."""
        lines: dict[str, Callable[[AccountPart], Iterator[str]]] = {
            "plan": self._plan,
            "events": self._events,
            "answers": self._answers,
            "each": self._each,
            "changes": self._changes,
            "actors": self._actors,
        }
        items = tuple(Printed(part.id, "finding", line) for line in lines[part.shows](part))
        text = part.text if items else part.none
        if not text:
            return None
        return Printed(part.id, "finding", text[self.language], part.title[self.language], items)

    def to_clarify(self, unread: tuple[str, ...]) -> Iterator[Printed]:
        """Yield the part for what cannot be and what could not be read, where there is any."""
        events = self.follower.pathway.events
        said = [
            word("out_of_order", self.language).format(
                event=events[each.event].title[self.language], other=events[each.before].title[self.language]
            )
            for each in self.record.impossible
        ]
        said += [word("could_not_be_read", self.language).format(name=name) for name in unread]
        if said:
            heading, text = (word(key, self.language) for key in ("record_heading", "record_text"))
            items = tuple(Printed("to_clarify", "ask", line) for line in said)
            yield Printed("to_clarify", "ask", text, heading, items)

    def _plan(self, part: AccountPart) -> Iterator[str]:
        for each in kept(self.follower, self.record):
            title = each.contact.title[self.language]
            yield f"**{title}** ({self._day(each.due)}): {'; '.join(self._keeping(each))}"

    def _keeping(self, each: Kept) -> Iterator[str]:
        for day in each.held:
            late = (day - each.due).days
            key = "held_late" if late > 0 else "held_early" if late < 0 else "held_on"
            count = told_duration(Duration(abs(late), TimeUnit.DAYS), self.language)
            yield word(key, self.language).format(day=self._day(day), count=count)
        if not each.held:
            yield word("not_held" if each.due <= self.record.on else "not_yet_due", self.language)

    def _events(self, part: AccountPart) -> Iterator[str]:
        for event in self.record.of(part.events):
            told = "; ".join(self._findings(event, tuple(event.findings)))
            yield f"{self._headed(event)}{': ' if told else ''}{told}"

    def _each(self, part: AccountPart) -> Iterator[str]:
        for event in self.record.of(part.events):
            if told := "; ".join(self._findings(event, part.findings)):
                yield f"{self._headed(event)}: {told}"

    def _changes(self, part: AccountPart) -> Iterator[str]:
        before: tuple[object, ...] | None = None
        for event in self.record.of(part.events):
            now = tuple(event.findings.get(name) for name in part.findings)
            if any(each is not None for each in now) and now != before:
                before = now
                yield f"{self._headed(event)}: {'; '.join(self._findings(event, part.findings))}"

    def _answers(self, part: AccountPart) -> Iterator[str]:
        for visit in visits(self.follower, self.record):
            items = self._asked(part, visit)
            said = [(self._short(item), self._said(item, visit)) for item in items]
            parts = [f"{words}: {told}" for words, told in said if told]
            if silent := ", ".join(words for words, told in said if not told):
                parts.append(word("unanswered", self.language).format(items=silent))
            if parts:
                yield f"{self._headed(visit.event)}: {'; '.join(parts)}"

    def _short(self, item: Item) -> str:
        """The words of an item that stand before an answer; those of the question itself where it has no others."""
        return item.short.get(self.language) or item.words[self.language].rstrip("?")

    def _asked(self, part: AccountPart, visit: Visit) -> list[Item]:
        """The items of the part's lists at this contact; one between two planned ones has those of every contact."""
        work = self.follower.pathway.work
        contacts = {visit.contact} if visit.contact else {each.id for each in self.follower.pathway.contacts}
        lists = {each.id for each in work.checklists if each.id in part.checklists and contacts & set(each.contacts)}
        return [item for item in work.items if lists & set(item.checklists)]

    def _said(self, item: Item, visit: Visit) -> str:
        """The answer that a contact gave to an item, an empty text where it gave none."""
        guideline, event = self.follower.guideline, visit.event
        if not is_answered(guideline, item, event, self.record):
            return ""
        told = self._findings(event, item.findings[:1], bare=True) + self._findings(event, item.findings[1:])
        value = None if told or item.fact is None else answer(guideline, item, event, self.record)
        if value is not None and item.fact is not None:
            told = [told_value(guideline.facts[item.fact], value, self.language)]
        told += [self._began(each) for kind in item.events for each in self.record.of_type.get(kind, ())[:1]]
        return ", ".join(told)

    def _began(self, event: Event) -> str:
        """The title of an event with its day, as an answer."""
        return f"{self.follower.pathway.events[event.type].title[self.language]} {self._day(event.on)}"

    def _findings(self, event: Event, names: tuple[str, ...], bare: bool = False) -> list[str]:
        tell = told_found if bare else told_finding
        found = event.findings
        return [
            tell(self.follower.pathway, name, found[name], self.language)
            for name in names
            if name in found and name not in _WHO
        ]

    def _actors(self, part: AccountPart) -> Iterator[str]:
        pathway = self.follower.pathway
        for event, task, who in not_foreseen(pathway, self.record):
            yield word("done_by_another", self.language).format(
                event=self._headed(event, who=False),
                who=told_actor(pathway, who, self.language),
                may=told_actors(pathway, task.may, self.language),
            )

    def _headed(self, event: Event, who: bool = True) -> str:
        """The day and title of an event, with who held it, and which planned contact it was."""
        pathway = self.follower.pathway
        title = pathway.events[event.type].title[self.language]
        for visit in visits(self.follower, self.record):
            if visit.event is event and visit.contact != event.type:
                planned = {each.id: each.title[self.language] for each in pathway.contacts}
                title = planned.get(visit.contact, word("contact_between", self.language))
        names = [event.findings[name] for name in _WHO if isinstance(event.findings.get(name), str)]
        if who and names:
            title = word("by_whom", self.language).format(
                event=title, who=told_actor(pathway, str(names[0]), self.language)
            )
        return f"**{self._day(event.on)}**, {title}"

    def _day(self, day: date) -> str:
        return told_day(day, self.language)
