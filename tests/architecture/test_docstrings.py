"""What a reader meets first: a sentence for each module, and a docstring for each public name."""

import ast
import doctest
import importlib
import re

import pytest
from house import MODULES, Documented, text_of, tree_of

LONGEST_SENTENCE = 120


@pytest.mark.parametrize("module", MODULES)
def test_a_module_opens_with_one_sentence(module: str) -> None:
    sentence = (ast.get_docstring(tree_of(module)) or "").split("\n\n")[0]
    assert sentence.endswith("."), f"{module} opens with: {sentence!r}"
    assert len(sentence.split("\n")[0]) <= LONGEST_SENTENCE


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_named_in_snake_case(module: str) -> None:
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*|__init__|__main__", part) for part in module[:-3].split("/"))


@pytest.mark.parametrize("module", MODULES)
def test_every_public_function_and_class_says_what_the_caller_gets(module: str) -> None:
    tree = tree_of(module)
    public: list[Documented] = [node for node in tree.body if isinstance(node, Documented)]
    public += [item for node in tree.body if isinstance(node, ast.ClassDef) for item in methods_to_explain(node)]
    assert [name_of(node) for node in public if not name_of(node).startswith("_") and not ast.get_docstring(node)] == []


def methods_to_explain(owner: ast.ClassDef) -> list[Documented]:
    """Return the methods that need a docstring of their own: one of a protocol or an override does not."""
    if owner.name.startswith("_"):
        return []
    return [item for item in owner.body if isinstance(item, ast.FunctionDef) and not item.decorator_list]


def name_of(node: Documented) -> str:
    """Return the name of a function or class."""
    return "" if isinstance(node, ast.Module) else node.name


@pytest.mark.parametrize("module", [name for name in MODULES if ">>>" in text_of(name)])
def test_every_example_in_a_docstring_is_true(module: str) -> None:
    name = f"klokt.{module.removesuffix('.py').replace('/', '.')}".removesuffix(".__init__")
    tried = doctest.testmod(importlib.import_module(name))
    assert (tried.attempted > 0, tried.failed) == (True, 0)
