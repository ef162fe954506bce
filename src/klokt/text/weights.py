"""The weights that were learned from a guideline's labelled sentences, as a file beside them."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from klokt.text.language import LANGUAGES, cues_of, language_words
from klokt.text.learned import Learned
from klokt.text.lessons import LEARNED, Lesson

WEIGHTS = "weights.json"


class Weights(msgspec.Struct, frozen=True):
    """The file of weights: outputs as "fact" or "not fact", where each begins, and by feature {output: weight}."""

    lessons: str
    outputs: list[str]
    start: list[float]
    weights: dict[str, dict[str, float]]


def fingerprint(lessons: Iterable[Lesson]) -> str:
    """Return the hash of the sentences and their labels that weights were learned from."""
    told = "\n".join(f"{sorted(each.facts.items())}|{each.sentence}" for each in lessons)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@cache
def denying_words() -> frozenset[str]:
    """Return the single words that deny what follows them, of every language that is read."""
    said = (word for language in LANGUAGES for word in cues_of(language)["negation"]["before"])
    return frozenset(word for word in said if word.isalpha())


def weights_of(folder: Path) -> Weights | None:
    """Return the weights of a guideline folder, None where nothing was learned yet."""
    path = folder / "text" / LEARNED / WEIGHTS
    return msgspec.json.decode(path.read_bytes(), type=Weights) if path.is_file() else None


def write_weights(folder: Path, weights: Weights) -> Path:
    """Write the weights beside the sentences, one feature a line, and return where."""
    path = folder / "text" / LEARNED / WEIGHTS
    text = msgspec.json.encode(weights).decode().replace('},"', '},\n"').replace('"weights":{', '"weights":{\n')
    path.write_text(text + "\n", encoding="utf-8")
    return path


def learned_of(folder: Path) -> Learned | None:
    """Return what was learned from the sentences of a guideline folder, None where there are no weights."""
    read = weights_of(folder)
    if read is None:
        return None
    outputs = tuple((name.removeprefix("not "), not name.startswith("not ")) for name in read.outputs)
    table = {name: {int(place): weight for place, weight in row.items()} for name, row in read.weights.items()}
    return Learned(outputs, tuple(read.start), table, denying_words(), language_words(LANGUAGES).stops)
