"""Tell what was recorded in the words of the guideline: findings, their values, and who held a contact."""

from datetime import date

from klokt.model.episode import Finding
from klokt.model.pathway import Pathway
from klokt.wording.pathway import told_day
from klokt.wording.told import told_number
from klokt.words import Words

word = Words("klokt.wording")


def told_finding(pathway: Pathway, name: str, value: Finding, language: str) -> str:
    """Return a finding with its value, such as "paresis: mild"; its id where the guideline has no words for it."""
    titles = {each.id: each.title for each in pathway.work.findings}
    title = titles[name][language] if name in titles else name
    return f"{title}: {told_found(pathway, name, value, language)}"


def told_found(pathway: Pathway, name: str, value: Finding, language: str) -> str:
    """Return the value of a finding: yes or no, a number, a day, or words, by their label where they have one."""
    if isinstance(value, bool):
        return word("yes" if value else "no", language)
    if isinstance(value, int | float):
        return told_number(value, language)
    if isinstance(value, tuple):
        return ", ".join(told_found(pathway, name, each, language) for each in value) or word("nothing", language)
    try:
        return told_day(date.fromisoformat(value), language)
    except ValueError:
        return _labelled(pathway, name, value, language)


def _labelled(pathway: Pathway, name: str, value: str, language: str) -> str:
    """The label of a word; of words that begin with one that has a label, the label and the rest as it was written."""
    labels = next((each.labels for each in pathway.work.findings if each.id == name), {})
    first, comma, rest = value.partition(",")
    for text, after in ((value, ""), (first, comma + rest)):
        if language in labels.get(text, {}):
            return labels[text][language] + after
    return value


def told_actor(pathway: Pathway, name: str, language: str) -> str:
    """Return who somebody is, by the name that a record uses; that name where the guideline does not know it."""
    titles = (actor.title[language] for actor in pathway.work.actors if name in actor.names)
    return next(titles, name)


def told_actors(pathway: Pathway, ids: tuple[str, ...], language: str) -> str:
    """Return several actors, by their ids, as a list in words."""
    titles = {actor.id: actor.title[language] for actor in pathway.work.actors}
    return ", ".join(titles[each] for each in ids if each in titles)
