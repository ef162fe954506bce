"""Sources: every sentence of a document accounted for, and interpretations that await an owner."""

from collections.abc import Iterator

from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.content.sentence_index import index_path, read_index
from klokt.content.trace import trace
from klokt.errors import ContentError
from klokt.model.guideline import Guideline


def sentences(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Documents with sentences that nothing accounts for, and documents without an index of their sentences."""
    for document in guideline.documents.values():
        path = index_path(loaded.folder, document.id)
        if not path.is_file():
            hint = "klokt trace makes it from the document"
            yield found("K191", document.place, f'document "{document.id}" has no index of its sentences', hint)
            continue
        try:
            account = trace(guideline, read_index(path), document.id)
        except ContentError as error:
            yield found("K190", document.place, error.message)
            continue
        for sentence in account.unaccounted:
            message = f'nothing accounts for sentence {sentence.number} of "{document.id}", {sentence.locator}'
            yield found("K190", document.place, message, f"fingerprint {sentence.fingerprint}")


def awaiting_an_owner(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Interpretations that nobody who may decide has decided."""
    for each in guideline.interpretations.values():
        if each.status.startswith("awaits"):
            yield found("K192", loaded.at("interpretation", each.id, "status"), f'"{each.id}" {each.status}')
