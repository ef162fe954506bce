"""Measure a letter in each form: composed, as text, as HTML, and as PDF with the press kept or made anew."""

import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles

from klokt.letters.document import Document
from klokt.letters.html import fragment
from klokt.letters.pdf import laid_out, pdf
from klokt.letters.press import Press
from klokt.letters.text import told
from letters.examples import examples
from letters.paper import A_UNIT, PROPOSAL, as_read

COUNT = 60
RESULTS = Path(__file__).with_name("results.json")
Form = Callable[[Document], object]


def main() -> None:
    """Make each form of the same letters, check that the PDF tells its reference, and print the times."""
    os.sched_setaffinity(0, {0})
    letters = list(islice(cycle(longest()), COUNT))
    numbered = [replace(each, reference=f"KL-{number:04}") for number, each in enumerate(letters)]
    kept = Press()

    def printed(document: Document, press: Press) -> bytes:
        return press.pdf("letter", laid_out(document, PROPOSAL), document.day)

    forms: dict[str, Form] = {
        "text": told,
        "HTML": fragment,
        "PDF, the press kept": lambda document: printed(document, kept),
        "PDF, a new press for each": lambda document: printed(document, Press()),
    }
    for form in forms.values():
        form(letters[0])
    if any(
        each.addressee == "referrer" and each.reference not in as_read(pdf(each, PROPOSAL)) for each in numbered[:9]
    ):
        raise SystemExit("a PDF does not tell the reference of its letter")
    report({name: measured(form, numbered) for name, form in forms.items()})


def longest() -> list[Document]:
    """Return the longest of each letter in each language, over the example referrals."""
    found: dict[tuple[str, str], Document] = {}
    for example in examples():
        for letter in example.letters():
            for language in ("nb", "nn", "en"):
                document = replace(example.letter(letter, language), letterhead=A_UNIT)
                other = found.setdefault((letter, language), document)
                found[letter, language] = max(document, other, key=lambda each: len(told(each)))
    return list(found.values())


def measured(form: Form, documents: list[Document]) -> dict[str, float]:
    """Return p50 and p95 of processor time and of wall time, in milliseconds."""
    processor, wall = [], []
    for document in documents:
        clocks = time.process_time(), time.perf_counter()
        form(document)
        processor.append((time.process_time() - clocks[0]) * 1000)
        wall.append((time.perf_counter() - clocks[1]) * 1000)
    times = {"cpu": quantiles(processor, n=100), "wall": quantiles(wall, n=100)}
    return {f"{clock}_p{each}": times[clock][each - 1] for clock in times for each in (50, 95)}


def report(times: dict[str, dict[str, float]]) -> None:
    """Print the times as a table, and write them beside this file."""
    columns = list(next(iter(times.values())))
    print(f"{COUNT} letters; Python {platform.python_version()}, one core")
    print(f"{'milliseconds':30}" + "".join(f"{column:>10}" for column in columns))
    for name, each in times.items():
        print(f"{name:30}" + "".join(f"{each[column]:10.2f}" for column in columns))
    RESULTS.write_text(json.dumps({"letters": COUNT, "milliseconds": times}, indent=1) + "\n")


main()
