"""Keep a document's sentences as an index without text, so that completeness is checked where the document is not."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from klokt.content.sentences import Sentence
from klokt.errors import ContentError

_HEADER = "number\tlocator\tfingerprint\tnormative\treference"
_LINE = re.compile(r"(\d+)\t([^\t]+)\t([0-9a-f]{12})\t(yes|no)\t(yes|no)")


@dataclass(frozen=True, slots=True)
class Differences:
    """How a document differs from its index: sentences that only one of them has, and those now marked otherwise."""

    added: tuple[Sentence, ...]
    gone: tuple[Sentence, ...]
    marked_otherwise: tuple[Sentence, ...]

    @property
    def same_edition(self) -> bool:
        """Whether document and index hold the same sentences, with the same marks."""
        return not (self.added or self.gone or self.marked_otherwise)


def index_path(folder: Path, document_id: str) -> Path:
    """Return where a guideline folder keeps the index of a document."""
    return folder / "sources" / f"{document_id}.sentences.tsv"


def write_index(path: Path, sentences: Sequence[Sentence]) -> None:
    """Write the index of a document's sentences: tab-separated, a header line first, no text."""
    lines = [_HEADER, *map(_line, sentences)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_index(path: Path) -> list[Sentence]:
    """Return the sentences of an index; raise ContentError, naming the line, where it cannot be read."""
    try:
        header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    except OSError as error:
        raise ContentError(f"{path.name} cannot be read: {error.strerror}") from error
    if header != _HEADER:
        raise ContentError(f"{path.name}:1 must be the header {_HEADER.split()}")
    return [_sentence(path.name, number, line) for number, line in enumerate(lines, start=2)]


def differences(document: Sequence[Sentence], index: Sequence[Sentence]) -> Differences:
    """Return what a document holds that its index does not, and the other way round.

    A sentence that stands twice counts twice. The order of sentences does not matter.
    """
    marks = {sentence.fingerprint: _marks(sentence) for sentence in index}
    otherwise = (each for each in document if marks.get(each.fingerprint, _marks(each)) != _marks(each))
    return Differences(_beyond(document, index), _beyond(index, document), tuple(otherwise))


def _beyond(these: Sequence[Sentence], others: Sequence[Sentence]) -> tuple[Sentence, ...]:
    left = Counter(sentence.fingerprint for sentence in others)
    beyond: list[Sentence] = []
    for sentence in these:
        left[sentence.fingerprint] -= 1
        if left[sentence.fingerprint] < 0:
            beyond.append(sentence)
    return tuple(beyond)


def _marks(sentence: Sentence) -> tuple[str, str]:
    return "yes" if sentence.normative else "no", "yes" if sentence.reference else "no"


def _line(sentence: Sentence) -> str:
    return "\t".join((str(sentence.number), sentence.locator, sentence.fingerprint, *_marks(sentence)))


def _sentence(file: str, number: int, line: str) -> Sentence:
    cells = _LINE.fullmatch(line)
    if cells is None:
        raise ContentError(
            f"{file}:{number} is not a line of a sentence index: write the index again from the document"
        )
    return Sentence(int(cells[1]), cells[2], "", cells[3], cells[4] == "yes", cells[5] == "yes")
