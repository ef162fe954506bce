"""Read the text of a condition into a checked tree, or say what is wrong and what was meant."""

import ast
import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import inf

from klokt.engine.slips import syntax_hint, without_quotes
from klokt.errors import ExpressionError
from klokt.model import expression as ex
from klokt.model.duration import Duration, Unit, comparable
from klokt.model.expression import Expression, Value
from klokt.model.fact import FactDefinition, FactKind

_OPERATORS: dict[type[ast.cmpop], ex.Operator] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_MIRRORED: dict[ex.Operator, ex.Operator] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_UNITS = {unit.value: unit for unit in Unit}
_FUNCTIONS = ("at_least", "known", *_UNITS)
_ALWAYS = "a condition that is always or never so is no condition"


@dataclass(frozen=True, slots=True)
class Names:
    """What a condition may refer to: facts, parameters with their values, and rules."""

    facts: Mapping[str, FactDefinition]
    parameters: Mapping[str, Value]
    rules: Collection[str]


def parse(text: str, names: Names) -> Expression:
    """Return the tree of a condition.

    Raises ExpressionError with code K201 (not in the language), K202 (unknown name) or K203 (a
    value that does not fit), with the column and a hint.
    """
    if not text.strip():
        raise ExpressionError("the condition is empty", "name a fact or a rule", 1, "K201")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = getattr(error, "offset", None) or 1
        raise ExpressionError("the condition cannot be read", syntax_hint(text), column, "K201") from None
    _report_arithmetic(tree)
    return _Parser(names).condition(tree.body)


