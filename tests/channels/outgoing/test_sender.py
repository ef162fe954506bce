"""Every letter arrives at least once and is known as one, whatever the way out does meanwhile."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from channels.outgoing.receiving import receiving
from databases import ANNA, DOOR, NOW, TERMS, UNIT, a_message, take
from klokt.channels.sender import Sender
from klokt.errors import KloktError, SendingError, StoreError
from klokt.model.decision import Choice, Decision
from klokt.model.worklist import Outgoing
from klokt.sending.closed_loop import write_closed_loop
from klokt.sending.fhir_server import to_server
from klokt.sending.folder import into_folder
from klokt.storage.store import Store
from klokt.triage.decide import Draft, decide
from klokt.triage.send import WAITS, Send
from sending.test_closed_loop import CHANGED

HELD = NOW + TERMS.hold
BUNDLE = write_closed_loop(CHANGED)
NAMES = BUNDLE.count(b"ifNoneExist")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = HELD

    def now(self) -> datetime:
        """The moment that was set."""
        return self.at


def decided(store: Store, number: int = 1, drafts: int = 1) -> str:
    """A referral that was decided on, with messages that wait; return its stream."""
    (stream,) = take(store.open_for(DOOR), a_message(number)).referrals
    journal = store.open_for(ANNA)
    item = journal.item(stream)
    assert item.proposal is not None
    assert item.outcome is not None
    answer = Decision(Choice.RETURN, item.outcome, item.proposal)
    decide(journal, stream, item.version, answer, TERMS, NOW, [Draft("fhir", "server", BUNDLE)] * drafts)
    return stream


def state(store: Store, stream: str) -> list[str]:
    return [each.state for each in store.open_for(ANNA).letters(stream)]


def sender(store: Store, way: Send, clock: Clock, complain: Callable[[str], None] = pytest.fail) -> Sender:
    return Sender(store, {UNIT: way}, clock.now, complain, pause=0.001)


def test_a_letter_leaves_when_its_hold_is_over_and_not_before(store: Store) -> None:
    stream, clock = decided(store), Clock()
    with receiving() as server:
        sending = sender(store, to_server(server.url), clock)
        clock.at = HELD - timedelta(seconds=1)
        assert sending.send_due() == (0, 0)
        clock.at = HELD
        assert sending.send_due() == (1, 0)
        assert sending.send_due() == (0, 0)
    assert (server.arrivals, len(server.kept), state(store, stream)) == (1, NAMES, ["sent"])


@pytest.mark.parametrize("trouble", ["500", "503", "400", "302", "silent"])
def test_a_letter_that_was_not_taken_is_sent_again_when_its_time_comes(store: Store, trouble: str) -> None:
    stream, clock = decided(store), Clock()
    with receiving(trouble) as server:
        sending = sender(store, to_server(server.url, timeout=2), clock)
        assert sending.send_due() == (0, 1)
        assert sending.send_due() == (0, 0)
        clock.at += WAITS[0]
        assert sending.send_due() == (1, 0)
    assert (server.arrivals, state(store, stream)) == (1, ["sent"])


def test_a_server_that_dies_after_it_took_a_letter_gets_it_twice_and_keeps_it_once(store: Store) -> None:
    decided(store)
    clock = Clock()
    with receiving("dies after") as server:
        sending = sender(store, to_server(server.url), clock)
        assert sending.send_due() == (0, 1)
        clock.at += WAITS[0]
        assert sending.send_due() == (1, 0)
    assert (server.arrivals, len(server.kept)) == (2, NAMES)
    assert len({each["Idempotency-Key"] for each in server.headers}) == 1


def test_a_program_that_died_while_it_sent_sends_again_what_nobody_ended(store: Store) -> None:
    class Killed(BaseException):
        """What no program survives."""

    def dies(letter: Outgoing, content: bytes) -> None:
        raise Killed

    stream, clock = decided(store), Clock()
    with pytest.raises(Killed):
        sender(store, dies, clock).send_due()
    assert state(store, stream) == ["sending"]
    clock.at += timedelta(minutes=10)
    with receiving() as server:
        assert sender(store, to_server(server.url), clock).send_due() == (1, 0)
    assert state(store, stream) == ["sent"]


def test_one_letter_that_fails_holds_no_other_up(store: Store) -> None:
    streams = [decided(store, number) for number in range(3)]
    with receiving("500") as server:
        assert sender(store, to_server(server.url), Clock()).send_due() == (2, 1)
    assert sorted(one for each in streams for one in state(store, each)) == ["sent", "sent", "waiting"]


def test_after_the_last_attempt_a_letter_needs_a_person(store: Store) -> None:
    stream, clock = decided(store), Clock()
    with receiving(*["500"] * 6) as server:
        sending = sender(store, to_server(server.url), clock)
        for wait in (*WAITS, timedelta(0)):
            assert sending.send_due() == (0, 1)
            clock.at += wait
        clock.at += timedelta(days=1)
        assert sending.send_due() == (0, 0)
    assert state(store, stream) == ["failed"]


def test_more_letters_than_one_page_of_the_outbox_all_leave(store: Store) -> None:
    stream = decided(store, drafts=70)
    with receiving() as server:
        assert sender(store, to_server(server.url), Clock()).send_due() == (70, 0)
    assert set(state(store, stream)) == {"sent"}


def test_an_error_that_nobody_thought_of_is_a_failed_attempt(store: Store) -> None:
    def breaks(letter: Outgoing, content: bytes) -> None:
        raise ZeroDivisionError("Testesen 10915596784")

    decided(store)
    assert sender(store, breaks, Clock()).send_due() == (0, 1)


def test_two_senders_at_once_send_each_letter_once(store: Store) -> None:
    for number in range(4):
        decided(store, number)
    with receiving() as server:
        both = [sender(store, to_server(server.url), Clock()) for _ in range(2)]
        threads = [threading.Thread(target=each.send_due) for each in both]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert server.arrivals == 4


def test_the_sender_beside_a_server_survives_trouble_and_stops_when_it_is_told(store: Store) -> None:
    stream, done = decided(store), threading.Event()
    told: list[str] = []

    def clock() -> datetime:
        if not told:
            raise StoreError("K802", "busy")
        return HELD

    def way(letter: Outgoing, content: bytes) -> None:
        done.set()

    sending = Sender(store, {UNIT: way}, clock, told.append, pause=0.001)
    sending.start()
    assert done.wait(30)
    sending.stop()
    assert told == ["the sender: K802 busy"]
    assert state(store, stream) == ["sent"]


def test_a_folder_gets_each_letter_once_and_whole(store: Store, tmp_path: Path) -> None:
    stream = decided(store, drafts=2)
    assert sender(store, into_folder(tmp_path / "out"), Clock()).send_due() == (2, 0)
    files = sorted((tmp_path / "out").iterdir())
    assert [each.name for each in files] == [f"{stream}_3.{number}.json" for number in (1, 2)]
    assert {each.read_bytes() for each in files} == {BUNDLE}


def a_letter(once: str = "referral-1/4.1", kind: str = "letter_pdf") -> Outgoing:
    return Outgoing("referral-1", UNIT, "4.1", kind, "letters", once, "sending", NOW, 1, None, 1)


def test_a_second_copy_in_a_folder_is_known_as_one(tmp_path: Path) -> None:
    way = into_folder(tmp_path)
    way(a_letter(), b"one")
    way(a_letter(), b"one")
    assert [each.name for each in tmp_path.iterdir()] == ["referral-1_4.1.pdf"]


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    way = into_folder(tmp_path)
    way(a_letter(), b"one")
    with pytest.raises(SendingError) as refused:
        way(a_letter(), b"two")
    assert (refused.value.code, (tmp_path / "referral-1_4.1.pdf").read_bytes()) == ("K607", b"one")


def test_half_a_file_of_an_attempt_that_died_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / ".referral-1_4.1.pdf.part").write_bytes(b"o")
    into_folder(tmp_path)(a_letter(), b"one")
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"referral-1_4.1.pdf": b"one"}


@pytest.mark.parametrize("once", ["../escape", "a b", "", "x" * 201])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, once: str) -> None:
    with pytest.raises(SendingError) as refused:
        into_folder(tmp_path / "out")(a_letter(once), b"one")
    assert (refused.value.code, list(tmp_path.iterdir())) == ("K607", [])


def test_a_folder_that_cannot_be_written_to_is_a_failed_attempt(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    with pytest.raises(SendingError) as refused:
        into_folder(tmp_path / "out")(a_letter(), b"one")
    assert refused.value.code == "K607"


@pytest.mark.parametrize(
    "url",
    [
        "http://fhir.example.org/R4",
        "https://user:secret@fhir.example.org",
        "https://fhir.example.org/R4?key=1",
        "ftp://fhir.example.org",
        "https://",
        "https://[",
        "http://127.0.0.1.example.org",
    ],
)
def test_an_address_that_may_not_be_sent_to_is_refused_at_once_and_never_told(url: str) -> None:
    with pytest.raises(SendingError) as refused:
        to_server(url)
    assert refused.value.code == "K604"
    assert "example" not in str(refused.value)


def test_the_token_goes_along_as_it_is_now() -> None:
    tokens = iter(["first", "second"])
    with receiving() as server:
        way = to_server(server.url, lambda: next(tokens))
        way(a_letter(), BUNDLE)
        way(a_letter(), BUNDLE)
    assert [each["Authorization"] for each in server.headers] == ["Bearer first", "Bearer second"]


def test_a_server_that_is_not_there_is_a_failed_attempt() -> None:
    with receiving() as server:
        url = server.url
    with pytest.raises(KloktError) as refused:
        to_server(url)(a_letter(), BUNDLE)
    assert refused.value.code == "K605"
