"""An old proposal is made again to the byte, from what the journal kept; where that cannot be, it is said."""

from dataclasses import replace
from pathlib import Path

import pytest

from databases import ADMINISTRATOR, ANNA, DOOR, NOW, TERMS, TODAY, UNIT, a_message, take
from klokt.channels.cli.assess import Desk
from klokt.errors import TriageError
from klokt.intake.reader import read
from klokt.model.event import Proposed
from klokt.model.fact import Audience
from klokt.model.referral import Correction
from klokt.storage.erase import erase
from klokt.storage.replaying import Replayed, replay
from klokt.storage.store import Store
from klokt.triage.follow_up import correct
from klokt.triage.propose import Assessor
from klokt.triage.receive import Incoming, receive_all
from norway import LEFT_KNEE, norway


def at_hand(made: Proposed) -> Assessor | None:
    return Assessor(norway(), made.overrides) if made.content_hash == norway().content_hash else None


def changed_since(made: Proposed) -> Assessor:
    """The same guideline, where the outcome that was proposed then has another urgency today."""
    outcomes = {**norway().outcomes}
    outcomes[made.outcome] = replace(outcomes[made.outcome], urgency="acute", letter=None)
    return Assessor(replace(norway(), outcomes=outcomes))


def corrected(store: Store) -> str:
    """Take in a referral, correct one of its facts, and return its stream: two proposals stand in it."""
    stream = take(store.open_for(DOOR), a_message()).referrals[0]
    anna = store.open_for(ANNA)
    said = [Correction("fever", True, LEFT_KNEE)]
    assessor = Assessor(norway())
    correct(
        anna,
        stream,
        anna.item(stream).version,
        said,
        lambda referral, corrections: assessor.propose(referral, Audience.RECEIVER, None, corrections),
        TERMS,
        NOW,
    )
    return stream


def test_every_proposal_is_the_same_to_the_byte_also_after_a_correction(store: Store) -> None:
    stream = corrected(store)
    assert [(each.stream, each.version, each.same) for each in replay(store.engine, at_hand)] == [
        (stream, 2, True),
        (stream, 4, True),
    ]


def test_a_proposal_that_comes_out_otherwise_is_told(store: Store) -> None:
    stream = take(store.open_for(DOOR), a_message()).referrals[0]
    (found,) = replay(store.engine, changed_since, stream)
    assert (found.same, found.error) == (False, None)


def code(found: Replayed) -> str:
    assert found.error is not None
    return found.error.code


def test_an_edition_that_is_not_at_hand_is_said_to_be_so(store: Store) -> None:
    take(store.open_for(DOOR), a_message())
    assert [code(each) for each in replay(store.engine, lambda made: None)] == ["K708"]


def test_the_proposal_for_an_erased_person_cannot_be_made_again(store: Store) -> None:
    stream = take(store.open_for(DOOR), a_message()).referrals[0]
    subject = store.open_for(ANNA).item(stream).subject or ""
    erase(store.engine, ADMINISTRATOR, subject, "patient_request", NOW)
    assert [code(each) for each in replay(store.engine, at_hand, stream)] == ["K706"]


def test_a_referral_that_is_not_there_is_an_error(store: Store) -> None:
    with pytest.raises(TriageError):
        list(replay(store.engine, at_hand, "referral-nobody-0"))


def test_every_example_with_its_text_is_made_again_to_the_byte_as_the_command_reads_it(store: Store) -> None:
    desk = Desk(None, {})
    lines = [line for name in ("web_referrals", "dk_spine_referrals") for line in example(name).splitlines()[:12]]
    messages = [Incoming(UNIT, "file", "examples", str(number), line) for number, line in enumerate(lines)]
    journal = store.open_for(DOOR)
    receive_all(journal, messages, read, lambda one, on: desk.assessed_one(one, Audience.RECEIVER, on), NOW, TODAY)
    made = {each.content_hash: Assessor(each) for each in desk.guidelines}
    found = list(replay(store.engine, lambda proposed: made[proposed.content_hash]))
    assert len(found) == len(lines)
    assert [each for each in found if not each.same] == []


def example(name: str) -> bytes:
    return (Path(__file__).parents[2] / "examples" / f"{name}.jsonl").read_bytes()
