"""Account for every sentence of a source document: which rule, interpretation, reason or letter it became."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from klokt.content.claims import KINDS, Claim, Kind, claims_of, users_of
from klokt.content.sentences import Sentence
from klokt.content.words import words
from klokt.model.guideline import Guideline, NotARule, Source


@dataclass(frozen=True, slots=True)
class Account:
    """What accounts for one sentence: the ids of the blocks, and the reason where one must be given.

    What is not a rule but works as one has its kind in front: step:has_age, parameter:minimum_age, paragraph:regards.
    """

    sentence: Sentence
    kind: Kind
    ids: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """The account of a whole document, and what is wrong with it.

    `stale` are (block, fingerprint) that the document does not hold, `unreached` sources that nothing refers to,
    `contradicted` sentences that a rule and a not_a_rule claim, `shared_reasons` groups of sentences that may carry
    a norm and are set aside for the same reason, although each needs a reason of its own.
    """

    guideline: str
    document: str
    accounts: tuple[Account, ...]
    stale: tuple[tuple[str, str], ...]
    unreached: tuple[str, ...]
    contradicted: tuple[Sentence, ...]
    shared_reasons: tuple[tuple[Account, ...], ...]

    @property
    def unaccounted(self) -> tuple[Sentence, ...]:
        """The sentences that nothing accounts for."""
        return tuple(account.sentence for account in self.of_kind("unaccounted"))

    @property
    def complete(self) -> bool:
        """Whether every sentence is accounted for, references apart."""
        return not self.unaccounted

    @property
    def normative(self) -> int:
        """The number of sentences that may carry a norm, references apart."""
        return sum(account.sentence.normative for account in self.accounts if account.kind != "reference")

    @property
    def normative_without_rule(self) -> tuple[Account, ...]:
        """The sentences that may carry a norm and that no rule follows from, with their reasons."""
        return tuple(account for account in self.of_kind("not_a_rule") if account.sentence.normative)

    def of_kind(self, kind: Kind) -> tuple[Account, ...]:
        """Return the accounts of one kind, in the order of the document."""
        return tuple(account for account in self.accounts if account.kind == kind)


def trace(guideline: Guideline, sentences: Sequence[Sentence], document_id: str) -> Trace:
    """Return which block of the guideline accounts for each sentence of the document.

    A source accounts for its sentences through the rules, steps, outcomes, obligations, parameters, facts,
    interpretations, letters and paragraphs that refer to it.
    """
    everything: Iterable[Source | NotARule] = chain(guideline.sources.values(), guideline.not_rules)
    blocks = [block for block in everything if block.document == document_id]
    users = users_of(guideline)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for block in blocks:
        for fingerprint in block.fingerprints:
            claims[fingerprint] += claims_of(block, users)
    accounts = tuple(_account(sentence, claims[sentence.fingerprint]) for sentence in sentences)
    present = {sentence.fingerprint for sentence in sentences}
    return Trace(
        guideline=guideline.id,
        document=document_id,
        accounts=accounts,
        stale=tuple((block.id, each) for block in blocks for each in block.fingerprints if each not in present),
        unreached=tuple(block.id for block in blocks if isinstance(block, Source) and block.id not in users),
        contradicted=tuple(sentence for sentence in sentences if _contradict(claims[sentence.fingerprint])),
        shared_reasons=_shared_reasons(accounts),
    )


def _account(sentence: Sentence, claims: Sequence[Claim]) -> Account:
    for kind in KINDS:
        of_kind = [claim for claim in claims if claim.kind == kind]
        if of_kind:
            ids = dict.fromkeys(chain.from_iterable(claim.ids for claim in of_kind))
            reasons = dict.fromkeys(claim.reason for claim in of_kind if claim.reason)
            return Account(sentence, kind, tuple(ids), " ".join(reasons))
    return Account(sentence, "reference" if sentence.reference else "unaccounted", ())


def _contradict(claims: Sequence[Claim]) -> bool:
    return {"rule", "not_a_rule"} <= {claim.kind for claim in claims}


def _shared_reasons(accounts: Iterable[Account]) -> tuple[tuple[Account, ...], ...]:
    """Return the sentences, each once, that carry a norm and are set aside for a reason in the same words."""
    by_reason: dict[str, dict[str, Account]] = defaultdict(dict)
    for account in accounts:
        if account.kind == "not_a_rule" and account.sentence.normative:
            by_reason[" ".join(words(account.reason))].setdefault(account.sentence.fingerprint, account)
    return tuple(tuple(sharing.values()) for sharing in by_reason.values() if len(sharing) > 1)
