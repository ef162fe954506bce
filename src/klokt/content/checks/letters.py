"""Letters: what they name is there, they go with the outcomes that name them, and every language says the same."""

from collections.abc import Iterator

from klokt.content.checks.references import missing
from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.engine.parse import nearest
from klokt.model.fact import Texts
from klokt.model.guideline import Guideline
from klokt.model.letter import OWN_SLOTS, RIGHT_SLOTS, Paragraph, slots_in, with_slots_filled

ASSUMPTIONS = "assumptions"


def names(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Letters, outcomes, facts and languages that a letter, a paragraph or an outcome names, and that are not there."""
    for outcome in guideline.outcomes.values():
        named = [outcome.letter] if outcome.letter else []
        yield from missing(loaded, ("outcome", outcome.id, "letter"), "letter", named, guideline.letters)
    for letter in guideline.letters.values():
        yield from missing(loaded, ("letter", letter.id, "outcomes"), "outcome", letter.outcomes, guideline.outcomes)
        rights = [clock.right for clock in guideline.pathway.clocks.values()] if guideline.pathway else []
        yield from missing(loaded, ("letter", letter.id, "rights"), "right", letter.rights, rights)
        steps = guideline.pathway.next_steps if guideline.pathway else ()
        yield from missing(loaded, ("letter", letter.id, "next_steps"), "next step", letter.next_steps, steps)
        where = ("letter", letter.id, "languages")
        yield from missing(loaded, where, "such language of the guideline", letter.languages, guideline.languages)
    for paragraph in guideline.paragraphs:
        where = ("paragraph", paragraph.id, "letter")
        yield from missing(loaded, where, "letter", paragraph.letters, guideline.letters)
        yield from missing(loaded, ("paragraph", paragraph.id, "tells"), "fact", paragraph.tells, guideline.facts)


def outcomes(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """An outcome whose letter may not go with it, and a return letter for a referral that is not returned."""
    for outcome in guideline.outcomes.values():
        letter = guideline.letters.get(outcome.letter or "")
        if letter and outcome.id not in letter.outcomes:
            message = f'letter "{letter.id}" may not go with outcome "{outcome.id}", which names it'
            yield found("K194", loaded.at("letter", letter.id, "outcomes"), message, f'add "{outcome.id}"')
    for letter in guideline.letters.values():
        for name in letter.outcomes:
            if letter.kind == "return" and name in guideline.outcomes and guideline.outcomes[name].effect != "return":
                message = f'return letter "{letter.id}" goes with outcome "{name}", which returns nothing'
                hint = 'drop the outcome, or make it a letter of the kind "information"'
                yield found("K194", loaded.at("letter", letter.id, "outcomes"), message, hint)


def lists(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Items under a paragraph that is not there, is an item itself, has another role, or is of other letters."""
    paragraphs = {paragraph.id: paragraph for paragraph in guideline.paragraphs}
    for paragraph in guideline.paragraphs:
        if paragraph.under is not None:
            where = ("paragraph", paragraph.id, "under")
            yield from missing(loaded, where, "paragraph", [paragraph.under], paragraphs)
            above = paragraphs.get(paragraph.under)
            flaw = above and _flaw(paragraph, above)
            if flaw:
                yield found("K195", loaded.at(*where), f'paragraph "{paragraph.id}" stands under {flaw}')


def _flaw(item: Paragraph, above: Paragraph) -> str | None:
    if above.under is not None:
        return f'"{above.id}", which is an item itself'
    if above.role != item.role:
        return f'"{above.id}", whose role is {above.role}'
    lacking = [letter for letter in item.letters if letter not in above.letters]
    return f'"{above.id}", which letter "{lacking[0]}" does not have' if lacking else None


def assumptions(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Letters to a referrer where an assumption could go untold: no paragraph lists them under every condition."""
    for letter in guideline.letters.values():
        listing = [
            paragraph
            for paragraph in guideline.paragraphs
            if letter.id in paragraph.letters and paragraph.role == ASSUMPTIONS and paragraph.under is None
        ]
        always = len(listing) == 1 and listing[0].when is None and not listing[0].tells
        if letter.addressee == "referrer" and not always:
            hint = 'one paragraph with role = "assumptions", no "when", no "tells" and no "under"'
            yield found(
                "K197", loaded.at("letter", letter.id, "id"), f'letter "{letter.id}" lists no assumptions', hint
            )


def unread(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Letters without an opening paragraph, and paragraphs of no letter."""
    for letter in guideline.letters.values():
        if not any(letter.id in each.letters and each.role == "opening" for each in guideline.paragraphs):
            yield found("K198", loaded.at("letter", letter.id, "id"), f'letter "{letter.id}" has no opening')
    for paragraph in guideline.paragraphs:
        if not paragraph.letters:
            place = loaded.at("paragraph", paragraph.id, "letter")
            yield found("K198", place, f'paragraph "{paragraph.id}" is of no letter')


def slots(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Slots that nothing fills, slots that one language has and another lacks, and braces that are no slot."""
    for kind, name, key, texts in _slotted(guideline):
        known = _fillers(guideline, name) if key == "text" else []
        first = slots_in(next(iter(texts.values()), ""))
        for language, text in texts.items():
            for message, hint in _slot_flaws(text, first, known):
                yield found("K196", loaded.at(kind, name, f"{key}.{language}"), message, hint)


def _slotted(guideline: Guideline) -> Iterator[tuple[str, str, str, Texts]]:
    """The texts of letters; a slot may stand in the text of a paragraph alone, where it can be left unprinted."""
    for letter in guideline.letters.values():
        yield "letter", letter.id, "title", letter.title
    for paragraph in guideline.paragraphs:
        yield "paragraph", paragraph.id, "heading", paragraph.heading
        yield "paragraph", paragraph.id, "text", paragraph.text


def _fillers(guideline: Guideline, paragraph: str) -> list[str]:
    """What can fill the slots of a paragraph; the days of a right only where all its letters are of a right."""
    letters = [name for each in guideline.paragraphs if each.id == paragraph for name in each.letters]
    of_right = letters and all(name in guideline.letters and guideline.letters[name].rights for name in letters)
    own = RIGHT_SLOTS if of_right else OWN_SLOTS
    return [*guideline.facts, *(parameter.name for parameter in guideline.parameters), *own]


def _slot_flaws(text: str, first: tuple[str, ...], known: list[str]) -> Iterator[tuple[str, str]]:
    here = slots_in(text)
    for slot in here:
        if slot not in known:
            yield f"nothing fills the slot {{{slot}}}", nearest(slot, known) or "facts and parameters fill slots"
    if set(here) != set(first):
        yield "the slots are not those of the first language", f"those are {', '.join(first) or 'none'}"
    if set(with_slots_filled(text, lambda _: "")) & {"{", "}"}:
        yield "a brace is no slot", "write {name}, with a name of letters, digits and _"
