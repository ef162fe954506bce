"""Read the guideline's own questions with their answers, a line each, as klokt itself writes them in a message."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from klokt.model.duration import Duration, Unit
from klokt.model.expression import Value
from klokt.model.fact import FactDefinition, FactKind, Origin, Span
from klokt.model.guideline import Guideline
from klokt.model.referral import Statement
from klokt.wording.told import told_duration, told_value

_LINE = re.compile(r"[^\n]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Answered:
    """The facts that were answered, and the rest of the text: as long as before, with blanks where the lines stood."""

    statements: tuple[Statement, ...]
    rest: str


def answered(text: str, guideline: Guideline) -> Answered:
    """Return what the lines say that are a question of the guideline and an answer to it, word for word."""
    titles = {f"{title}:" for each in guideline.requirements.values() for title in each.title.values()}
    asked = {
        question: (fact, language) for fact in guideline.facts.values() for language, question in fact.question.items()
    }
    found: list[Statement] = []
    rest = text
    for line in _LINE.finditer(text):
        told = line[0].strip()
        statement = _statement(told, line.start() + line[0].index(told), asked)
        if statement is not None:
            found.append(statement)
        if statement is not None or told in titles:
            rest = f"{rest[: line.start()]}{' ' * len(line[0])}{rest[line.end() :]}"
    return Answered(tuple(found), rest if found else text)


def _statement(line: str, start: int, asked: dict[str, tuple[FactDefinition, str]]) -> Statement | None:
    question, mark, answer = line.partition("? ")
    if f"{question}?" not in asked or not mark:
        return None
    fact, language = asked[f"{question}?"]
    value = next(_values(fact, answer.removesuffix("."), language), None)
    if value is None:
        return None
    return Statement(fact.name, value, Origin.TEXT, None, (Span(start, start + len(line), line),))


def _values(fact: FactDefinition, answer: str, language: str) -> Iterator[Value]:
    """Yield the values that are told with just these words."""
    folded = answer.casefold()
    if fact.kind is FactKind.BOOLEAN:
        yield from (value for value in (True, False) if told_value(fact, value, language).casefold() == folded)
    elif fact.kind is FactKind.CHOICE:
        yield from (each for each in fact.choices if told_value(fact, each, language).casefold() == folded)
    elif fact.kind in (FactKind.TEXT, FactKind.DATE):
        yield answer
    elif number := _NUMBER.match(answer):
        amount = float(number[0].replace(",", "."))
        exact = int(amount) if amount.is_integer() else amount
        if told_value(fact, exact, language).casefold() == folded:
            yield exact
        lengths = (Duration(exact, unit) for unit in Unit if fact.kind is FactKind.DURATION)
        yield from (each for each in lengths if told_duration(each, language).casefold() == folded)


def says_more(rest: str) -> bool:
    """Return whether there are words beside headings, which are lines that end with a colon."""
    return any(line.strip() and not line.strip().endswith(":") for line in rest.split("\n"))
