"""Read facts, parameters and documents: what the rules of a guideline may speak of."""

from collections.abc import Mapping
from dataclasses import replace

from klokt.content.reading.reader import Reader
from klokt.engine.parse import nearest
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Value
from klokt.model.fact import REFERRAL_FIELDS, Audience, Code, FactDefinition, FactKind, Said, Silence, Texts
from klokt.model.guideline import Document, Parameter


def read_document(reader: Reader) -> Document:
    """Return a source document."""
    return Document(
        id=reader.text("id"),
        title=reader.text("title"),
        publisher=reader.text("publisher"),
        published=reader.text("published"),
        language=reader.text("language"),
        place=reader.block.place,
    )


def read_reference(reader: Reader) -> int:
    """Check an entry of a document's bibliography and return its number."""
    reader.text("text")
    return reader.number("number")


def read_parameter(reader: Reader) -> Parameter:
    """Return a dated value: true or false, a number, or a duration such as "12 weeks"."""
    return Parameter(
        name=reader.text("name"),
        value=read_value(reader, "value"),
        valid_from=reader.day("valid_from"),
        title=reader.texts("title", {}),
        source=reader.names("source"),
        overridable=reader.flag("overridable"),
        place=reader.block.place,
    )


def read_value(reader: Reader, key: str) -> Value:
    """Return true or false, a number, or a duration; what is none of them is a problem, and 0 stands for it."""
    match reader.raw(key):
        case bool() | int() | float() as value:
            return value
        case str() as text:
            try:
                return Duration.parse(text)
            except ValueError as error:
                hint = "the units are days, weeks, months and years"
                reader.report(key, "K104", str(error), hint)
        case _:
            reader.report(key, "K104", f"{key} must be true or false, a number, or a duration")
    return 0


def read_fact(reader: Reader) -> FactDefinition:
    """Return the definition of a fact, with what silence means for each audience."""
    told = len(reader.problems)
    kind = FactKind(reader.choice("type", [kind.value for kind in FactKind]) or "boolean")
    unit = _unit(reader, kind)
    definition = FactDefinition(
        name=reader.block.name,
        kind=kind,
        question=reader.texts("question"),
        unit=unit,
        choices=reader.names("choices"),
        labels=_labels(reader),
        help=reader.texts("help", {}),
        field_name=_field(reader),
        sites=reader.names("sites"),
        fixed=reader.flag("fixed"),
        codes=codes_in(reader, "codes"),
        source=reader.names("source"),
        place=reader.block.place,
    )
    if kind is FactKind.CHOICE and not definition.choices:
        reader.report("choices", "K103", "a choice must have choices")
    reader.table("silence")
    return definition if len(reader.problems) > told else replace(definition, silence=_silence(reader, definition))


def _unit(reader: Reader, kind: FactKind) -> Unit | None:
    if reader.optional_text("unit") is not None:
        return Unit(reader.choice("unit", [unit.value for unit in Unit]) or "days")
    if kind is FactKind.DURATION:
        reader.report("unit", "K104", "a duration must have a unit", "days, weeks, months or years")
    return None


def _labels(reader: Reader) -> Mapping[str, Texts]:
    choices = reader.names("choices")
    labels: dict[str, Texts] = {}
    for choice, texts in reader.table("labels").items():
        if choice not in choices:
            reader.report(f"labels.{choice}", "K104", f'"{choice}" is not a choice', nearest(choice, choices))
        elif isinstance(texts, dict):
            reader.languages(f"labels.{choice}", texts)
            labels[choice] = Said({str(tag): str(text) for tag, text in texts.items()})
        else:
            reader.report(f"labels.{choice}", "K104", "a label is a table of texts by language")
    return labels


def _field(reader: Reader) -> str | None:
    return reader.choice("field", REFERRAL_FIELDS) if reader.optional_text("field") is not None else None


def codes_in(reader: Reader, key: str) -> tuple[Code, ...]:
    """Return the codes under a key, each written as system|code; what is none is a problem."""
    codes = []
    for written in reader.names(key):
        system, bar, code = written.rpartition("|")
        if not (bar and system and code):
            reader.report(key, "K104", f'"{written}" is not a code', "write system|code")
        codes.append(Code(system, code))
    return tuple(codes)


def _silence(reader: Reader, definition: FactDefinition) -> Mapping[Audience, Silence]:
    readings: dict[Audience, Silence] = {}
    audiences = [audience.value for audience in Audience]
    for name, table in reader.table("silence").items():
        key = f"silence.{name}"
        if name not in audiences:
            reader.report(key, "K104", f'"{name}" is not an audience', nearest(name, audiences))
        elif not isinstance(table, dict) or set(table) != {"read_as", "source"} or not isinstance(table["source"], str):
            reader.report(key, "K104", "a silence has read_as and source", '{ read_as = false, source = "..." }')
        else:
            try:
                readings[Audience(name)] = Silence(definition.read(table["read_as"]), table["source"])
            except ValueError as error:
                reader.report(key, "K104", str(error))
    return readings
