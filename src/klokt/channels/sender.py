"""The sender of the outbox: one attempt of each letter that is due in each unit, and on after any error."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from threading import Event, Thread

from klokt.errors import KloktError, SendingError, TriageError
from klokt.model.access import Access, Role
from klokt.model.worklist import Outgoing
from klokt.storage.store import Store
from klokt.triage.send import Send, send

PAUSE = 5.0
"""Seconds between one look into the outbox and the next."""

WHO = "sender"
"""Under which id the sender's attempts stand in the journal."""


class Sender:
    """Lets the letters of units leave. `send_by` hands over those of each unit, and `now` tells the moment in UTC.

    `complain` is told in words without anything of a patient when a look into the outbox fails.
    """

    def __init__(
        self,
        store: Store,
        send_by: Mapping[str, Send],
        now: Callable[[], datetime],
        complain: Callable[[str], None],
        pause: float = PAUSE,
    ) -> None:
        self._journal = store.open_for(Access(WHO, dict.fromkeys(send_by, frozenset({Role.DOOR}))))
        self._send_by = {unit: _surely(by) for unit, by in send_by.items()}
        self._now = now
        self._complain = complain
        self._pause = pause
        self._stopped = Event()
        self._thread: Thread | None = None

    def send_due(self) -> tuple[int, int]:
        """Make one attempt of each letter that is due; return how many arrived, and how many did not.

        A letter that somebody else is at is left to them. Raises KloktError where the journal cannot be used.
        """
        arrived = failed = 0
        for unit, by in self._send_by.items():
            while made := self._attempts(unit, by):
                arrived, failed = arrived + sum(made), failed + len(made) - sum(made)
        return arrived, failed

    def _attempts(self, unit: str, by: Send) -> list[bool]:
        """Whether each letter arrived, of the first that are due; none where nothing is left, or it is to stop."""
        made = []
        for letter in self._journal.due_letters(unit, self._now()):
            if self._stopped.is_set():
                return []
            try:
                made.append(send(self._journal, letter, self._journal.letter_bytes(letter), by, self._now()))
            except TriageError as error:
                if error.code != "K704":
                    raise
        return made

    def run(self) -> None:
        """Send what is due, again and again, until `stop`; no error ends it."""
        while not self._stopped.is_set():
            with suppress(Exception):  # the complaint itself may fail, as where standard error is closed
                self._one_look()
            self._stopped.wait(self._pause)

    def start(self) -> None:
        """Begin to run in a thread of its own, beside a server."""
        self._thread = Thread(target=self.run, name="klokt-sender", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the attempt that is being made, and wait for that; what is left is sent the next time."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _one_look(self) -> None:
        try:
            self.send_due()
        except KloktError as error:
            self._complain(f"the sender: {error.code} {error}")
        except Exception as error:  # the next look comes all the same; its words may tell of a patient
            self._complain(f"the sender: {type(error).__name__}")


def _surely(by: Send) -> Send:
    """The same way, where an error that nobody thought of is a failed attempt too, and waits its turn."""

    def hand_over(letter: Outgoing, content: bytes) -> None:
        try:
            by(letter, content)
        except KloktError:
            raise
        except Exception as error:
            raise SendingError("K600", f"the way out failed: {type(error).__name__}") from None

    return hand_over
