"""How big the rooms may become before they no longer fit in a head."""

import warnings

import pytest
from house import MODULES, functions_of, text_of

LONGEST_MODULE, LONG_MODULE = 400, 250
LONGEST_FUNCTION = 60


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.filterwarnings("default::UserWarning")
def test_a_module_can_be_read_in_one_sitting(module: str) -> None:
    lines = text_of(module).count("\n")
    if lines > LONG_MODULE:
        warnings.warn(f"{module} has {lines} lines; from {LONG_MODULE} on it is long", stacklevel=1)
    assert lines <= LONGEST_MODULE


@pytest.mark.parametrize("module", MODULES)
def test_a_function_fits_on_a_screen(module: str) -> None:
    lengths = {function.name: (function.end_lineno or 0) - function.lineno + 1 for function in functions_of(module)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
