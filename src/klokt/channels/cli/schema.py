"""klokt schema: the JSON Schema of the answers, made from their types."""

import argparse
import json

from klokt.channels.pathway_wire import pathway_schema
from klokt.channels.wire import schema

EXAMPLE = """example:
  klokt schema > assess.schema.json"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("form", nargs="?", choices=["assess", "pathway"], default="assess", help="whose answer")


def run(arguments: argparse.Namespace) -> int:
    """Print the schema of one line of answers; return 0."""
    schemas = {"assess": schema, "pathway": pathway_schema}
    print(json.dumps(schemas[arguments.form](), indent=2, ensure_ascii=False, sort_keys=True))
    return 0