def _report_arithmetic(tree: ast.AST) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp):
            words = {ast.BitAnd: 'write "and" for "&"', ast.BitOr: 'write "or" for "|"'}
            hint = words.get(type(node.op), "write the result, or make it a fact or a parameter")
            raise _wrong(node, "there is no arithmetic in the rule language", hint)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint that names the most similar known name, or an empty string.

    >>> nearest("fevr", ["fever", "age"])
    'did you mean "fever"?'
    """
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f'did you mean "{found[0]}"?' if found else ""


class _Parser:
    def __init__(self, names: Names) -> None:
        self.names = names

    def condition(self, node: ast.expr) -> Expression:
        """A node that must be yes, no or unknown."""
        match node:
            case ast.BoolOp(op, values):
                operands = tuple(self.condition(value) for value in values)
                return ex.And(operands) if isinstance(op, ast.And) else ex.Or(operands)
            case ast.UnaryOp(ast.Not(), operand):
                return ex.Not(self.condition(operand))
            case ast.Compare():
                return self.comparison(node)
            case ast.Call(ast.Name("at_least")):
                return self.at_least(node)
            case ast.Call(ast.Name("known"), [ast.Name(name)], []):
                return ex.Known(ex.FactRef(self.fact(name, node).name))
            case ast.Name(name):
                return self.named(name, node)
            case ast.Constant(str() as word):
                raise _wrong(node, f'"{word}" in quotes is not a condition', "write the name without quotes")
            case ast.Constant(bool()):
                raise _wrong(node, _ALWAYS, "name a fact or a rule")
        raise _wrong(node, "this is not a condition of the rule language", _call_hint(node))

    def named(self, name: str, node: ast.expr) -> Expression:
        """A bare name: a Boolean fact, a Boolean parameter, or a rule."""
        if name in self.names.rules:
            return ex.RuleRef(name)
        if name in self.names.parameters:
            if isinstance(self.names.parameters[name], bool):
                return ex.ParameterRef(name)
            raise _type(node, f"the parameter {name} is not yes or no", "compare a fact with it")
        fact = self.fact(name, node)
        if fact.kind is not FactKind.BOOLEAN:
            kind = f"in {fact.unit.value}" if fact.unit else fact.expected()
            raise _type(node, f"the fact {name} is not yes or no", f"compare it: {name} is {kind}")
        return ex.FactRef(name)

    def fact(self, name: str, node: ast.expr) -> FactDefinition:
        if name not in self.names.facts:
            if name in ("true", "false"):
                raise _wrong(node, _ALWAYS, "name a fact or a rule")
            known = [*self.names.facts, *self.names.parameters, *self.names.rules]
            raise ExpressionError(f'"{name}" is not defined', nearest(name, known), _column(node), "K202")
        return self.names.facts[name]

    def at_least(self, node: ast.Call) -> Expression:
        match node:
            case ast.Call(_, [ast.Constant(int() as count), *rest], []) if not isinstance(count, bool):
                if not 1 <= count <= len(rest):
                    raise _type(node, f"at_least({count}, ...) is given {len(rest)} conditions", "count them again")
                return ex.AtLeast(count, tuple(self.condition(item) for item in rest))
        raise _wrong(node, "at_least needs a whole number and conditions", "at_least(2, a, b, c)")

    def comparison(self, node: ast.Compare) -> Expression:
        sides = [node.left, *node.comparators]
        links = [
            self.link(left, operator, right) for left, operator, right in zip(sides, node.ops, sides[1:], strict=False)
        ]
        return links[0] if len(links) == 1 else ex.And(tuple(links))

    def link(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Expression:
        if isinstance(operator, ast.In | ast.NotIn):
            inside = self.one_of(left, right)
            return inside if isinstance(operator, ast.In) else ex.Not(inside)
        if type(operator) not in _OPERATORS:
            raise _wrong(left, "only == != < <= > >= and in compare", "there is no null: use known(fact)")
        sign = _OPERATORS[type(operator)]
        if not self.is_fact(left) and self.is_fact(right):
            left, right, sign = right, left, _MIRRORED[sign]
        if not isinstance(left, ast.Name):
            raise _wrong(left, "a comparison needs a fact on one side", "name a fact")
        fact = self.fact(left.id, left)
        return ex.Compare(sign, ex.FactRef(fact.name), self.constant(fact, sign, right))

    def is_fact(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Name) and node.id in self.names.facts

    def one_of(self, left: ast.expr, right: ast.expr) -> Expression:
        if not isinstance(left, ast.Name):
            raise _wrong(left, '"in" needs a fact on its left', "name a choice fact")
        fact = self.fact(left.id, left)
        if fact.kind is not FactKind.CHOICE:
            raise _type(left, f"the fact {fact.name} has no choices", "compare it with == or >=")
        if not isinstance(right, ast.Tuple | ast.List) or not right.elts:
            raise _wrong(right, '"in" needs values in brackets', 'in ("one", "other"), a single one as ("one",)')
        return ex.OneOf(ex.FactRef(fact.name), tuple(self.choice(fact, item) for item in right.elts))

    def choice(self, fact: FactDefinition, node: ast.expr) -> str:
        match node:
            case ast.Constant(str() as word) if word in fact.choices:
                return word
            case ast.Constant(str() as word):
                hint = nearest(word, fact.choices) or f"choices: {', '.join(fact.choices)}"
                raise _type(node, f'"{word}" is not a choice of {fact.name}', hint)
        raise _type(node, f"{fact.name} is compared with a word in quotes", fact.expected())

    def constant(self, fact: FactDefinition, sign: ex.Operator, node: ast.expr) -> ex.Literal | ex.ParameterRef:
        """The other side of a comparison: a literal or a parameter that fits the fact."""
        if fact.kind is FactKind.BOOLEAN:
            raise _type(node, f"{fact.name} is yes or no", f'write "{fact.name}" or "not {fact.name}"')
        if fact.kind is FactKind.CHOICE:
            if sign not in ("==", "!="):
                raise _type(node, f"the choices of {fact.name} have no order", "use == or in")
            return ex.Literal(self.choice(fact, node))
        if isinstance(node, ast.Name):
            if node.id not in self.names.parameters:
                hint = nearest(node.id, self.names.parameters)
                raise ExpressionError(f'"{node.id}" is not a parameter', hint, _column(node), "K202")
            _fits(fact, self.names.parameters[node.id], node, node.id)
            return ex.ParameterRef(node.id)
        value = _literal(node)
        _fits(fact, value, node)
        return ex.Literal(value)


def _literal(node: ast.expr) -> Value:
    hint = "a number, a duration such as weeks(12), or a parameter"
    match node:
        case ast.Constant(int() | float() as number) if _finite(number):
            return number
        case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as number)) if _finite(number):
            return -number
        case ast.Call(ast.Name(unit), [ast.Constant(int() | float() as number)], []) if unit in _UNITS:
            if _finite(number):
                return Duration(number, _UNITS[unit])
        case ast.Call(ast.Name(unit)) if unit not in _UNITS:
            hint = nearest(unit, _UNITS) or hint
        case ast.Constant(str() as word):
            hint = without_quotes(word) or hint
    raise _wrong(node, "this is not a value", hint)


def _finite(number: int | float) -> bool:
    """True and False are numbers to Python, and 1e999 is infinite: neither is a value here."""
    return not isinstance(number, bool) and abs(number) < inf


def _fits(fact: FactDefinition, value: Value, node: ast.expr, parameter: str = "") -> None:
    if fact.kind is FactKind.NUMBER and isinstance(value, int | float) and not isinstance(value, bool):
        return
    if fact.kind is FactKind.DURATION and isinstance(value, Duration) and fact.unit is not None:
        if comparable(value.unit, fact.unit):
            return
        raise _type(node, f"{value} cannot be compared with {fact.name}", f"the fact is in {fact.unit.value}")
    unit = fact.unit.value if fact.unit else ""
    hint = f"write {unit}(...)" if fact.kind is FactKind.DURATION else fact.expected()
    if parameter and fact.kind is FactKind.DURATION:
        amount = value if _is_amount(value) else 6
        hint = f'give {parameter} in guideline.toml a value such as "{amount} {unit}"'
    told = f"the parameter {parameter}" if parameter else "this value"
    raise _type(node, f"{fact.name} cannot be compared with {told}", hint)


def _is_amount(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _column(node: ast.expr) -> int:
    return node.col_offset + 1


def _wrong(node: ast.expr, message: str, hint: str) -> ExpressionError:
    return ExpressionError(message, hint, _column(node), "K201")


def _type(node: ast.expr, message: str, hint: str) -> ExpressionError:
    return ExpressionError(message, hint, _column(node), "K203")


def _call_hint(node: ast.expr) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return nearest(node.func.id, _FUNCTIONS) or f"functions: {', '.join(_FUNCTIONS)}"
    return "and, or, not, comparisons, in, at_least(...), known(...)"
