"""A memory of what was found of each word, so that a word is looked up once however often texts have it."""

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Found = TypeVar("Found")

MOST = 50_000
"""How many different words are kept in mind; a longer memory is begun anew."""


class Remembered(dict[Key, Found]):
    """What a look-up found, by what was looked up: memory[word] looks a word up that it does not hold."""

    def __init__(self, look_up: Callable[[Key], Found]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, key: Key) -> Found:
        if len(self) >= MOST:
            self.clear()
        found = self[key] = self._look_up(key)
        return found
