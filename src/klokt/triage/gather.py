"""Take in messages that arrive at the same time in one transaction, each with a receipt of its own."""

from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from klokt.triage.ports import Assess, Journal
from klokt.triage.receive import NO_LIMITS, Incoming, Read, Receipt, Within, receive_all

MOST = 50
"""How many messages share a transaction at most."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """A message whose receipt somebody waits for."""

    message: Incoming
    at: datetime
    on: date
    became: Receipt | Exception | None = None

    def told(self) -> Receipt:
        if isinstance(self.became, Receipt):
            return self.became
        raise self.became or RuntimeError("nobody took the message")


class Gatherer:
    """A door with many hands: whoever comes while others are at the disk is taken along the next time.

    A message that fails is tried alone, so that none suffers for another.
    """

    def __init__(self, journal: Journal, read: Read, assess: Assess, within: Within = NO_LIMITS) -> None:
        self._journal = journal
        self._read = read
        self._assess = assess
        self._within = within
        self._waiting: list[_Waiting] = []
        self._list, self._turn = Lock(), Lock()

    def receive(self, message: Incoming, at: datetime, on: date) -> Receipt:
        """Keep a message and return its receipt, from any thread; as `receive`, and raises what that raises."""
        mine = _Waiting(message, at, on)
        with self._list:
            self._waiting.append(mine)
        while mine.became is None:
            with self._turn:
                if mine.became is None:
                    self._take(self._next())
        return mine.told()

    def _next(self) -> list[_Waiting]:
        """Those who waited longest, of one day."""
        with self._list:
            first = self._waiting[0].on
            batch = [each for each in self._waiting if each.on == first][:MOST]
            self._waiting = [each for each in self._waiting if each not in batch]
        return batch

    def _take(self, batch: list[_Waiting]) -> None:
        try:
            receipts = self._kept(batch)
        except Exception as error:  # whatever it is: whoever waits must be told
            if len(batch) > 1:
                for each in batch:
                    self._take([each])
            else:
                batch[0].became = error
            return
        for each, receipt in zip(batch, receipts, strict=True):
            each.became = receipt

    def _kept(self, batch: list[_Waiting]) -> list[Receipt]:
        messages, latest = [each.message for each in batch], max(each.at for each in batch)
        return receive_all(self._journal, messages, self._read, self._assess, latest, batch[0].on, self._within)
