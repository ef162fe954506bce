"""klokt trace: what became of every sentence of a source document."""

import argparse
from pathlib import Path

from klokt.channels.cli.terminal import complain
from klokt.content.load import find, load, usable
from klokt.content.sentence_index import differences, index_path, read_index, write_index
from klokt.content.sentences import Sentence, sentences
from klokt.content.trace import trace
from klokt.content.trace_lines import difference_lines, trace_lines
from klokt.errors import ContentError
from klokt.model.guideline import Guideline

EXAMPLE = """examples:
  klokt trace no_knee_hip_imaging
  klokt trace no_knee_hip_imaging --source the_document.txt"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("guideline", help="id or folder of the guideline")
    parser.add_argument("--source", type=Path, help="the document as text; the index of its sentences by default")
    parser.add_argument("--document", help="its id in sources.toml; needed where there are several")
    parser.add_argument("--write-index", action="store_true", help="make the index of sentences from the document")


def run(arguments: argparse.Namespace) -> int:
    """Print the account of each sentence; return 0 when all are accounted for, else 1."""
    folder = find(arguments.guideline)
    guideline = usable(load(folder))
    document = arguments.document or _only_document(guideline)
    if document is None:
        complain(f"name the document with --document: {', '.join(guideline.documents)}")
        return 2
    if document not in guideline.documents:
        complain(f'there is no document "{document}"; there are: {", ".join(guideline.documents) or "none"}')
        return 2
    if arguments.write_index and arguments.source is None:
        complain("--write-index needs the document: --source FILE")
        return 2
    found = _sentences(arguments, folder, document)
    account = trace(guideline, found, document)
    for line in trace_lines(account):
        print(line)
    return 0 if account.complete else 1


def _only_document(guideline: Guideline) -> str | None:
    return next(iter(guideline.documents)) if len(guideline.documents) == 1 else None


def _sentences(arguments: argparse.Namespace, folder: Path, document: str) -> list[Sentence]:
    """The document's sentences, after saying how it differs from the index, or those of the index."""
    path = index_path(folder, document)
    if not arguments.write_index and not path.is_file():
        command = f"klokt trace {arguments.guideline} --document {document} --source FILE --write-index"
        raise ContentError(f'there is no index of "{document}" yet; make it with: {command}')
    if arguments.source is None:
        return read_index(path)
    found = sentences(arguments.source.read_text(encoding="utf-8"))
    if arguments.write_index:
        write_index(path, found)
        print(f"Wrote {path} (sentences: {len(found)}, without their text).")
    for line in difference_lines(differences(found, read_index(path))):
        print(line)
    return found
