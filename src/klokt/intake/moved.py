"""Move a made-up course to another time, so that a demonstration shows what is due now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from klokt.model.episode import Episode, Event, Finding


def moved(episode: Episode, to: date) -> Episode:
    """Return an episode as if the day that it is to be asked about were another one; one without such a day as it is.

    The days of its events move, and those that findings tell.
    """
    if episode.on is None:
        return episode
    by = to - episode.on
    return replace(episode, on=to, events=tuple(_event(each, by) for each in episode.events))


def _event(event: Event, by: timedelta) -> Event:
    findings: Mapping[str, Finding] = {name: _finding(value, by) for name, value in event.findings.items()}
    return replace(event, on=event.on + by, findings=findings)


def _finding(value: Finding, by: timedelta) -> Finding:
    if not isinstance(value, str):
        return value
    try:
        return (date.fromisoformat(value) + by).isoformat()
    except ValueError:
        return value
