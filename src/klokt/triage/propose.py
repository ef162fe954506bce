"""Propose what should become of a referral: one proposal for each target, the most urgent leading."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from klokt.engine.assess import assess
from klokt.engine.compiled import Compiled, parameters_on
from klokt.errors import IntakeError, SelectionError
from klokt.model.expression import Value
from klokt.model.fact import Audience, Origin
from klokt.model.guideline import URGENCY_ORDER, Guideline
from klokt.model.proposal import Proposal
from klokt.model.referral import NO_TARGET, Correction, Notice, Referral, SetAside
from klokt.triage.alarms import Alarms
from klokt.triage.collect import FINDING_NOT_READ, collect

TEXT_NOT_READ = Notice(
    "text_not_read", "The referral has free text that nobody has turned into facts, so no silence is read as a no."
)

SITE_NOT_KNOWN = "K332"
"""The code of the notice that a site is in no code table; a guideline may know it all the same."""

SITE_FIELD = "requested.body_site"
"""The field that gives the fact of what is to be examined."""

UNREAD_TEXT = {TEXT_NOT_READ.code, "text_not_understood", "suspicion_not_read"}
"""Notices that the text, or a suspicion in it, awaits a person who reads it."""

UNREAD = {
    *UNREAD_TEXT,
    FINDING_NOT_READ,
    "K327",
    "K328",
    "K329",
    "K330",
    "K334",
}
"""Notices that something about the patient was sent and not read: then no silence is a silence."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The proposals for a referral, the most urgent first, and what was noticed on the way.

    `set_aside` is what the text says of a fact and was not taken, and every denial of one that can
    raise an alarm; `unclear` are facts that the text speaks of without settling them.
    """

    referral: str
    guideline: Guideline
    audience: Audience
    on: date
    proposals: tuple[Proposal, ...]
    notices: tuple[Notice, ...]
    set_aside: tuple[SetAside, ...] = ()
    unclear: tuple[str, ...] = ()


class Assessor:
    """A guideline ready to propose; compiled anew only when its parameters change with the date.

    Raises ParameterError for an override that the guideline does not allow.
    """

    def __init__(self, guideline: Guideline, overrides: Mapping[str, Value] | None = None) -> None:
        self.guideline = guideline
        self.overrides = dict(overrides or {})
        parameters_on(guideline.parameters, guideline.valid_from, self.overrides)
        self._alarms = Alarms.of(guideline)
        self._compiled: dict[tuple[tuple[str, Value], ...], Compiled] = {}

    def propose(
        self,
        referral: Referral,
        audience: Audience,
        on: date | None = None,
        corrections: Sequence[Correction] = (),
    ) -> Assessment:
        """Return the proposals for a referral as of a day; by default the day it was written.

        `corrections` are what a person who reads it says instead.

        Raises IntakeError where there is no date, or where a fact cannot be read, and SelectionError
        where the guideline has no flow for the audience.
        """
        day = on or referral.referral_date
        if day is None:
            raise IntakeError("K306", "there is no referral date; give the day with --on", referral.id)
        compiled = self.compiled(day)
        flow = self._flow(audience)
        notices = [*self._still_noticed(referral), *self._noticed(referral, day)]
        alarm_left_open = self._leaves_an_alarm_open(referral, audience)
        proposals = []
        for target in referral.requested.targets or (NO_TARGET,):
            found = collect(compiled, self._alarms, referral, target, day, corrections)
            notices += found.notices
            read_silence = not any(notice.code in UNREAD for notice in notices)
            proposal = assess(
                compiled, found.facts, flow, target, read_silence, disputed=found.disputed, unclear=referral.unclear
            )
            if alarm_left_open and self.guideline.outcomes[proposal.outcome].effect == "return":
                proposal = assess(compiled, found.facts, flow, target, read_silence=False, disputed=found.disputed)
            proposals.append(proposal)
        proposals.sort(key=self._rank)
        told = tuple(dict.fromkeys(notices))
        aside = (*self._denied(referral), *referral.set_aside)
        return Assessment(
            referral.id, self.guideline, audience, day, tuple(_beside(proposals)), told, aside, referral.unclear
        )

    def compiled(self, day: date) -> Compiled:
        """Return the guideline as it holds on a day, with the unit's own parameters."""
        values = tuple(parameters_on(self.guideline.parameters, day, self.overrides).items())
        if values not in self._compiled:
            self._compiled[values] = Compiled(self.guideline, day, self.overrides)
        return self._compiled[values]

    def _leaves_an_alarm_open(self, referral: Referral, audience: Audience) -> bool:
        """Whether the text speaks, without settling it, of an alarm on which silence is never read.

        The flow goes past such a question where nothing is told; where something is, nobody is sent away on silence.
        """
        facts = self.guideline.facts
        return any(name in self._alarms.raising and audience not in facts[name].silence for name in referral.unclear)

    def _denied(self, referral: Referral) -> Iterator[SetAside]:
        """What the text denies, of the facts that can raise an alarm: a person must be able to see that it does."""
        for each in referral.statements:
            if each.origin is Origin.TEXT and each.value is False and each.fact in self._alarms.raising:
                yield from (SetAside(each.fact, False, "denied", span) for span in each.evidence)

    def _rank(self, proposal: Proposal) -> tuple[int, int]:
        """The most urgent leads, red flags that only warn included; then the outcome's own rank."""
        return URGENCY_ORDER.index(proposal.urgency), self.guideline.outcomes[proposal.outcome].rank

    def _flow(self, audience: Audience) -> str:
        for flow in self.guideline.flows.values():
            if flow.audience is audience and flow.variant == "full":
                return flow.id
        raise SelectionError(f"{self.guideline.id} has no full flow for the {audience.value}")

    def _still_noticed(self, referral: Referral) -> list[Notice]:
        """What was noticed while reading; not of a site that this guideline knows, though nobody else does."""
        own = {name for each in self.guideline.facts.values() if each.field_name == SITE_FIELD for name in each.choices}
        targets = (*referral.requested.targets, *(each.target for each in referral.statements if each.target))
        known = all(target.site is None or target.site in own for target in targets)
        return [notice for notice in referral.notices if notice.code != SITE_NOT_KNOWN or not known]

    def _noticed(self, referral: Referral, day: date) -> Iterator[Notice]:
        """What a person should know before relying on the proposal."""
        if referral.text and referral.text.strip() and not referral.text_read:
            yield TEXT_NOT_READ
        until = self.guideline.valid_to
        if day < self.guideline.valid_from or (until is not None and day > until):
            held = f"from {self.guideline.valid_from}" + (f" to {until}" if until else "")
            yield Notice("edition_not_in_force", f"edition {self.guideline.edition} holds {held}, not on {day}")


