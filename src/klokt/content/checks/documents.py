"""Sources: every sentence of a document accounted for once, and interpretations that await an owner."""

from collections.abc import Iterator

from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.content.sentence_index import index_path, read_index
from klokt.content.trace import Trace, trace
from klokt.errors import ContentError
from klokt.model.guideline import Document, Guideline


def sentences(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Documents with sentences that nothing accounts for, and documents without an index of their sentences."""
    for document in guideline.documents.values():
        path = index_path(loaded.folder, document.id)
        if not path.is_file():
            hint = f"klokt trace {guideline.id} --document {document.id} --source FILE --write-index"
            yield found("K191", document.place, f'document "{document.id}" has no index of its sentences', hint)
            continue
        try:
            account = trace(guideline, read_index(path), document.id)
        except ContentError as error:
            yield found("K190", document.place, error.message)
        else:
            yield from _unaccounted(document, account)
            yield from _ill_accounted(loaded, document, account)


def _unaccounted(document: Document, account: Trace) -> Iterator[Problem]:
    for sentence in account.unaccounted:
        message = f'nothing accounts for sentence {sentence.number} of "{document.id}", {sentence.locator}'
        yield found("K190", document.place, message, f"fingerprint {sentence.fingerprint}")


def _ill_accounted(loaded: Loaded, document: Document, account: Trace) -> Iterator[Problem]:
    places = {block.data.get("id"): block.at("fingerprints") for block in loaded.blocks if "fingerprints" in block.data}
    for name, fingerprint in account.stale:
        yield found("K193", places.get(name, document.place), f'"{document.id}" has no sentence {fingerprint}')
    for sentence in account.contradicted:
        message = f'a rule and a not_a_rule account for sentence {sentence.number} of "{document.id}"'
        yield found("K193", document.place, message, "keep one of them")
    for sharing in account.shared_reasons:
        name = sharing[0].ids[0]
        message = f'"{name}" sets {len(sharing)} sentences that may carry a norm aside for one reason'
        yield found("K193", places.get(name, document.place), message, "give each a reason of its own")


def awaiting_an_owner(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Interpretations that nobody who may decide has decided, one note for each file and status."""
    waiting: dict[tuple[str, str], list[str]] = {}
    for each in guideline.interpretations.values():
        if each.status.startswith("await"):
            waiting.setdefault((each.place.file, each.status), []).append(each.id)
    for (_, status), names in waiting.items():
        place = loaded.at("interpretation", names[0], "status")
        yield found("K192", place, f"{status}: {', '.join(names)}")
