"""Read the body sites of the JSON form: a likely slip is refused, a site that is not known here is noticed."""

from difflib import get_close_matches
from functools import cache

from klokt.errors import IntakeError
from klokt.intake.codes import known_sites
from klokt.intake.shape import FACT_NAME, combine
from klokt.model.referral import Notice, Target

_BOTH = ("knee", "hip")
_SIDES = {"both": ("left", "right"), "left": ("left",), "right": ("right",)}
_OTHER_WORDS = {"kne": "knee", "knæ": "knee", "kneet": "knee", "knæet": "knee", "hofte": "hip", "hofta": "hip"} | {
    "hoften": "hip",
    "begge": "both",
    "annet": "other",
    "andet": "other",
}
_LIKENESS = 0.7


def targets(site: str | None, side: str | None, path: str) -> tuple[Target, ...]:
    """Return the targets of a site and side; raise IntakeError K303 for a site that looks like a slip of the pen.

    `both` means knee and hip as a site, left and right as a side.
    """
    if site is not None and site not in _known():
        meant = _meant(site.casefold())
        if meant:
            raise IntakeError("K303", f'{path}: not a site that is known here; did you mean "{meant}"?')
        if not FACT_NAME.fullmatch(site):
            raise IntakeError("K303", f"{path}: expected a site in lower case such as knee, hip, both or other")
    return combine(_BOTH if site == "both" else (site,), _SIDES[side] if side else ())


def unknown_site(site: str | None, path: str) -> tuple[Notice, ...]:
    """Return a notice K332 where the site is a word that is not known here; it is kept as it is written."""
    if site is None or site in _known():
        return ()
    return (Notice("K332", f"{path}: the site is not known here; it is kept as it is written"),)


@cache
def _known() -> frozenset[str]:
    return known_sites() | {"knee", "hip", "both", "other"}


def _meant(word: str) -> str | None:
    """Return the known site that a word may stand for: left_knee and knees for knee, kne and hofte in Norwegian."""
    for part in word.replace("_", " ").split():
        if part in _BOTH or part in _OTHER_WORDS:
            return _OTHER_WORDS.get(part, part)
    near = get_close_matches(word, sorted(_known()), 1, _LIKENESS)
    return near[0] if near else None
