"""A small guideline folder for tests, and ways to change it."""

from pathlib import Path

from klokt.content.load import load
from klokt.content.new_guideline import new_guideline

AGE_FACT = """
[age]
type = "duration"
unit = "years"
field = "patient.age"
source = ["fever_is_acute"]
[age.question]
nb = "Hvor gammel er pasienten?"
nn = "Kor gammal er pasienten?"
da = "Hvor gammel er patienten?"
en = "How old is the patient?"
"""
MINIMUM_AGE = """
[[parameter]]
name = "minimum_age"
value = "50 years"
valid_from = 2025-01-01
source = ["fever_is_acute"]
"""
OF_AGE = """
```toml
[[rule]]
id = "of_age"
when = "age >= minimum_age"
source = ["fever_is_acute"]
title = { nb = "Gammel nok", nn = "Gammal nok", da = "Gammel nok", en = "Old enough" }

[[case]]
name = "A patient is old enough on the 50th birthday"
rule = "of_age"
born = 1975-03-02
on = 2025-03-02
expect = "yes"

[[case]]
name = "A patient is too young the day before"
rule = "of_age"
born = 1975-03-02
on = 2025-03-01
expect = "no"
```
"""


TEXTS = 'nb = "x", nn = "x", da = "x", en = "x"'
GROUPED = f"""
```toml
[[group]]
id = "red_flag"
title = {{ {TEXTS} }}
when = "fever"
rank = 1
source = ["fever_is_acute"]

[[requirement]]
id = "fever"
number = 1
title = {{ {TEXTS} }}
question = {{ {TEXTS} }}
met_when = "known(fever)"
source = ["fever_is_acute"]

[[case]]
name = "Fever is told, and sorts the patient"
flow = "receiver"
given = {{ fever = true }}
outcome = "acute_assessment"
group = "red_flag"
lacks = []

[[case]]
name = "Fever is not told"
flow = "receiver"
given = {{}}
outcome = "accept"
lacks = ["fever"]
```
"""
"""A group and a requirement with the cases that show them."""


def small(folder: Path) -> Path:
    """A guideline of one fact, one rule and the receiver's flow, in a folder of its own."""
    guideline = new_guideline(folder / "small", "small")
    cut(guideline, "20_flow.md", '[[flow]]\nid = "referrer"', "[[step]]")
    change(guideline, "20_flow.md", '"receiver", "referrer"', '"receiver"')
    cut(guideline, "cases/whole.md", '[[case]]\nname = "A referrer', "```")
    return guideline


def with_age(folder: Path) -> Path:
    """The small guideline, where a patient with a fever must also be 50 years old to be seen acutely."""
    guideline = small(folder)
    append(guideline, "facts.toml", AGE_FACT)
    append(guideline, "guideline.toml", MINIMUM_AGE)
    append(guideline, "10_red_flags.md", OF_AGE)
    change(guideline, "20_flow.md", 'when = "red_flag"', 'when = "red_flag and of_age"')
    change(guideline, "cases/whole.md", "given = { fever = true }", "given = { fever = true, age = 50 }")
    return guideline


def append(folder: Path, file: str, text: str) -> None:
    """Add a text to the end of a file."""
    (folder / file).write_text((folder / file).read_text(encoding="utf-8") + text, encoding="utf-8")


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first place where a file says something; it must say it."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def cut(folder: Path, file: str, start: str, end: str) -> None:
    """Take out what a file says from one text up to the next place of another."""
    before, found, after = (folder / file).read_text(encoding="utf-8").partition(start)
    assert found
    (folder / file).write_text(before + after[after.index(end) :], encoding="utf-8")


def line_of(folder: Path, file: str, text: str) -> int:
    """The number of the first line that holds a text."""
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def findings(folder: Path) -> list[str]:
    """What loading the folder finds, as it is printed."""
    return [str(problem) for problem in load(folder).problems]
