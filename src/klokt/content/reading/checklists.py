"""Read what belongs to the contacts of a pathway: checklists, who may do what, words for findings, and the account."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar, get_args

from klokt.content.reading.pathway_values import optional_condition
from klokt.content.reading.reader import Reader
from klokt.engine.parse import Names
from klokt.model.account import Account, AccountPart, PartShows
from klokt.model.checklist import Actor, Checklist, FindingForm, FindingWords, Item, ListKind, Task, Work
from klokt.model.fact import Texts

T = TypeVar("T")


class Blocks(Protocol):
    """The blocks of a folder, read kind by kind."""

    def each(self, kind: str, read: Callable[[Reader], T], /) -> list[T]:
        """Return every block of a kind, read."""


def read_work(blocks: Blocks, names: Names) -> Work:
    """Return what is said of the work at the contacts; nothing where no such block is there."""
    return Work(
        checklists=tuple(blocks.each("checklist", lambda reader: _checklist(reader, names))),
        items=tuple(blocks.each("item", _item)),
        actors=tuple(blocks.each("actor", _actor)),
        tasks=tuple(blocks.each("task", _task)),
        findings=tuple(blocks.each("finding", _finding)),
    )


def read_account(blocks: Blocks) -> Account | None:
    """Return how a course is accounted for, None where the guideline does not say."""
    frames = blocks.each("account", _account)
    parts = tuple(blocks.each("account_part", _account_part))
    return replace(frames[0], parts=parts) if frames else None


def _checklist(reader: Reader, names: Names) -> Checklist:
    return Checklist(
        id=reader.text("id"),
        title=reader.texts("title"),
        kind=reader.choice("kind", get_args(ListKind)),
        contacts=reader.names("contacts"),
        next_steps=reader.names("next_steps"),
        when=optional_condition(reader, "when", names),
        addition=reader.flag("addition"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def _item(reader: Reader) -> Item:
    return Item(
        id=reader.text("id"),
        checklists=reader.names("checklist", None),
        words=reader.texts("words"),
        short=reader.texts("short", {}),
        findings=reader.names("findings"),
        events=reader.names("events"),
        fact=reader.optional_text("fact"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def _actor(reader: Reader) -> Actor:
    return Actor(
        id=reader.text("id"),
        title=reader.texts("title"),
        names=reader.names("names", None),
        source=reader.names("source"),
        place=reader.block.place,
    )


def _task(reader: Reader) -> Task:
    return Task(
        id=reader.text("id"),
        title=reader.texts("title"),
        event=reader.text("event", ""),
        told_by=reader.text("told_by", ""),
        may=reader.names("may", None),
        next_steps=reader.names("next_steps"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def _finding(reader: Reader) -> FindingWords:
    labels = reader.table("labels")
    return FindingWords(
        id=reader.text("id"),
        title=reader.texts("title"),
        form=reader.choice("form", get_args(FindingForm), "words"),
        labels={value: _label(reader, value, texts) for value, texts in labels.items()},
        place=reader.block.place,
    )


def _label(reader: Reader, value: str, texts: object) -> Texts:
    if isinstance(texts, dict) and all(isinstance(each, str) for each in texts.values()):
        reader.languages(f"labels.{value}", texts)
        return {str(language): str(each) for language, each in texts.items()}
    reader.report(f"labels.{value}", "K104", f"labels.{value} must be a table of texts by language")
    return {}


def _account(reader: Reader) -> Account:
    return Account(
        title=reader.texts("title"),
        opening=reader.texts("opening"),
        answers=reader.optional_text("answers"),
        source=reader.names("source"),
        place=reader.block.place,
    )


def _account_part(reader: Reader) -> AccountPart:
    return AccountPart(
        id=reader.text("id"),
        title=reader.texts("title"),
        text=reader.texts("text"),
        shows=reader.choice("shows", get_args(PartShows)),
        none=reader.texts("none", {}),
        events=reader.names("events"),
        findings=reader.names("findings"),
        checklists=reader.names("checklists"),
        source=reader.names("source"),
        place=reader.block.place,
    )
