"""The source tree of klokt, parsed once for the tests of the house."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "klokt"
GUIDELINES = ROOT / "guidelines"
MODULES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))


def modules_in(*rooms: str) -> list[str]:
    """Return the modules of these rooms, as paths below src/klokt."""
    return [name for name in MODULES if name.split("/")[0] in rooms]


@cache
def text_of(module: str) -> str:
    """Return the text of a module."""
    return (SOURCE / module).read_text(encoding="utf-8")


@cache
def tree_of(module: str) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(text_of(module), filename=module)


Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = Function | ast.ClassDef | ast.Module


def functions_of(module: str) -> Iterator[Function]:
    """Yield every function and method of a module."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, Function):
            yield node


def imports_of(module: str) -> set[str]:
    """Return the full names that a module imports."""
    names: set[str] = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def identifiers_of(module: str) -> dict[str, int]:
    """Return the names that a module defines, with the line of the first."""
    names: dict[str, int] = {}
    for node in ast.walk(tree_of(module)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.setdefault(name, node.lineno)
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                names.setdefault(name, node.lineno)
    return names


def words_said_in(module: str) -> dict[str, int]:
    """Return every name and text of a module but its docstrings, with the line of the first."""
    said = identifiers_of(module)
    told = {id(node) for node in docstrings_of(module)}
    for node in ast.walk(tree_of(module)):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in told:
                said.setdefault(text, node.lineno)
            case ast.Attribute(attr=name) | ast.Name(id=name):
                said.setdefault(name, node.lineno)
    return said


def docstrings_of(module: str) -> Iterator[ast.expr]:
    """Yield the texts that stand alone: docstrings of modules, classes, functions and attributes."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


@cache
def toml(path: Path) -> dict[str, Any]:
    """Return a TOML file as data."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
