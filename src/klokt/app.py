"""The wiring: the command is put together here and nowhere else."""

from klokt.channels.cli.main import main

__all__ = ["main"]
