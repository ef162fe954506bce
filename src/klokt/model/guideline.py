"""A guideline as content: sources, interpretations, rules, flows, outcomes and cases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal as Only

from klokt.model.expression import Expression, Value
from klokt.model.fact import Audience, Code, FactDefinition, Texts
from klokt.model.letter import Letter, Paragraph
from klokt.model.pathway import Pathway
from klokt.model.place import NOWHERE, Place

Urgency = Only["acute", "subacute", "prioritised", "routine", "elective"]
URGENCY_ORDER: tuple[str, ...] = ("acute", "subacute", "prioritised", "routine", "elective")


@dataclass(frozen=True, slots=True)
class Document:
    """A source document: what it is, and the name of its index of sentence fingerprints."""

    id: str
    title: str
    publisher: str
    published: str
    language: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a document, what it says in our words, and the sentences it accounts for."""

    id: str
    document: str
    locator: str
    says: str
    fingerprints: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class NotARule:
    """Sentences of a document that no rule follows from, and why not."""

    id: str
    document: str
    locator: str
    reason: str
    fingerprints: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How an unclear place is read, who says so, and since when."""

    id: str
    question: str
    answer: str
    status: str
    decided_by: str
    decided_on: date
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or switch of the guideline as it holds from a day on."""

    name: str
    value: Value
    valid_from: date
    source: tuple[str, ...] = ()
    overridable: bool = False
    title: Texts = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Rule:
    """A named condition. A rule with `alert` is shown with that urgency wherever it is true.

    `kind` is criterion, red_flag, conflict (two statements that cannot both hold) or indication
    (every proposal tells what of it lacks evidence).
    """

    id: str
    when: Expression
    title: Texts
    source: tuple[str, ...] = ()
    kind: str = "criterion"
    alert: str | None = None
    text: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What can be proposed: its urgency, letter, actions, and its rank (1 leads the others).

    `title` tells the receiver, `advice` the referrer before anything is sent.
    `effect` says what it does to the referral: accept, change, return, escalate, ask, assess, leave.
    """

    id: str
    title: Texts
    urgency: str
    rank: int
    effect: str
    letter: str | None = None
    actions: tuple[str, ...] = ()
    advice: Texts = field(default_factory=dict)
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Step:
    """A question of a flow. Its exits name another step of the flow or an outcome."""

    id: str
    when: Expression
    question: Texts
    yes: str
    no: str
    unknown: str
    source: tuple[str, ...] = ()
    text: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Flow:
    """The steps that lead one audience to an outcome; the first step is the start."""

    id: str
    audience: Audience
    variant: str
    title: Texts
    steps: tuple[Step, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that a referral must tell. `number` is its place in the source's list; None stands outside the list.

    `denied_when` says where it is told that there is nothing of the kind, which is an answer too.
    """

    id: str
    title: Texts
    question: Texts
    met_when: Expression
    number: int | None = None
    denied_when: Expression | None = None
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Group:
    """A group that triage sorts patients into. Of those whose condition holds, the lowest rank is the patient's."""

    id: str
    title: Texts
    when: Expression
    rank: int
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Obligation:
    """What the unit must do after an outcome, when it falls due, and what opens and closes it.

    `asks` are facts that people record with what opens it; they decide nothing.
    """

    id: str
    title: Texts
    after: str
    opens_when: Expression
    proposes: str
    source: tuple[str, ...] = ()
    text: str = ""
    place: Place = NOWHERE
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """An example that is a test: a rule, flow or obligation, the facts given, and what must follow."""

    name: str
    given: Mapping[str, object]
    rule: str | None = None
    flow: str | None = None
    obligation: str | None = None
    expect: str | None = None
    outcome: str | None = None
    without_assumptions: str | None = None
    because: tuple[str, ...] = ()
    assumes: tuple[str, ...] | None = None
    missing: tuple[str, ...] = ()
    urgency: str | None = None
    group: str | None = None
    lacks: tuple[str, ...] | None = None
    born: date | None = None
    on: date | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Guideline:
    """A whole guideline, read and resolved. `content_hash` identifies its exact wording.

    It is chosen by itself for the kinds of referral in `serves`, of its `country` (ISO 3166-1, None for any) and
    at the sites of `serves_sites` (none named: any). `about` are the codes of the conditions that it is about:
    a referral that gives one for its reason tells no more by it.
    """

    id: str
    edition: str
    title: Texts
    publisher: str
    status: str
    owner: str
    languages: tuple[str, ...]
    serves: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None
    country: str | None = None
    serves_sites: tuple[str, ...] = ()
    about: tuple[Code, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    not_rules: tuple[NotARule, ...] = ()
    interpretations: Mapping[str, Interpretation] = field(default_factory=dict)
    facts: Mapping[str, FactDefinition] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    obligations: Mapping[str, Obligation] = field(default_factory=dict)
    requirements: Mapping[str, Requirement] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    letters: Mapping[str, Letter] = field(default_factory=dict)
    paragraphs: tuple[Paragraph, ...] = ()
    cases: tuple[Case, ...] = ()
    pathway: Pathway | None = None
    content_hash: str = ""
