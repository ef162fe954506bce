"""A memory of words looks each of them up once, and does not grow without end."""

from klokt.text.remembered import MOST, Remembered


def test_a_word_is_looked_up_once() -> None:
    looked_up: list[str] = []

    def length(word: str) -> int:
        looked_up.append(word)
        return len(word)

    memory = Remembered(length)
    assert [memory["kne"], memory["kne"]] == [3, 3]
    assert looked_up == ["kne"]


def test_a_memory_that_is_full_is_begun_anew() -> None:
    memory = Remembered(str)
    for number in range(MOST + 1):
        memory[number]
    assert len(memory) == 1