def _beside(proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """Each proposal, knowing the alerts of the others: a referral is answered as a whole."""
    for proposal in proposals:
        others = (other for other in proposals if other.target != proposal.target)
        yield replace(proposal, alerts_elsewhere=tuple(alert for other in others for alert in other.alerts))


def read_by_hand(referral: Referral) -> Referral:
    """Return the referral as it is once a person says to have read its text: what is silent then is silent."""
    notices = tuple(notice for notice in referral.notices if notice.code not in UNREAD_TEXT)
    return replace(referral, text_read=True, notices=notices)


def choose(referral: Referral, guidelines: Sequence[Guideline]) -> Guideline:
    """Return the one guideline of the referral's country that serves its kind and its sites.

    Where the form does not say a country, all of them may. Raises SelectionError where none fits, or more than one.
    """
    fitting = _fitting(referral, guidelines)
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(guideline.id for guideline in fitting or guidelines) or "none"
    problem = "more than one guideline serves" if fitting else "no guideline serves"
    sites = sorted({target.site for target in referral.requested.targets if target.site})
    told = f" at the site {', '.join(sites)}" if sites else ""
    told += f" from {referral.country}" if referral.country else ""
    raise SelectionError(f"{problem} a referral of the kind {referral.kind}{told}: name one with --guideline ({names})")


def _fitting(referral: Referral, guidelines: Sequence[Guideline]) -> list[Guideline]:
    """Those of the country and the kind. A site that any guideline of the country names is for those that name it."""
    here = [each for each in guidelines if None in (referral.country, each.country) or referral.country == each.country]
    sites = {target.site for target in referral.requested.targets}
    at_site = [each for each in here if sites & set(each.serves_sites)]
    of_kind = [each for each in here if referral.kind in each.serves]
    named = [each for each in of_kind if each in at_site]
    return named or [each for each in of_kind if not (at_site and each.serves_sites)]
