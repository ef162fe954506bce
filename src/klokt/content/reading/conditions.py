"""Read the condition of a block; one that cannot be read is a problem at its line."""

from klokt.content.reading.reader import Reader
from klokt.engine.parse import Names, parse
from klokt.errors import ExpressionError
from klokt.model.expression import Expression, Literal


def read_condition(reader: Reader, key: str, names: Names) -> Expression:
    """Return the condition under a key; one that is never true stands for what cannot be read."""
    text = wording(reader, key)
    if not isinstance(reader.block.data.get(key), str):
        return Literal(False)  # told where the text was read
    try:
        return parse(text, names)
    except ExpressionError as error:
        reader.report(key, error.code, error.message, error.hint)
        return Literal(False)


def wording(reader: Reader, key: str) -> str:
    """Return a condition as it is written, on one line."""
    return " ".join(reader.text(key).split())
