"""Say in words why a condition is yes, no or unknown, with the values that were compared."""

from collections.abc import Iterator, Mapping

from klokt.engine.compiled import Compiled
from klokt.engine.explain import Explanation, explain
from klokt.model import expression as ex
from klokt.model.expression import Expression, Value
from klokt.model.truth import Truth


def why(
    compiled: Compiled, label: str, expression: Expression, facts: Mapping[str, Value], stated: Mapping[str, Value]
) -> str:
    """Return one sentence, such as "age is 50; minimum_age is 51 years, so of_age is no".

    `stated` are the facts that are really known; `facts` may hold assumptions too.
    """
    evaluated = compiled.evaluator(expression)(facts, stated)
    explanation = explain(expression, evaluated, compiled.scope)
    said = dict.fromkeys(_said(compiled, explanation, facts))
    return f"{'; '.join(said) or 'it is always so'}, so {label} is {Truth.of(explanation.truth).value}"


def _said(compiled: Compiled, whole: Explanation, facts: Mapping[str, Value]) -> Iterator[str]:
    """Yield what is said of each fact and parameter that the truth rests on, in reading order."""
    if not whole.parts:
        yield from _atom(compiled, whole.expression, facts)
    settling = [part for part in whole.parts if part.truth is whole.truth]
    for part in settling if isinstance(whole.expression, ex.And | ex.Or | ex.AtLeast) else whole.parts:
        yield from _said(compiled, part, facts)


def _atom(compiled: Compiled, atom: Expression, facts: Mapping[str, Value]) -> Iterator[str]:
    for name in ex.facts_in(atom):
        yield f"{name} is {shown(facts.get(name))}"
    match atom:
        case ex.Compare(_, _, ex.ParameterRef(name)) | ex.ParameterRef(name):
            yield f"{name} is {shown(compiled.parameters[name])}"
        case ex.Compare(operator, ex.FactRef(name), ex.Literal(value)):
            yield f"the rule says {name} {operator} {shown(value)}"
        case ex.OneOf(ex.FactRef(name), values):
            yield f"the rule says {name} in {', '.join(values)}"
        case _:
            return


def shown(value: Value | None) -> str:
    """Return a value in words; None is not known."""
    match value:
        case None:
            return "not known"
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
