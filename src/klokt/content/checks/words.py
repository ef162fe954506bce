"""Words: every language of the guideline, and ids made of the glossary's words."""

from collections.abc import Iterator

from klokt.content.glossary import glossary_of
from klokt.content.load import Loaded, default_root
from klokt.content.problem import Problem, found
from klokt.content.reading.assemble import name_of
from klokt.model.fact import Texts
from klokt.model.guideline import Guideline
from klokt.model.pathway import Pathway
from klokt.model.pathway_parts import pathway_titles

NAMED = (
    "parameter",
    "fact",
    "rule",
    "flow",
    "step",
    "outcome",
    "obligation",
    "requirement",
    "group",
    "source",
    "interpretation",
    "letter",
    "paragraph",
    "event",
    "contact",
    "milestone",
    "clock",
    "stage",
    "transition",
    "next_step",
    "caution",
    "leg",
    "checklist",
    "item",
    "actor",
    "task",
    "account_part",
)


def translations(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Texts that lack a language of the guideline, or of the letter that they belong to, or have it empty."""
    own = [(*text, guideline.languages) for text in _texts(guideline)]
    for kind, name, key, texts, languages in [*own, *_letter_texts(guideline)]:
        for language in languages:
            if not texts.get(language, "").strip():
                subject = kind if kind == "guideline" else f'{kind} "{name}"'
                place = loaded.at(kind, name, f"{key}.{language}")
                yield found("K150", place, f"the {key} of {subject} is not told in {language}")


def _texts(guideline: Guideline) -> Iterator[tuple[str, str, str, Texts]]:
    yield "guideline", guideline.id, "title", guideline.title
    for parameter in guideline.parameters:
        if parameter.title:
            yield "parameter", parameter.name, "title", parameter.title
    for fact in guideline.facts.values():
        yield "fact", fact.name, "question", fact.question
        if fact.help:
            yield "fact", fact.name, "help", fact.help
        for choice, label in fact.labels.items():
            yield "fact", fact.name, f"labels.{choice}", label
    for rule in guideline.rules.values():
        yield "rule", rule.id, "title", rule.title
    for flow in guideline.flows.values():
        yield "flow", flow.id, "title", flow.title
    for step in {step.id: step for flow in guideline.flows.values() for step in flow.steps}.values():
        yield "step", step.id, "question", step.question
    for outcome in guideline.outcomes.values():
        yield "outcome", outcome.id, "title", outcome.title
        if outcome.advice:
            yield "outcome", outcome.id, "advice", outcome.advice
    for obligation in guideline.obligations.values():
        yield "obligation", obligation.id, "title", obligation.title
    if guideline.pathway is not None:
        for kind, name, title in pathway_titles(guideline.pathway):
            yield kind, name, "title", title
        yield from _of_the_record(guideline.pathway)
    for requirement in guideline.requirements.values():
        yield "requirement", requirement.id, "title", requirement.title
        yield "requirement", requirement.id, "question", requirement.question
    for group in guideline.groups.values():
        yield "group", group.id, "title", group.title


def _of_the_record(pathway: Pathway) -> Iterator[tuple[str, str, str, Texts]]:
    """The words for items and findings, and those of the account of a course."""
    for item in pathway.work.items:
        yield "item", item.id, "words", item.words
        if item.short:
            yield "item", item.id, "short", item.short
    for finding in pathway.work.findings:
        yield "finding", finding.id, "title", finding.title
        yield from (("finding", finding.id, f"labels.{value}", label) for value, label in finding.labels.items())
    if pathway.account is not None:
        yield "account", "", "title", pathway.account.title
        yield "account", "", "opening", pathway.account.opening
        for part in pathway.account.parts:
            for key, texts in (
                ("title", part.title),
                ("text", part.text),
                *([("none", part.none)] if part.none else []),
            ):
                yield "account_part", part.id, key, texts


def _letter_texts(guideline: Guideline) -> Iterator[tuple[str, str, str, Texts, tuple[str, ...]]]:
    """The texts of letters, each with the languages that it must have."""
    for letter in guideline.letters.values():
        yield "letter", letter.id, "title", letter.title, letter.languages
    for paragraph in guideline.paragraphs:
        letters = [guideline.letters[name] for name in paragraph.letters if name in guideline.letters]
        languages = tuple(dict.fromkeys(language for letter in letters for language in letter.languages))
        yield "paragraph", paragraph.id, "text", paragraph.text, languages
        if paragraph.heading:
            yield "paragraph", paragraph.id, "heading", paragraph.heading, languages


def ids_in_the_glossary(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Ids with a word that neither the shared glossary nor the guideline's own has, or that is not to be used."""
    glossary = glossary_of((default_root(), loaded.folder))
    for kind, name, key in dict.fromkeys(_ids(loaded, guideline)):
        place = loaded.at(kind, name, key)
        for word, use in glossary.forbidden_words(name).items():
            yield found("K152", place, f'"{name}" uses the word "{word}"', f"use {use}")
        for word in glossary.unknown_words(name):
            yield found("K151", place, f'"{word}" in "{name}" is not in the glossary', glossary.hint(word))


def _ids(loaded: Loaded, guideline: Guideline) -> Iterator[tuple[str, str, str]]:
    for block in loaded.blocks:
        if block.kind in NAMED:
            yield block.kind, name_of(block), "name" if block.kind == "parameter" else "id"
    for outcome in guideline.outcomes.values():
        yield from (("outcome", action, "actions") for action in outcome.actions)
