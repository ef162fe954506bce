"""Read the same texts with spaCy and a negation pipeline that has our phrases and turning words, beside ours.

They do less: no misspellings, sites, times or lists, only phrases and how each is turned. "Plain" pipelines have the
phrases without open endings, lists and gaps; "same" ones have all of them, written as spaCy's token patterns.
"""

import os
import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import spacy
from negspacy.negation import Negex
from spacy.pipeline import EntityRuler

from bench.text.__main__ import A_DAY, KNEE, labelled_texts, rate
from klokt.content.load import find, load, usable
from klokt.text.entries import Entries, read_entries
from klokt.text.language import cues_of
from klokt.text.load import NUMBERS, lexicons_of
from klokt.text.phrases import GAP, GAP_WORDS, list_named, spelled_out, words_of
from klokt.text.read import read_text

ROUNDS, REPEATS = 3, 1
LANGUAGE = "nb"

Pattern = dict[str, Any]


def main() -> None:
    """Print the texts a second of each, in one process on one core."""
    os.sched_setaffinity(0, {0})
    folder = find("no_knee_hip_imaging")
    guideline = usable(load(folder))
    texts, entries, lexicons = labelled_texts(), read_entries(folder, guideline, []), lexicons_of(folder, guideline)
    pipelines: dict[str, Callable[[str], object]] = {
        "klokt: facts, sites, times": lambda text: read_text(text, lexicons, KNEE, A_DAY),
        f"spaCy {spacy.__version__}, plain phrases": with_phrases(plain_patterns(entries)),
        "negspaCy, plain phrases": with_negex(plain_patterns(entries)),
        "negspaCy, same phrases": with_negex(same_patterns(entries)),
    }
    if find_spec("medspacy") is not None:
        pipelines["medspaCy, plain phrases"] = with_context(plain_patterns(entries))
        pipelines["medspaCy, same phrases"] = with_context(same_patterns(entries))
    ours = 0.0
    for name, read in pipelines.items():
        rate(texts, read, 1, 1)  # every word has been met before
        found = rate(texts, read, ROUNDS, REPEATS)
        ours = ours or found
        print(f"{name}: {found:.0f} a second, klokt {ours / found:.1f} times as many")


def plain(phrase: str) -> Iterator[str]:
    """Yield the spellings of a phrase that has neither gaps nor lists, without its stars."""
    words = words_of(phrase)
    if GAP in words or any(list_named(word) for word in words):
        return
    for spelled in spelled_out(words):
        for choice in spelled[-1].split("|"):
            yield " ".join([*(word.split("|")[0] for word in spelled[:-1]), choice]).replace("*", "")


def plain_patterns(entries: Entries) -> list[Pattern]:
    """Return the plain phrases."""
    said = ((entry.id, text) for entry in entries.entries for phrase in entry.say for text in plain(phrase))
    return [{"label": name, "pattern": text} for name, text in said]


def same_patterns(entries: Entries) -> list[Pattern]:
    """Return every phrase as a token pattern."""
    lists = dict(NUMBERS) | {name: words for named in entries.lists.values() for name, words in named.items()}
    return [
        {"label": entry.id, "pattern": [token for word in spelled for token in tokens(word, lists)]}
        for entry in entries.entries
        for phrase in entry.say
        for spelled in spelled_out(words_of(phrase))
    ]


def tokens(word: str, lists: dict[str, list[str]]) -> list[Pattern]:
    """Return what a word of a phrase is as tokens of a pattern."""
    if word == GAP:
        return [{"IS_PUNCT": False, "OP": "?"}] * GAP_WORDS
    name = list_named(word)
    choices = lists[name] if name is not None else word.split("|")
    if not any("*" in choice for choice in choices):
        return [{"LOWER": {"IN": choices}}]
    return [{"LOWER": {"REGEX": "^(" + "|".join(re.escape(each).replace(r"\*", ".*") for each in choices) + ")$"}}]


def with_phrases(patterns: list[Pattern]) -> Any:
    """Return a blank pipeline with sentences and phrases."""
    pipeline = spacy.blank(LANGUAGE)
    pipeline.add_pipe("sentencizer")
    ruler = pipeline.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns(patterns)
    return pipeline


def with_negex(patterns: list[Pattern]) -> Any:
    """Return the pipeline with negspaCy, which has our words of denial."""
    pipeline = with_phrases(patterns)
    denial = cues_of(LANGUAGE)["negation"]
    terms = {
        "pseudo_negations": list(spellings(denial["never"])),
        "preceding_negations": list(spellings(denial["before"])),
        "following_negations": list(spellings(denial["after"])),
        "termination": list(spellings(denial["stop"])),
    }
    pipeline.add_pipe(Negex.__name__.lower(), config={"neg_termset": terms})
    return pipeline


def with_context(patterns: list[Pattern]) -> Any:
    """Return the pipeline with medspaCy's ConText, which has all our turning words."""
    from medspacy.context import ConText, ConTextRule  # noqa: PLC0415 (it registers its pipe when it is imported)

    pipeline = with_phrases(patterns)
    context = ConText(pipeline, rules=None)
    cues = cues_of(LANGUAGE)
    for kind in ("negation", "suspicion", "family", "history", "condition", "plan", "request"):
        for place, direction in (("before", "FORWARD"), ("after", "BACKWARD")):
            for text in spellings(cues[kind].get(place, [])):
                context.add(ConTextRule(text, kind.upper(), direction=direction))
    return lambda text: context(pipeline(text))


def spellings(phrases: list[str]) -> Iterator[str]:
    """Yield every spelling of some phrases."""
    for phrase in phrases:
        yield from plain(phrase)


if __name__ == "__main__":
    main()
