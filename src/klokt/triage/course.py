"""Let a referral say what the record of the patient's course shows: that, and how, the guideline was followed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from klokt.engine.pathway import Follower
from klokt.model.episode import Episode
from klokt.model.fact import Origin
from klokt.model.guideline import Guideline
from klokt.model.referral import Referral, Statement


def shown_by(follower: Follower, episode: Episode, on: date) -> Mapping[str, bool]:
    """Return the fact that the account of a course answers on a day; nothing where no first contact was recorded."""
    account = follower.pathway.account
    record = follower.recorder.record(episode.events, on)
    return {account.answers: True} if account and account.answers and record.began is not None else {}


def with_course(referral: Referral, guideline: Guideline, episodes: Mapping[str, Episode], on: date | None) -> Referral:
    """Return the referral with what the episode of the same id shows, up to the day of its assessment.

    Nothing is added where there is no such episode, no day, or no account in the guideline.
    """
    day, episode = on or referral.referral_date, episodes.get(referral.id)
    if episode is None or day is None or guideline.pathway is None:
        return referral
    shown = shown_by(Follower(guideline, day), episode, day)
    statements = (Statement(fact, value, Origin.STRUCTURED) for fact, value in shown.items())
    return replace(referral, statements=(*referral.statements, *statements))
