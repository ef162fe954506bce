"""What the centre of the house must not reach: clocks, files, the environment and other people's packages."""

import ast
import subprocess
import sys

import pytest
from house import MODULES, imports_of, modules_in, tree_of

CLOCKS = {"today", "now", "utcnow", "time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"}
CLOCK_OWNERS = {"date", "datetime", "time"}
HANDS = {"os", "io", "pathlib", "subprocess", "socket", "shutil", "tempfile", "urllib", "http", "random", "logging"}
OPENERS = {"open", "input", "print", "__import__"}
CENTRE = modules_in("model", "engine", "drawing", "content", "triage")
ROOF = {"app.py", "channels/cli/terminal.py"}
PURE = modules_in("model", "engine")


def clock_reads(tree: ast.Module) -> list[str]:
    """Return the expressions that ask what time it is."""
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCKS
        and ast.unparse(node.value).split(".")[-1] in CLOCK_OWNERS
    ]


@pytest.mark.parametrize("read", ["date.today()", "datetime.datetime.now()", "time.time()", "datetime.utcnow()"])
def test_a_clock_read_is_seen(read: str) -> None:
    assert clock_reads(ast.parse(read))


@pytest.mark.parametrize("module", CENTRE)
def test_the_date_is_an_argument_and_nothing_in_the_centre_reads_a_clock(module: str) -> None:
    assert clock_reads(tree_of(module)) == []


@pytest.mark.parametrize("module", CENTRE)
def test_nothing_in_the_centre_reads_the_environment(module: str) -> None:
    names = {node.attr for node in ast.walk(tree_of(module)) if isinstance(node, ast.Attribute)}
    assert names.isdisjoint({"environ", "getenv", "argv"})


@pytest.mark.parametrize("module", [each for each in MODULES if each not in ROOF])
def test_only_the_roof_reads_the_environment_and_a_terminal_its_colour(module: str) -> None:
    names = {node.attr for node in ast.walk(tree_of(module)) if isinstance(node, ast.Attribute)}
    assert names.isdisjoint({"environ", "getenv"})


@pytest.mark.parametrize("module", PURE)
def test_model_and_engine_use_the_standard_library_alone(module: str) -> None:
    strangers = {name for name in imports_of(module) if name.split(".")[0] not in {"klokt", *sys.stdlib_module_names}}
    assert strangers == set()


@pytest.mark.parametrize("module", PURE)
def test_model_and_engine_touch_no_file_network_or_process(module: str) -> None:
    calls = [node.func for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call)]
    assert {name.split(".")[0] for name in imports_of(module)}.isdisjoint(HANDS)
    assert {call.id for call in calls if isinstance(call, ast.Name)}.isdisjoint(OPENERS)


def test_importing_the_engine_loads_no_package_from_elsewhere() -> None:
    script = "import sys; old = set(sys.modules); import klokt.engine.assess; print(*(set(sys.modules) - old))"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 (our own interpreter)
    assert {name.split(".")[0] for name in done.stdout.split()} - set(sys.stdlib_module_names) == {"klokt"}
