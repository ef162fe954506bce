"""Put the blocks of a folder together to a guideline, and report what does not fit."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from klokt.content.problem import Problem, found
from klokt.content.reading.blocks import Block
from klokt.content.reading.checklists import read_account, read_work
from klokt.content.reading.episodes import read_example
from klokt.content.reading.facts import codes_in, read_document, read_fact, read_parameter, read_reference
from klokt.content.reading.letters import read_letter, read_paragraph
from klokt.content.reading.pathway import (
    read_caution,
    read_clock,
    read_contact,
    read_event,
    read_leg,
    read_milestone,
    read_next_step,
    read_pathway,
    read_reading,
    read_stage,
    read_transition,
)
from klokt.content.reading.reader import Reader
from klokt.content.reading.sections import (
    NEXT,
    FlowText,
    StepText,
    read_case,
    read_flow,
    read_group,
    read_interpretation,
    read_not_a_rule,
    read_obligation,
    read_outcome,
    read_requirement,
    read_rule,
    read_source,
    read_step,
)
from klokt.engine.parse import Names, nearest
from klokt.model.expression import RuleRef, walk
from klokt.model.guideline import Flow, Guideline, Rule, Step
from klokt.model.pathway import Pathway

T = TypeVar("T")

_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_NAMESPACE = {
    "fact": "condition",
    "parameter": "condition",
    "rule": "condition",
    "source": "source",
    "interpretation": "source",
    "not_a_rule": "source",
    "step": "exit",
    "outcome": "exit",
    "contact": "day",
    "milestone": "day",
}
"""Kinds that are named in the same places, so that an id can stand for one of them only."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """The blocks of a folder and the problems found so far."""

    blocks: Sequence[Block]
    problems: list[Problem]

    def each(self, kind: str, read: Callable[[Reader], T]) -> list[T]:
        """Return every block of a kind, read; keys left over are problems."""
        items = []
        for block in self.blocks:
            if block.kind == kind:
                reader = Reader(block, self.problems)
                items.append(read(reader))
                reader.finish()
        return items


def name_of(block: Block) -> str:
    """Return the id of a block, the name of a fact, parameter or case, or the fact that a reading gives."""
    return block.name or str(block.data.get("id", block.data.get("name", block.data.get("fact", ""))))


def assemble(blocks: Sequence[Block], wording: str, problems: list[Problem]) -> Guideline | None:
    """Return the guideline that the blocks tell, or None where guideline.toml is not there."""
    assembly = Assembly(blocks, problems)
    report_names(blocks, problems)
    guidelines = assembly.each("guideline", lambda reader: _identity(reader, wording))
    facts = {fact.name: fact for fact in assembly.each("fact", read_fact)}
    parameters = tuple(assembly.each("parameter", read_parameter))
    rule_ids = [name_of(block) for block in blocks if block.kind == "rule"]
    names = Names(facts, {parameter.name: parameter.value for parameter in parameters}, rule_ids)
    rules = {rule.id: rule for rule in assembly.each("rule", lambda reader: read_rule(reader, names))}
    report_cycles(rules, problems)
    assembly.each("reference", read_reference)
    if not guidelines:
        return None
    return replace(
        guidelines[0],
        parameters=parameters,
        documents={document.id: document for document in assembly.each("document", read_document)},
        sources={source.id: source for source in assembly.each("source", read_source)},
        not_rules=tuple(assembly.each("not_a_rule", read_not_a_rule)),
        interpretations={each.id: each for each in assembly.each("interpretation", read_interpretation)},
        facts=facts,
        rules=rules,
        flows=_flows(assembly, names),
        outcomes={outcome.id: outcome for outcome in assembly.each("outcome", read_outcome)},
        obligations={each.id: each for each in assembly.each("obligation", lambda r: read_obligation(r, names))},
        requirements={each.id: each for each in assembly.each("requirement", lambda r: read_requirement(r, names))},
        groups={each.id: each for each in assembly.each("group", lambda r: read_group(r, names))},
        letters={each.id: each for each in assembly.each("letter", lambda r: read_letter(r, names))},
        paragraphs=tuple(assembly.each("paragraph", lambda r: read_paragraph(r, names))),
        cases=tuple(assembly.each("case", read_case)),
        pathway=_pathway(assembly, names),
    )


def _identity(reader: Reader, wording: str) -> Guideline:
    languages = reader.names("languages", None)
    reader.languages("languages", languages)
    return Guideline(
        id=reader.text("id"),
        edition=reader.text("edition"),
        title=reader.texts("title"),
        publisher=reader.text("publisher"),
        status=reader.text("status"),
        owner=reader.text("owner"),
        languages=languages,
        serves=reader.names("serves", None),
        serves_sites=reader.names("serves_sites"),
        country=reader.country("country"),
        about=codes_in(reader, "about"),
        valid_from=reader.day("valid_from"),
        valid_to=reader.optional_day("valid_to"),
        content_hash=wording,
    )


def _pathway(assembly: Assembly, names: Names) -> Pathway | None:
    """The pathway with its parts, None where no pathway block is there; two of them are a problem."""
    frames = assembly.each("pathway", read_pathway)
    for frame in frames[1:]:
        assembly.problems.append(found("K105", frame.place, "a guideline has one pathway", f"see {frames[0].place}"))
    parts = Pathway(
        begins="",
        renewed_after="",
        events={each.id: each for each in assembly.each("event", read_event)},
        readings=tuple(assembly.each("reading", read_reading)),
        contacts=tuple(assembly.each("contact", read_contact)),
        milestones={each.id: each for each in assembly.each("milestone", lambda r: read_milestone(r, names))},
        clocks={each.id: each for each in assembly.each("clock", lambda r: read_clock(r, names))},
        stages={each.id: each for each in assembly.each("stage", lambda r: read_stage(r, names))},
        transitions=tuple(assembly.each("transition", lambda r: read_transition(r, names))),
        next_steps={each.id: each for each in assembly.each("next_step", read_next_step)},
        cautions=tuple(assembly.each("caution", lambda r: read_caution(r, names))),
        legs=tuple(assembly.each("leg", read_leg)),
        examples=tuple(assembly.each("episode", read_example)),
        work=read_work(assembly, names),
        account=read_account(assembly),
    )
    if not frames:
        return None
    frame = frames[0]
    return replace(
        parts,
        begins=frame.begins,
        renewed_after=frame.renewed_after,
        continues=frame.continues,
        foregoing=frame.foregoing,
        default=frame.default,
        indications=frame.indications,
        source=frame.source,
        place=frame.place,
    )


def _flows(assembly: Assembly, names: Names) -> Mapping[str, Flow]:
    steps = {text.step.id: text for text in assembly.each("step", lambda reader: read_step(reader, names))}
    flows = {text.flow.id: text for text in assembly.each("flow", read_flow)}
    for text in steps.values():
        for flow in text.flows:
            if flow not in flows or text.step.id not in flows[flow].steps:
                hint = (
                    nearest(flow, flows) if flow not in flows else f"add it to the steps of {flow}, or drop {flow} here"
                )
                _report(assembly, text.block, "flow", f'step "{text.step.id}" does not stand in flow "{flow}"', hint)
    return {name: replace(text.flow, steps=_steps(assembly, text, steps)) for name, text in flows.items()}


def _steps(assembly: Assembly, flow: FlowText, steps: Mapping[str, StepText]) -> tuple[Step, ...]:
    found = []
    for name, following in zip(flow.steps, [*flow.steps[1:], NEXT], strict=False):
        text = steps.get(name)
        if flow.steps.count(name) > 1:
            _report(assembly, flow.block, "steps", f'step "{name}" is listed twice', "drop one of them")
        elif text is None:
            _report(assembly, flow.block, "steps", f'there is no step "{name}"', nearest(name, steps))
        elif flow.flow.id not in text.flows:
            message = f'flow "{flow.flow.id}" lists step "{name}", which does not name that flow'
            _report(assembly, text.block, "flow", message, f'add "{flow.flow.id}"')
        else:
            exits = [following if end == NEXT else end for end in (text.step.yes, text.step.no, text.step.unknown)]
            found.append(replace(text.step, yes=exits[0], no=exits[1], unknown=exits[2]))
    return tuple(found)


def _report(assembly: Assembly, block: Block, key: str, message: str, hint: str) -> None:
    assembly.problems.append(found("K111", block.at(key), message, hint))


def report_names(blocks: Iterable[Block], problems: list[Problem]) -> None:
    """Report ids that are not snake_case, and ids that stand for two things."""
    seen: dict[tuple[str, str], Block] = {}
    for block in blocks:
        name = name_of(block)
        if not name or block.kind in ("guideline", "reference"):
            continue
        if block.kind not in ("case", "episode") and not _SNAKE.fullmatch(name):
            hint = "lower case letters, digits and _"
            problems.append(found("K108", block.at("id"), f'"{name}" is not snake_case', hint))
        first = seen.setdefault((_NAMESPACE.get(block.kind, block.kind), name), block)
        if first is not block and not first.kind == block.kind == "parameter":
            message = f'{block.kind} "{name}" is already the name of a {first.kind}'
            problems.append(found("K105", block.at("id"), message, f"see {first.place}"))


def report_cycles(rules: Mapping[str, Rule], problems: list[Problem]) -> None:
    """Report rules that rest on themselves, once for each circle."""
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            circle = " -> ".join((*path[path.index(name) :], name))
            problems.append(found("K109", rules[name].place, f"rules go in a circle: {circle}"))
        elif name in rules and name not in done:
            done.add(name)
            for node in walk(rules[name].when):
                if isinstance(node, RuleRef):
                    visit(node.name, (*path, name))

    for name in rules:
        visit(name, ())
