"""What the tests of messages share."""

import pytest

from sending.messages import EXAMPLES


@pytest.fixture
def spine() -> bytes:
    """Return the XREF01 of the examples."""
    return (EXAMPLES / "spine_xref01.xml").read_bytes()
