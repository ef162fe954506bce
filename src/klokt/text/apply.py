"""Add what a referral's text says to the referral, as statements that a guideline can read."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from klokt.engine.compiled import Compiled
from klokt.model.expression import Value
from klokt.model.fact import Origin, Span
from klokt.model.referral import Notice, Referral, SetAside, Statement
from klokt.model.truth import Truth
from klokt.text.lexicon import Inference, Lexicons, Settings
from klokt.text.read import read_text
from klokt.text.reading import Mention, Reading

NOT_UNDERSTOOD = Notice(
    "text_not_understood",
    "The text is too short or too long, or in a language that is not read: a person must read it.",
)
SUSPICION_NOT_READ = Notice(
    "suspicion_not_read",
    "The text asks about or suspects something in words that are not known: a person must read it.",
)
OTHER_PLACE = "other_place"


def with_text(referral: Referral, lexicons: Lexicons, compiled: Compiled, on: date | None = None) -> Referral:
    """Return the referral with what its text says; `on` is its day where it does not tell one.

    A text that is not understood leaves the referral unread, so that no silence is read as a no.
    """
    day = referral.referral_date or on
    reading = read_text(referral.text or "", lexicons, referral.requested.targets, day)
    conflict = _conflict(reading, lexicons.settings)
    if conflict:  # what is told of the other place is then what the referral is about
        reading = _of_the_other_place(read_text(referral.text or "", lexicons, (), day), lexicons.settings)
    mentions = (*reading.mentions, *_inferred(reading, lexicons.inferences, compiled), *conflict)
    return replace(
        referral,
        text_read=reading.understood,
        statements=(*referral.statements, *map(_statement, mentions)),
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


def _inferred(reading: Reading, inferences: tuple[Inference, ...], compiled: Compiled) -> Iterator[Mention]:
    """What follows from the facts of the text, with the words for one of those that it rests on."""
    values: dict[str, Value] = {}
    spans: dict[str, Span] = {}
    for mention in reading.mentions:
        if mention.value is True or mention.fact not in values:
            values[mention.fact], spans[mention.fact] = mention.value, mention.span
    if not values:
        return
    for inference in inferences:
        if inference.fact not in values and (rests_on := _rests_on(inference, values, compiled)) is not None:
            values[inference.fact] = inference.value
            spans[inference.fact] = next(
                (spans[name] for name in rests_on if name in spans), next(iter(spans.values()))
            )
            yield Mention(inference.fact, inference.value, spans[inference.fact])


def _rests_on(inference: Inference, values: Mapping[str, Value], compiled: Compiled) -> tuple[str, ...] | None:
    """The facts that an inference rests on, or None where it does not hold."""
    truth, asked, _ = compiled.evaluator(inference.when)(values, values)
    return tuple(asked) if Truth.of(truth) is Truth.YES else None


def _of_the_other_place(reading: Reading, settings: Settings) -> Reading:
    """A text without the denial of the complaint at the place asked for: which place is meant, a person must say."""
    denied = [each for each in reading.mentions if each.fact in settings.complaint and each.value is False]
    return replace(reading, mentions=tuple(each for each in reading.mentions if each not in denied))


def _conflict(reading: Reading, settings: Settings) -> tuple[Mention, ...]:
    """That the complaint is told only of another place than the one asked for, where it may be denied."""
    here = (each for each in reading.mentions if each.fact in settings.complaint and each.value is not False)
    if settings.conflict is None or any(here):
        return ()
    elsewhere = (each for each in reading.set_aside if each.why == OTHER_PLACE and each.fact in settings.complaint)
    return tuple(Mention(settings.conflict, True, each.span) for each in list(elsewhere)[:1])
