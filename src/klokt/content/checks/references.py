"""Names that must lead somewhere: sources, documents, facts, rules, flows and outcomes."""

from collections.abc import Iterable, Iterator

from klokt.content.cases import UNDECIDED
from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.engine.parse import nearest
from klokt.model.guideline import Case, Guideline
from klokt.model.pathway_parts import pathway_parts


def name_of_the_folder(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """A guideline that the library would know by another id than its own."""
    folder = loaded.folder.resolve().name
    if guideline.id != folder:
        message = f'the id is "{guideline.id}", and the folder is "{folder}"'
        yield found("K112", loaded.at("guideline", guideline.id, "id"), message, "give both the same name")


def named_sources(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Sources and interpretations that are named and are not there."""
    known = [*guideline.sources, *guideline.interpretations]
    for kind, name, sources in cited(guideline):
        for source in sources:
            if source not in known:
                place = loaded.at(kind, name, "source")
                yield found("K120", place, f'there is no source "{source}"', nearest(source, known))


def cited(guideline: Guideline) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the kind and id of each block that rests on sources, and the sources."""
    for rule in guideline.rules.values():
        yield "rule", rule.id, rule.source
    for flow in guideline.flows.values():
        for step in flow.steps:
            yield "step", step.id, step.source
    for outcome in guideline.outcomes.values():
        yield "outcome", outcome.id, outcome.source
    for obligation in guideline.obligations.values():
        yield "obligation", obligation.id, obligation.source
    for requirement in guideline.requirements.values():
        yield "requirement", requirement.id, requirement.source
    for group in guideline.groups.values():
        yield "group", group.id, group.source
    for parameter in guideline.parameters:
        yield "parameter", parameter.name, parameter.source
    for interpretation in guideline.interpretations.values():
        yield "interpretation", interpretation.id, interpretation.source
    for fact in guideline.facts.values():
        yield "fact", fact.name, fact.source
    for letter in guideline.letters.values():
        yield "letter", letter.id, letter.source
    for paragraph in guideline.paragraphs:
        yield "paragraph", paragraph.id, paragraph.source
    if guideline.pathway is not None:
        yield from pathway_parts(guideline.pathway)


def without_source(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Rules, steps, outcomes, obligations, parameters, letters, paragraphs and parts of a pathway without a source.

    A paragraph that tells what was assumed rests on the sources of the silences.
    """
    telling = [("paragraph", each.id) for each in guideline.paragraphs if each.tells]
    for kind, name in dict.fromkeys((kind, name) for kind, name, sources in cited(guideline) if not sources):
        if kind not in ("interpretation", "fact", "stage") and (kind, name) not in telling:
            hint = "name a source or interpretation block"
            yield found("K121", loaded.at(kind, name, "source"), f'{kind} "{name}" has no source', hint)


def silence_sources(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Silences that are read as a value by a source that is not there."""
    known = [*guideline.sources, *guideline.interpretations]
    for fact in guideline.facts.values():
        for audience, silence in fact.silence.items():
            if silence.source not in known:
                place = loaded.at("fact", fact.name, f"silence.{audience.value}")
                message = f'silence on "{fact.name}" rests on "{silence.source}", which is not there'
                yield found("K122", place, message, nearest(silence.source, known))


def documents(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Documents that a source or not_a_rule block names and that sources.toml does not have."""
    blocks = [("source", each.id, each.document) for each in guideline.sources.values()]
    blocks += [("not_a_rule", each.id, each.document) for each in guideline.not_rules]
    for kind, name, document in blocks:
        yield from missing(loaded, (kind, name, "document"), "document", [document], guideline.documents)


def obligations(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Outcomes that an obligation follows and facts that it asks for, and that are not there."""
    for obligation in guideline.obligations.values():
        where = ("obligation", obligation.id, "after")
        yield from missing(loaded, where, "outcome", [obligation.after], guideline.outcomes)
        yield from missing(loaded, ("obligation", obligation.id, "asks"), "fact", obligation.asks, guideline.facts)


def cases(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """What a case is about or expects, and that is not there."""
    for case in guideline.cases:
        for key, kind, names, known in _case_names(guideline, case):
            yield from missing(loaded, ("case", case.name, key), kind, names, known)


def _case_names(guideline: Guideline, case: Case) -> Iterator[tuple[str, str, Iterable[str], Iterable[str]]]:
    yield "rule", "rule", [case.rule] if case.rule else [], guideline.rules
    yield "flow", "flow", [case.flow] if case.flow else [], guideline.flows
    yield "obligation", "obligation", [case.obligation] if case.obligation else [], guideline.obligations
    yield "outcome", "outcome", [case.outcome] if case.outcome else [], guideline.outcomes
    without = [case.without_assumptions] if case.without_assumptions else []
    yield "without_assumptions", "outcome", without, [*guideline.outcomes, UNDECIDED]
    steps = [step.id for flow in guideline.flows.values() for step in flow.steps]
    yield "because", "rule or step", case.because, [*guideline.rules, *steps]
    yield "assumes", "fact", case.assumes or (), guideline.facts
    yield "missing", "fact", case.missing, guideline.facts
    yield "group", "group", [case.group] if case.group else [], guideline.groups
    yield "lacks", "requirement", case.lacks or (), guideline.requirements
    yield "given", "fact", case.given, guideline.facts


def given_values(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Values that a case gives and that the fact cannot have."""
    for case in guideline.cases:
        for name, value in case.given.items():
            try:
                if name in guideline.facts:
                    guideline.facts[name].read(value)
            except ValueError as error:
                unit = guideline.facts[name].unit
                hint = f"give {unit.value}" if unit else ""
                place = loaded.at("case", case.name, f"given.{name}")
                yield found("K123", place, f'case "{case.name}": {error}', hint)


def missing(
    loaded: Loaded, where: tuple[str, str, str], kind: str, names: Iterable[str], known: Iterable[str]
) -> Iterator[Problem]:
    """Names at a place (kind of block, id, key) that are not among those that are known."""
    for name in names:
        if name not in known:
            yield found("K120", loaded.at(*where), f'there is no {kind} "{name}"', nearest(name, known))
