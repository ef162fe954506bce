"""The wiring: the command is put together here and nowhere else."""

import os
from collections.abc import Sequence

from klokt.channels.cli import main as command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with the settings of the environment; return its exit status."""
    return command.main(arguments, os.environ)
