"""The chat completions form of OpenAI-compatible servers: what is asked, and the answer read strictly."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from klokt.errors import SecondReaderError
from klokt.text.second_reader import Answered, Asked

_NOT_WHOLE = frozenset(("length", "content_filter"))
"""Why a server stopped before the answer was whole."""

MOST_TOKENS = 4096
"""How long an answer the server may write."""


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class _Fact(msgspec.Struct):
    fact: str
    value: object
    quote: str


class _Facts(msgspec.Struct):
    facts: list[_Fact]


@cache
def _prompt() -> str:
    return files("klokt.asking").joinpath("prompt.txt").read_text(encoding="utf-8")


def request_body(model: str, text: str, asked: Sequence[Asked], with_schema: bool) -> bytes:
    """Return the body of a request: the prompt, the facts and the text, and nothing else of the referral."""
    told = msgspec.json.encode({"facts": asked, "text": text}).decode()
    body: dict[str, object] = {
        "model": model,
        "messages": [{"role": "system", "content": _prompt()}, {"role": "user", "content": told}],
        "temperature": 0,
        "max_tokens": MOST_TOKENS,
        "stream": False,
    }
    if with_schema:
        schema = {"name": "facts", "strict": True, "schema": _schema([each.fact for each in asked])}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    return msgspec.json.encode(body)


def _schema(names: Sequence[str]) -> dict[str, object]:
    value = {"anyOf": [{"type": "boolean"}, {"type": "number"}, {"type": "string"}]}
    fact = {
        "type": "object",
        "properties": {"fact": {"type": "string", "enum": names}, "value": value, "quote": {"type": "string"}},
        "required": ["fact", "value", "quote"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"facts": {"type": "array", "items": fact}},
        "required": ["facts"],
        "additionalProperties": False,
    }


def answers_in(body: bytes) -> list[Answered]:
    """Return the facts of a completion; raise SecondReaderError (K911) where it has another form or is not whole."""
    try:
        first = msgspec.json.decode(body, type=_Completion).choices[0]
        found = msgspec.json.decode(_unfenced(first.message.content), type=_Facts)
    except (msgspec.MsgspecError, UnicodeError, IndexError, RecursionError):
        raise _wrong_form() from None
    if first.finish_reason in _NOT_WHOLE:
        raise _wrong_form()
    return [Answered(each.fact, each.value, each.quote) for each in found.facts]


def _wrong_form() -> SecondReaderError:
    return SecondReaderError("K911", "The second reader's answer was not in the form that was asked for.")


def _unfenced(content: str) -> str:
    """The JSON of an answer that stands in a Markdown fence, as servers without a schema often write it."""
    content = content.strip()
    if content.startswith("```") and content.endswith("```"):
        return content.removeprefix("```").removeprefix("json").removesuffix("```")
    return content
