"""The two guarantees told by hand, one day after another: slow, plain, and knowing nothing of the engine.

Written from what the guideline promises and how its unclear places were settled, so that it can disagree.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from klokt.model.episode import Episode, Event

IN_A_DAY = (
    "symptom_onset",
    "first_contact",
    "contact",
    "imaging",
    "referral_sent",
    "referral_received",
    "referral_returned",
    "programme_offer",
    "intake_visit",
    "programme_started",
    "conservative_component",
    "programme_ended",
    "surgical_assessment",
    "surgery_offered",
    "patient_choice",
)
"""The order in which the events of one day are taken."""

COMES_AFTER = {
    "first_contact": "symptom_onset",
    "contact": "first_contact",
    "referral_received": "referral_sent",
    "referral_returned": "referral_received",
    "programme_offer": "referral_received",
    "intake_visit": "referral_received",
    "programme_started": "referral_received",
    "programme_ended": "programme_started",
}
"""What cannot come before what."""

KEEPS_THE_COURSE = {
    "referral_sent",
    "referral_received",
    "programme_started",
    "conservative_component",
    "surgical_assessment",
}
"""After one of these, a first contact is no new course."""

Told = tuple[frozenset[str], dict[str, tuple[date, bool]]]
"""The rights that stand, and of each guarantee that runs its last day and whether it is open."""


def a_month_after(day: date) -> date:
    """Count to the same number in the next month, or to its last day, one day at a time."""
    number, wanted = day.day, day.month % 12 + 1
    while day.month != wanted:
        day += timedelta(days=1)
    while day.day != number and (day + timedelta(days=1)).month == wanted:
        day += timedelta(days=1)
    return day


@dataclass
class Guarantee:
    """One month that was promised."""

    last_day: date | None = None
    notified: date | None = None
    settled: bool = False

    @property
    def in_time(self) -> bool:
        """Whether the day that was last notified keeps the promise."""
        return self.notified is not None and self.last_day is not None and self.notified <= self.last_day

    @property
    def too_late(self) -> bool:
        """Whether the day that was last notified breaks it."""
        return self.notified is not None and not self.in_time


@dataclass
class Course:
    """What is known of a course at the end of a day."""

    began: date | None = None
    kept: bool = False
    first: dict[str, date] = field(default_factory=dict)
    programme: Guarantee = field(default_factory=Guarantee)
    surgery: Guarantee = field(default_factory=Guarantee)
    criteria_met: bool = False
    declined: bool = False


def replay(episode: Episode, wanted: Collection[date]) -> dict[date, Told]:
    """Return how the guarantees stand at the end of each day that is wanted."""
    told: dict[date, Told] = {}
    course, onsets, very_first = Course(), list[date](), None
    by_day: dict[date, list[Event]] = {}
    for event in sorted(episode.events, key=lambda each: (IN_A_DAY.index(each.type), str(each.findings))):
        by_day.setdefault(event.on, []).append(event)
    day = min([*wanted, *(event.on for event in episode.events)])
    while day <= max(wanted):
        for event in by_day.get(day, ()):
            if event.type == "first_contact":
                very_first = very_first or day
                if course.began is not None and not course.kept and (day - course.began).days > 56:
                    later = [on for on in onsets if on > very_first]
                    course = Course(first={"symptom_onset": later[0]} if later else {})
                course.began = course.began or day
            if event.type == "symptom_onset":
                onsets.append(day)
            take(course, event)
        if day in wanted:
            told[day] = tell(course, day)
        day += timedelta(days=1)
    return told


def take(course: Course, event: Event) -> None:
    """Let an event happen."""
    course.first.setdefault(event.type, event.on)
    course.kept = course.kept or (course.began is not None and event.type in KEEPS_THE_COURSE)
    programme, surgery = course.programme, course.surgery
    choice = event.findings.get("choice")
    match event.type:
        case "referral_received" if not event.findings.get("missing_requirements") and programme.last_day is None:
            programme.last_day = a_month_after(event.on)
        case "referral_returned" if event.findings.get("missing_requirements"):
            course.programme = Guarantee()
        case "programme_offer" if programme.last_day is not None:
            programme.notified = date.fromisoformat(str(event.findings["start_date"]))
        case "programme_started" if programme.last_day is not None:
            programme.settled = True
        case "programme_ended" if surgery.last_day is None:
            surgery.last_day = a_month_after(event.on)
        case "surgical_assessment":
            course.criteria_met = event.findings["criteria_met"] is True
        case "surgery_offered" if surgery.last_day is not None:
            surgery.notified = date.fromisoformat(str(event.findings["operation_date"]))
        case "patient_choice" if choice == "later_start" and programme.in_time:
            programme.settled = True
        case "patient_choice" if choice == "postpone_surgery" and surgery.in_time:
            surgery.settled = True
        case "patient_choice" if choice == "decline_surgery" and surgery.last_day is not None:
            course.declined = True


def tell(course: Course, today: date) -> Told:
    """Return the rights and the running guarantees at the end of a day; none from a record that cannot be."""
    first, programme, surgery = course.first, course.programme, course.surgery
    if any(one in first and other in first and first[one] < first[other] for one, other in COMES_AFTER.items()):
        return frozenset(), {}
    rights, running = set(), {}
    if programme.last_day is not None:
        running["programme_guarantee"] = (programme.last_day, not programme.settled)
        if not programme.settled and (today > programme.last_day or programme.too_late):
            rights.add("extended_free_choice_programme")
    if surgery.last_day is not None and not course.declined:
        running["surgery_guarantee"] = (surgery.last_day, not surgery.settled)
        broken = surgery.too_late or (today > surgery.last_day and not surgery.in_time)
        if not surgery.settled and broken and course.criteria_met:
            rights.add("extended_free_choice_surgery")
    return frozenset(rights), running
