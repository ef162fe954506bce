"""The options of a second reader, the same for each command; it is off unless its address is given."""

import argparse
from pathlib import Path

from klokt.asking.client import HttpReader
from klokt.errors import SecondReaderError
from klokt.text.second_reader import SecondReader
from klokt.words import LANGUAGES

_ADDRESS = "KLOKT_SECOND_READER"
_MODEL = "KLOKT_SECOND_READER_MODEL"
_KEY = "KLOKT_SECOND_READER_KEY"

LONGEST_WAIT = 600.0
MOST_RETRIES = 10


def add_second_reader(parser: argparse.ArgumentParser) -> None:
    """Describe the options; the environment gives the address, the model and the key where they are not said."""
    group = parser.add_argument_group(
        "a second reader", "a language model of your own that reads each text too and may only add; off by default"
    )
    told = f"base URL of its OpenAI-compatible server; {_ADDRESS} by default"
    group.add_argument("--second-reader", metavar="URL", help=told)
    group.add_argument("--second-reader-model", metavar="NAME", help=f"the model to ask there; {_MODEL} by default")
    told = f"a file with the server's key; {_KEY} by default"
    group.add_argument("--second-reader-key-file", metavar="FILE", type=Path, help=told)
    told = "how long it may take to answer, each time it is asked; 30 by default"
    group.add_argument("--second-reader-timeout", metavar="SECONDS", type=_seconds, default=30.0, help=told)
    told = "how often it is asked again where it does not answer; 1 by default"
    group.add_argument("--second-reader-retries", metavar="TIMES", type=_times, default=1, help=told)
    told = "the language of the questions; the guideline's first by default"
    group.add_argument("--second-reader-language", choices=LANGUAGES, help=told)


def second_reader_of(arguments: argparse.Namespace) -> SecondReader | None:
    """Return the second reader that was asked for, or None; raise SecondReaderError where it is not set up."""
    environment = arguments.environment
    url = arguments.second_reader or environment.get(_ADDRESS)
    if not url:
        return None
    model = arguments.second_reader_model or environment.get(_MODEL)
    if not model:
        raise SecondReaderError("K902", "the second reader needs the name of a model: --second-reader-model")
    file = arguments.second_reader_key_file
    key = environment.get(_KEY) if file is None else file.read_text(encoding="utf-8").strip()
    if key is not None and not (key and key.isascii() and key.isprintable()):
        raise SecondReaderError("K902", "the second reader's key must be printable ASCII on one line, and not empty")
    return HttpReader(
        url,
        model,
        key,
        timeout=arguments.second_reader_timeout,
        retries=arguments.second_reader_retries,
        language=arguments.second_reader_language,
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST_WAIT:
        raise argparse.ArgumentTypeError(f"a timeout is a number of seconds, above 0 and at most {LONGEST_WAIT:.0f}")
    return seconds


def _times(text: str) -> int:
    times = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= times <= MOST_RETRIES:
        raise argparse.ArgumentTypeError(f"it is asked again from 0 to {MOST_RETRIES} times")
    return times
