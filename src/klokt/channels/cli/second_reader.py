"""The options of a second reader, which is off unless its address is given, and its key from where no one else reads."""

import argparse
import os
from pathlib import Path

from klokt.asking.client import HttpReader
from klokt.errors import SecondReaderError
from klokt.text.second_reader import SecondReader

_KEY = "KLOKT_SECOND_READER_KEY"


def add_second_reader(parser: argparse.ArgumentParser) -> None:
    """Describe the options; the environment gives what is not said."""
    told = "base URL of an OpenAI-compatible server of your own that reads the text too; off by default"
    parser.add_argument("--second-reader", metavar="URL", default=os.environ.get("KLOKT_SECOND_READER"), help=told)
    model = os.environ.get("KLOKT_SECOND_READER_MODEL")
    parser.add_argument("--second-reader-model", metavar="NAME", default=model, help="the model to ask there")
    told = f"a file with the server's key, where {_KEY} does not hold it"
    parser.add_argument("--second-reader-key-file", metavar="FILE", type=Path, help=told)
    parser.add_argument("--second-reader-timeout", metavar="SECONDS", type=_seconds, default=30.0, help="30 by default")
    parser.add_argument("--second-reader-retries", metavar="TIMES", type=int, default=1, help="1 by default")


def second_reader_of(arguments: argparse.Namespace) -> SecondReader | None:
    """Return the second reader that was asked for, or None; raise SecondReaderError where it is not set up."""
    if not arguments.second_reader:
        return None
    if not arguments.second_reader_model:
        raise SecondReaderError("K702", "the second reader needs the name of a model: --second-reader-model")
    key = os.environ.get(_KEY)
    if arguments.second_reader_key_file is not None:
        key = arguments.second_reader_key_file.read_text(encoding="utf-8").strip()
    if key and not (key.isascii() and key.isprintable()):
        raise SecondReaderError("K702", "the second reader's key must be printable ASCII on one line")
    return HttpReader(
        arguments.second_reader,
        arguments.second_reader_model,
        key,
        arguments.second_reader_timeout,
        arguments.second_reader_retries,
    )


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 600:
        raise argparse.ArgumentTypeError("a timeout is a number of seconds, above 0 and at most 600")
    return seconds
