"""The whole page of a guideline: what it is, its flowcharts, parameters, sections, facts and documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from klokt.channels.web.guideline_blocks import Blocks, BlockView
from klokt.channels.web.guideline_cases import FlowCases, flow_cases
from klokt.channels.web.guideline_links import Link, Links, section_anchor
from klokt.channels.web.guideline_pathway import PathwayBlock, PathwayBlocks
from klokt.channels.web.page import word
from klokt.content.load import Loaded, usable
from klokt.content.reading.prose import Passage, Section, sections
from klokt.drawing.chart import Chart
from klokt.drawing.flowchart import draw
from klokt.drawing.stages import with_stages
from klokt.drawing.text import chart_text
from klokt.engine.compiled import parameters_on
from klokt.model.fact import Audience, FactDefinition, FactKind
from klokt.model.guideline import Case, Document, Guideline, Parameter
from klokt.wording.conditions import parameter_title
from klokt.wording.told import SITE_FIELD, told_parameter, told_unit, told_value


@dataclass(frozen=True, slots=True)
class SectionView:
    """A file of the guideline: its prose and blocks in the order in which they are written.

    `tries` are the rules whose cases stand in the file; they are shown under their rule.
    """

    anchor: str
    title: str
    items: tuple[Passage | BlockView | PathwayBlock | FlowCases, ...]
    tries: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ChartView:
    """A flowchart as a picture and as numbered lines."""

    anchor: str
    title: str
    svg: Markup
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParameterView:
    """A parameter by its name in words, with its values and the days from which they hold."""

    name: str
    title: str
    values: tuple[tuple[str, date], ...]
    overridable: bool
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SilenceView:
    """What silence on a fact is read as for an audience, and by which source; an empty reading is asked about."""

    audience: str
    read_as: str
    source: Link | None


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with what its answers can be and what silence means."""

    of: FactDefinition
    answers: tuple[str, ...]
    sites: tuple[str, ...]
    silences: tuple[SilenceView, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GuidelinePage:
    """All that the page shows of a guideline, in one language."""

    guideline: Guideline
    links: Links
    day: date
    reservations: str
    charts: tuple[ChartView, ...]
    parameters: tuple[ParameterView, ...]
    sections: tuple[SectionView, ...]
    letters: tuple[SectionView, ...]
    cases: tuple[SectionView, ...]
    facts: tuple[FactView, ...]
    documents: tuple[Document, ...]
    references: tuple[tuple[int, str], ...]


def guideline_page(loaded: Loaded, language: str) -> GuidelinePage:
    """Return the page of a guideline; its rules are told with the newest value of each parameter.

    Raises ContentError where the guideline has errors.
    """
    guideline = usable(loaded)
    on = max((parameter.valid_from for parameter in guideline.parameters), default=guideline.valid_from)
    files = sections(loaded.folder)
    links = Links(guideline, language, (section.file for section in files))
    values = parameters_on(guideline.parameters, on)
    blocks: tuple[BlockView | PathwayBlock, ...] = (
        *Blocks(links, values).views(),
        *PathwayBlocks(links, values).views(),
    )
    views = {section.file: _section(section, blocks, links) for section in files}
    return GuidelinePage(
        guideline=guideline,
        links=links,
        day=on,
        reservations=Chart(guideline, next(iter(guideline.flows)), language).reservations(),
        charts=tuple(_charts(guideline, language)),
        parameters=tuple(_parameters(guideline, links)),
        sections=tuple(view for file, view in views.items() if "/" not in file),
        letters=tuple(view for file, view in views.items() if file.startswith("letters/")),
        cases=tuple(view for file, view in views.items() if file.startswith("cases/")),
        facts=tuple(_fact(fact, links) for fact in guideline.facts.values()),
        documents=tuple(guideline.documents.values()),
        references=tuple(_references(loaded)),
    )


def _section(section: Section, blocks: Sequence[BlockView | PathwayBlock], links: Links) -> SectionView:
    """The passages, blocks and cases of flows of a file, by their line."""
    cases = [case for case in links.guideline.cases if case.place.file == section.file and case.flow]
    here = [(block.of.place.line, block) for block in blocks if block.of.place.file == section.file]
    placed: list[tuple[int, Passage | BlockView | PathwayBlock | Case]] = [
        *((passage.line, passage) for passage in section.passages),
        *here,
        *((case.place.line, case) for case in cases),
    ]
    items: list[Passage | BlockView | PathwayBlock | FlowCases] = []
    ordered = (item for _, item in sorted(placed, key=lambda pair: pair[0]))
    for kind, together in groupby(ordered, key=type):
        if kind is Case:
            items += flow_cases((item for item in together if isinstance(item, Case)), links)
        else:
            items += (item for item in together if not isinstance(item, Case))
    return SectionView(section_anchor(section.file), section.title, tuple(items), _tries(section.file, links))


def _tries(file: str, links: Links) -> tuple[Link, ...]:
    rules = links.guideline.rules
    tried = dict.fromkeys(case.rule for case in links.guideline.cases if case.rule and case.place.file == file)
    return tuple(links.speaker(name) for name in tried if rules[name].place.file != file)


def _charts(guideline: Guideline, language: str) -> Iterator[ChartView]:
    """The flowcharts, the receiver's before the referrer's and full ones before simplified ones, then the stages."""
    flows = guideline.flows.values()
    for flow in sorted(flows, key=lambda flow: (flow.audience is not Audience.RECEIVER, flow.variant != "full")):
        chart = Chart(guideline, flow.id, language)
        picture = Markup(draw(chart))  # noqa: S704 (the drawing escapes every text)
        yield ChartView(f"flow-{flow.id}", chart.title, picture, tuple(chart_text(chart)))
    staged = with_stages(guideline)
    for stage in staged.flows.values():
        chart = Chart(staged, stage.id, language)
        picture = Markup(draw(chart))  # noqa: S704 (as above)
        yield ChartView(f"flow-{stage.id}", chart.title, picture, tuple(chart_text(chart)))


def _parameters(guideline: Guideline, links: Links) -> Iterator[ParameterView]:
    by_name: dict[str, list[Parameter]] = {}
    for parameter in sorted(guideline.parameters, key=lambda each: each.valid_from):
        by_name.setdefault(parameter.name, []).append(parameter)
    for name, entries in by_name.items():
        yield ParameterView(
            name,
            parameter_title(guideline, name, links.language),
            tuple((told_parameter(entry.value, links.language), entry.valid_from) for entry in entries),
            any(entry.overridable for entry in entries),
            links.sources(dict.fromkeys(source for entry in entries for source in entry.source)),
        )


def _fact(fact: FactDefinition, links: Links) -> FactView:
    language = links.language
    sites = [each for each in links.guideline.facts.values() if each.field_name == SITE_FIELD]
    silences = []
    for audience in Audience:
        silence = fact.silence.get(audience)
        read_as = told_value(fact, silence.read_as, language) if silence else ""
        silences.append(SilenceView(audience.value, read_as, links.source(silence.source) if silence else None))
    return FactView(
        fact,
        _answers(fact, language),
        tuple(told_value(sites[0], site, language) if sites else site for site in fact.sites),
        tuple(silences),
        links.sources(fact.source),
    )


def _answers(fact: FactDefinition, language: str) -> tuple[str, ...]:
    match fact.kind:
        case FactKind.BOOLEAN:
            return tuple(told_value(fact, answer, language) for answer in (True, False))
        case FactKind.CHOICE:
            return tuple(told_value(fact, choice, language) for choice in fact.choices)
        case FactKind.TEXT | FactKind.DATE:
            return (word(f"guideline_{fact.kind.value}", language),)
    if fact.unit is None:
        return (word("guideline_number", language),)
    return (word("guideline_number_of", language).format(unit=told_unit(fact.unit, language)),)


def _references(loaded: Loaded) -> Iterator[tuple[int, str]]:
    """The bibliography of the documents, by its own numbers."""
    for block in loaded.blocks:
        match block.kind, block.data.get("number"), block.data.get("text"):
            case "reference", int(number), str(text):
                yield number, text
