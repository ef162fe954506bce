"""The lexicons of the Norwegian guideline, loaded once for all tests of the text room."""

from collections.abc import Callable

import pytest

from klokt.content.load import find
from klokt.model.referral import Target
from klokt.text.lexicon import Lexicons
from klokt.text.load import lexicons_of
from klokt.text.read import read_text
from klokt.text.reading import Reading
from norway import DAY, LEFT_KNEE, norway

Read = Callable[..., Reading]
FOLDER = find("no_knee_hip_imaging")


@pytest.fixture(scope="session")
def lexicons() -> Lexicons:
    """The phrases of the guideline as it stands in the library."""
    return lexicons_of(FOLDER, norway())


@pytest.fixture(scope="session")
def read(lexicons: Lexicons) -> Read:
    """Reads a text as of the day of the referrals of tests, for the left knee unless told otherwise."""

    def reading(text: str, *targets: Target) -> Reading:
        return read_text(text, lexicons, targets or (LEFT_KNEE,), DAY)

    return reading
