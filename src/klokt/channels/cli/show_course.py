"""Show in a terminal what stands beside the next step: what to ask at the contact, who may, pauses, indications."""

from collections.abc import Iterator

from klokt.engine.checklist import AtContact, Listed
from klokt.engine.course import Course
from klokt.engine.reasons import places
from klokt.model.episode import State
from klokt.model.guideline import Guideline
from klokt.model.proposal import Evidence
from klokt.model.truth import Truth
from klokt.wording.pathway import told_day, told_suspension
from klokt.wording.record import told_actor, told_actors
from klokt.wording.told import told_truth, told_value
from klokt.words import Words

word = Words("klokt.channels.cli")


class ShownCourse:
    """The lines that tell what stands beside the state of an episode, each kind under a heading of its own."""

    def __init__(self, guideline: Guideline, course: Course, state: State, language: str) -> None:
        if guideline.pathway is None:
            raise ValueError("the guideline has no pathway")
        self.guideline = guideline
        self.pathway = guideline.pathway
        self.course = course
        self.facts = state.facts
        self.language = language

    def contact_heading(self) -> str:
        """Return what the lists of the contact stand under: whether it was held or is due, with its day."""
        found = self.course.at_contact
        return "" if found is None else self._heading(found)

    def _heading(self, found: AtContact) -> str:
        titles = {each.id: each.title[self.language] for each in self.pathway.contacts}
        title = titles.get(found.contact) or self.pathway.events[found.contact].title[self.language]
        key = "contact_held_today" if found.held else "contact_due"
        return word(key, self.language).format(contact=title, day=told_day(found.on, self.language))

    def at_contact(self) -> Iterator[str]:
        """Yield a line for each checklist of the contact."""
        lists = self.course.at_contact.lists if self.course.at_contact else ()
        return (self._list(each) for each in lists)

    def with_next_step(self) -> Iterator[str]:
        """Yield a line for each checklist of the next step."""
        return (self._list(each) for each in self.course.with_next_step)

    def _list(self, listed: Listed) -> str:
        """A checklist on one line, with its place; an item without its answer is marked."""
        said = "; ".join(self._item(each.item.words[self.language], each.answered) for each in listed.items)
        added = f" ({word('addition', self.language)})" if listed.checklist.addition else ""
        document, locator = places(self.guideline, listed.checklist.source)[0]
        return f"{listed.checklist.title[self.language]}{added}: {said} [{document}: {locator}]"

    def _item(self, words: str, answered: bool | None) -> str:
        return words if answered is None else f"{words} {word('noted' if answered else 'not_noted', self.language)}"

    def who_may(self) -> Iterator[str]:
        """Yield who may take the next step, where the guideline says so."""
        if self.course.who_may:
            yield told_actors(self.pathway, self.course.who_may, self.language)

    def done_by_others(self) -> Iterator[str]:
        """Yield the events that others held than the guideline names."""
        for event, task, who in self.course.done_by_others:
            yield word("done_by_another", self.language).format(
                day=told_day(event.on, self.language),
                event=self.pathway.events[event.type].title[self.language],
                who=told_actor(self.pathway, who, self.language),
                may=told_actors(self.pathway, task.may, self.language),
            )

    def suspensions(self) -> Iterator[str]:
        """Yield each pause with the guarantee that it concerns and its effect on it."""
        for pause in self.course.suspensions:
            title = self.pathway.clocks[pause.clock].title[self.language]
            yield f"{title}: {told_suspension(pause, self.language)}"

    def indications(self) -> Iterator[str]:
        """Yield each indication, whether it holds, and what it lacks or what speaks against it, as questions."""
        return (self._indication(each) for each in self.course.indications)

    def _indication(self, each: Evidence) -> str:
        told = f"{self.guideline.rules[each.rule].title[self.language]}: {told_truth(each.holds, self.language)}"
        names = (("against", each.against), ("lacking", each.lacking)) if each.holds is not Truth.YES else ()
        said = [f"{word(key, self.language)}: {' '.join(map(self._question, facts))}" for key, facts in names if facts]
        return "; ".join([told, *said])

    def _question(self, name: str) -> str:
        """The question of a fact, with the answer where it is known."""
        fact = self.guideline.facts[name]
        told = f" {told_value(fact, self.facts[name], self.language)}." if name in self.facts else ""
        return fact.question[self.language] + told
