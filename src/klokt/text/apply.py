"""Add what a referral's text says to the referral, as statements that a guideline can read."""

from collections.abc import Iterator
from dataclasses import replace

from klokt.engine.compiled import Compiled
from klokt.model.expression import Value
from klokt.model.fact import Origin, Span
from klokt.model.referral import Notice, Referral, SetAside, Statement
from klokt.model.truth import Truth
from klokt.text.lexicon import Lexicon, Lexicons
from klokt.text.read import read_text
from klokt.text.reading import Mention, Reading

NOT_UNDERSTOOD = Notice(
    "text_not_understood", "The text is too short or too long, or in a language that is not read: a person must read it."
)

SUSPICION_NOT_READ = Notice(
    "suspicion_not_read", "The text asks about or suspects something in words that are not known: a person must read it."
)


def with_text(referral: Referral, lexicon: Lexicons, compiled: Compiled) -> Referral:
    """Return the referral with the facts of its text, where it has one that nobody has read before.

    A text that is not understood leaves the referral unread, so that no silence is read as a no.
    """
    if not referral.text or not referral.text.strip() or referral.text_read:
        return referral
    reading = read_text(referral.text, lexicon, referral.requested.targets, referral.referral_date)
    elsewhere = _conflicts(reading, lexicon.nordic)
    mentions = (*reading.mentions, *_inferred(reading, lexicon.nordic, compiled), *elsewhere)
    return replace(
        referral,
        text_read=reading.understood,
        statements=(*referral.statements, *(_statement(mention) for mention in mentions)),
        set_aside=tuple(SetAside(each.fact, each.value, each.why, each.span) for each in reading.set_aside),
        unclear=reading.unclear,
        notices=(*referral.notices, *_notices(reading)),
    )


def _notices(reading: Reading) -> Iterator[Notice]:
    if not reading.understood:
        yield NOT_UNDERSTOOD
    elif reading.unread:
        yield SUSPICION_NOT_READ


def _statement(mention: Mention) -> Statement:
    return Statement(mention.fact, mention.value, Origin.TEXT, mention.target, (mention.span,))


def _inferred(reading: Reading, lexicon: Lexicons, compiled: Compiled) -> list[Mention]:
    """What follows from the facts of the text, with the evidence of them all."""
    values: dict[str, Value] = {}
    spans: dict[str, Span] = {}
    for mention in reading.mentions:
        if mention.value is True or mention.fact not in values:
            values[mention.fact], spans[mention.fact] = mention.value, mention.span
    found = []
    for inference in lexicon.inferences:
        if inference.fact in values:
            continue
        truth, asked, _ = compiled.evaluator(inference.when)(values, values)
        if Truth.of(truth) is Truth.YES:
            rests_on = [name for name in asked if name in spans] or list(spans)
            values[inference.fact] = inference.value
            found.append(Mention(inference.fact, inference.value, spans[rests_on[0]]))
    return found


def _conflicts(reading: Reading, lexicon: Lexicon) -> list[Mention]:
    """That the complaint is told only of another place than the one asked for, and what is told of that place."""
    if lexicon.conflict is None or any(each.fact in lexicon.pain for each in reading.mentions):
        return []
    elsewhere = [each for each in reading.set_aside if each.fact in lexicon.pain and each.why == "other_place"]
    if not elsewhere:
        return []
    told = [replace(each, why="", target=None) for each in reading.set_aside if each.why == "other_place"]
    return [Mention(lexicon.conflict, True, elsewhere[0].span), *told]
