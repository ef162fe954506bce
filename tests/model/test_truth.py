"""Unknown is a value of its own: it is compared, never tested."""

import pytest

from klokt.model.truth import Truth


@pytest.mark.parametrize(("value", "truth"), [(True, Truth.YES), (False, Truth.NO), (None, Truth.UNKNOWN)])
def test_a_truth_comes_from_an_optional_boolean_and_goes_back(value: bool | None, truth: Truth) -> None:
    assert Truth.of(value) is truth
    assert truth.as_bool() is value


@pytest.mark.parametrize("truth", Truth)
def test_a_truth_cannot_be_tested_by_mistake(truth: Truth) -> None:
    with pytest.raises(TypeError, match="compare it"):
        bool(truth)
