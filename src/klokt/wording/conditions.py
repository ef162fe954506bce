"""A condition in words for people: questions and titles with their answers, in groups that can be nested."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal as Only

from klokt.model import expression as ex
from klokt.model.expression import Expression, Value
from klokt.model.fact import FactDefinition
from klokt.model.guideline import Guideline
from klokt.wording.plain import plain
from klokt.wording.told import told_parameter, told_value, word


@dataclass(frozen=True, slots=True)
class Named:
    """A fact, rule or parameter by its question, title or name in words."""

    kind: Only["fact", "rule", "parameter"]
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one fact, rule or switch must be; `parameters` are those whose values the answer tells."""

    about: Named
    answer: str
    parameters: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """How many of its parts must hold, in words (`lead`), and the parts."""

    kind: Only["all", "any", "at_least", "at_most"]
    lead: str
    parts: tuple["Leaf | Group", ...]


Told = Leaf | Group


def told_condition(guideline: Guideline, condition: Expression, values: Mapping[str, Value], language: str) -> Told:
    """Return a condition in words; `values` are the parameters as they hold on the day it is told for.

    A `not` is told at the fact or rule itself ("Fever? no"), never before a group.
    """
    return _Teller(guideline, values, language).told(plain(condition))


def one_line(told: Told) -> str:
    """Return a condition in words on one line; groups inside others stand in brackets."""
    if isinstance(told, Leaf):
        named = "".join(f" ({parameter.words})" for parameter in told.parameters)
        mark = "" if told.about.words.endswith("?") else ":"
        return f"{told.about.words}{mark} {told.answer}{named}"
    parts = (one_line(part) if isinstance(part, Leaf) else f"({one_line(part)})" for part in told.parts)
    return f"{told.lead}: {'; '.join(parts)}"


def names_in(told: Told) -> Iterator[Named]:
    """Yield every fact, rule and parameter that the words name, in reading order."""
    if isinstance(told, Leaf):
        yield told.about
        yield from told.parameters
    else:
        for part in told.parts:
            yield from names_in(part)


def parameter_title(guideline: Guideline, name: str, language: str) -> str:
    """Return a parameter's name in words, or its id where the guideline gives it none in the language."""
    titles = [each.title[language] for each in guideline.parameters if each.name == name and language in each.title]
    return titles[-1] if titles else name


class _Teller:
    def __init__(self, guideline: Guideline, values: Mapping[str, Value], language: str) -> None:
        self.guideline = guideline
        self.values = values
        self.language = language

    def told(self, condition: Expression) -> Told:
        match condition:
            case ex.And(operands):
                return self.group("all", operands, len(operands))
            case ex.Or(operands):
                return self.group("any", operands, 1)
            case ex.AtLeast(count, operands):
                return self.group("at_least", operands, count)
            case ex.Not(ex.AtLeast(count, operands)):
                return self.group("at_most", operands, count - 1)
            case ex.Not(operand):
                return self.leaf(operand, False)
        return self.leaf(condition, True)

    def group(
        self, kind: Only["all", "any", "at_least", "at_most"], operands: tuple[Expression, ...], count: int
    ) -> Told:
        parts = [self.told(operand) for operand in operands]
        if kind in ("all", "any"):
            parts = _joined(operands, parts, self.word("and" if kind == "all" else "or"))
        if len(parts) == 1:
            return parts[0]
        return Group(kind, self.word(kind).format(count=count), tuple(parts))

    def leaf(self, condition: Expression, holds: bool) -> Leaf:
        yes_or_no = self.word("yes" if holds else "no")
        match condition:
            case ex.FactRef(name):
                return Leaf(self.fact(name), yes_or_no)
            case ex.RuleRef(name):
                return Leaf(Named("rule", name, self.guideline.rules[name].title[self.language]), yes_or_no)
            case ex.ParameterRef(name):
                now = self.word("set_to").format(value=told_parameter(self.values[name], self.language))
                return Leaf(self.parameter(name), f"{yes_or_no} ({now})")
            case ex.Known(ex.FactRef(name)):
                return Leaf(self.fact(name), self.word("stated" if holds else "not_stated"))
            case ex.OneOf(ex.FactRef(name), choices):
                return Leaf(self.fact(name), self.one_of(self.guideline.facts[name], choices, holds))
            case ex.Compare(sign, ex.FactRef(name), right):
                return self.compared(sign, name, right)
        raise ValueError("a condition that is always or never so is no condition")

    def compared(self, sign: ex.Operator, name: str, right: ex.Literal | ex.ParameterRef) -> Leaf:
        fact = self.guideline.facts[name]
        if isinstance(right, ex.ParameterRef):
            value = told_parameter(self.values[right.name], self.language)
            return Leaf(self.fact(name), self.word(sign).format(value=value), (self.parameter(right.name),))
        if isinstance(right.value, str):
            return Leaf(self.fact(name), self.one_of(fact, (right.value,), sign == "=="))
        return Leaf(self.fact(name), self.word(sign).format(value=told_parameter(right.value, self.language)))

    def one_of(self, fact: FactDefinition, choices: tuple[str, ...], holds: bool) -> str:
        *others, last = (told_value(fact, choice, self.language) for choice in choices)
        named = f"{', '.join(others)} {self.word('or')} {last}" if others else last
        return named if holds else self.word("other_than").format(value=named)

    def fact(self, name: str) -> Named:
        return Named("fact", name, self.guideline.facts[name].question[self.language])

    def parameter(self, name: str) -> Named:
        return Named("parameter", name, parameter_title(self.guideline, name, self.language))

    def word(self, key: str) -> str:
        return word(key, self.language)


def _joined(operands: tuple[Expression, ...], parts: list[Told], between: str) -> list[Told]:
    """The parts, where single answers to the same question are told together: "stated and yes"."""
    found: dict[object, Told] = {}
    for place, (operand, part) in enumerate(zip(operands, parts, strict=True)):
        if isinstance(part, Leaf) and not isinstance(operand, ex.And | ex.Or):
            earlier = found.get(part.about)
            found[part.about] = _both(earlier, part, between) if isinstance(earlier, Leaf) else part
        else:
            found[place] = part
    return list(found.values())


def _both(one: Leaf, other: Leaf, between: str) -> Leaf:
    named = tuple(dict.fromkeys((*one.parameters, *other.parameters)))
    return Leaf(one.about, f"{one.answer} {between} {other.answer}", named)
