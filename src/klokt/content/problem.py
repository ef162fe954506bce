"""A finding in a guideline folder: where it is, what is wrong, and what to do about it."""

from dataclasses import dataclass
from typing import Literal as Only

from klokt.model.place import Place

Severity = Only["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. Errors make a guideline unusable or unsafe; notes only tell.

    >>> print(found("K102", Place("10_scope.md", 7), 'unknown key "whn"', 'did you mean "when"?'))
    10_scope.md:7 K102 error unknown key "whn" (did you mean "when"?)
    """

    place: Place
    code: str
    severity: Severity
    message: str
    hint: str = ""

    def __str__(self) -> str:
        end = f" ({self.hint})" if self.hint else ""
        return f"{self.place} {self.code} {self.severity} {self.message}{end}"


def found(code: str, place: Place, message: str, hint: str = "") -> Problem:
    """Return a problem with the severity of its code; raise KeyError for a code that is not in the table."""
    return Problem(place, code, CODES[code][0], message, hint)


CODES: dict[str, tuple[Severity, str]] = {
    "K101": ("error", "TOML that cannot be read, or a fence that is never closed"),
    "K102": ("error", "a key that the block does not have"),
    "K103": ("error", "a key that must be there is not"),
    "K104": ("error", "a value of a wrong type, or a word that is not one of those allowed"),
    "K105": ("error", "an id that stands for two things"),
    "K106": ("error", "a block that does not belong here"),
    "K107": ("error", "a file that is missing or is not UTF-8 text"),
    "K108": ("error", "an id that is not snake_case"),
    "K109": ("error", "rules that rest on each other in a circle"),
    "K110": ("warning", "a file or fence that is not read, or a section without a title"),
    "K111": ("error", "a flow and its steps that do not agree"),
    "K112": ("warning", "a guideline whose id is not the name of its folder"),
    "K113": ("note", "names that are not looked up, because a file cannot be read"),
    "K120": ("error", "something is named that is not there"),
    "K121": (
        "error",
        "a rule, step, outcome, obligation, requirement, group, parameter, letter or paragraph without a source",
    ),
    "K122": ("error", "a silence whose source is not there"),
    "K123": ("error", "a case or a phrase gives a value that its fact cannot have"),
    "K130": ("error", "an exit that leads nowhere"),
    "K131": ("error", "exits that go in a circle"),
    "K132": ("error", "a step that no exit leads to"),
    "K133": ("warning", "an outcome that no exit leads to"),
    "K134": ("warning", "a fact, rule, parameter, source, interpretation or document that nothing uses"),
    "K135": ("warning", "an outcome or group with the rank of another, or a requirement with the number of another"),
    "K140": ("error", "a rule without a case where it is yes, or without one where it is no"),
    "K141": ("error", "a threshold without a case on each side of it"),
    "K142": ("error", "a count without a case that just reaches it and one that just misses it"),
    "K143": ("error", "a case that fails"),
    "K144": ("error", "a group that no case is sorted into, or a requirement that no case lacks, or that none meets"),
    "K150": ("error", "a text that lacks one of the languages of the guideline, or of its letter"),
    "K151": ("warning", "an id with a word that is not in the glossary"),
    "K152": ("error", "an id with a word that is not to be used"),
    "K160": ("error", "a parameter without a value on the first day of the edition"),
    "K161": ("error", "a parameter with two values from the same day, or values of different types"),
    "K162": ("error", "an edition that ends before it begins"),
    "K170": ("warning", "a condition that holds a statement and its opposite: unknown where it looks certain"),
    "K180": ("error", "a patient with a red flag whose referral would be returned"),
    "K190": ("warning", "sentences of a document that nothing accounts for"),
    "K191": ("note", "a document without an index of its sentences"),
    "K192": ("note", "interpretations that await an owner"),
    "K193": ("warning", "sentences accounted for twice, by a wrong fingerprint, or for a reason that others share"),
    "K194": ("error", "an outcome and a letter that do not go together, or a return letter where nothing is returned"),
    "K195": ("error", "an item of a letter under a paragraph that cannot hold it"),
    "K196": ("error", "a slot that nothing fills, or that only some languages have"),
    "K197": ("error", "a letter to a referrer that may leave an assumption untold"),
    "K198": ("error", "a letter without an opening, or a paragraph of no letter"),
    "K201": ("error", "a condition that is not in the rule language"),
    "K202": ("error", "a condition with a name that is not defined"),
    "K203": ("error", "a condition that compares what cannot be compared"),
    "K210": ("error", "a phrase, or a word of a list, with an empty part: it would fit every word"),
    "K211": ("error", "an example of a phrase that is not read as it says"),
    "K212": ("warning", "a topic of the lexicon without an example"),
    "K213": ("error", "a line of labelled sentences that cannot be learned from"),
    "K214": ("warning", "weights that were learned from other sentences than those that stand there"),
    "K220": ("error", "a fact that a pathway asks for and that no reading gives"),
    "K221": ("error", "a transition, a caution or a checklist with a condition that no episode of the guideline shows"),
    "K222": ("error", "a clock without an episode on its last day, or without one on the day after"),
    "K223": ("note", "legs of the ordinary path that cannot all hold, with the earliest timeline"),
    "K224": (
        "error",
        "a contact without red flags to ask about, a checklist without items, or an addition without an interpretation",
    ),
    "K225": ("error", "a finding that the account of a course would tell, and that has no words"),
}
"""Every code with its severity and what it tells; docs/checks.md is this table."""
