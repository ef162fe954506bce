"""The ways out of a unit, as its settings name them: each hands letters over, to a folder or to a FHIR server."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from klokt.channels.unit.settings import UnitSettings, WaySettings
from klokt.errors import SendingError, UnitError
from klokt.model.worklist import Outgoing
from klokt.sending.fhir_server import to_server
from klokt.sending.folder import into_folder
from klokt.triage.send import Send


def ways_of(settings: UnitSettings, beside: Path) -> Mapping[str, Send]:
    """Return the ways of a unit by id; folders and files are named from the folder `beside`.

    Raises UnitError K850 where a way leads nowhere, or a kind has two, and SendingError K604 for an address that may
    not be used.
    """
    kinds = [kind for each in settings.way for kind in each.kinds]
    if len(set(kinds)) < len(kinds) or len({each.id for each in settings.way}) < len(settings.way):
        raise UnitError("K850", f"unit {settings.id}: two ways have the same id, or are for the same kind of letter")
    return {each.id: _way(settings.id, each, beside) for each in settings.way}


def by_way(ways: Mapping[str, Send]) -> Send:
    """Return what hands each letter over by the way that it names; SendingError K604 where there is none of it."""

    def hand_over(letter: Outgoing, content: bytes) -> None:
        if letter.to not in ways:
            raise SendingError("K604", "the unit has set no way for this kind of letter")
        ways[letter.to](letter, content)

    return hand_over


def _way(unit: str, way: WaySettings, beside: Path) -> Send:
    if way.folder is not None and way.server is None and way.token_file is None:
        return into_folder(beside / way.folder)
    if way.server is not None and way.folder is None and set(way.kinds) <= {"fhir"}:
        return to_server(way.server, partial(_token, beside / way.token_file) if way.token_file else None)
    raise UnitError("K850", f"unit {unit}: way {way.id} needs a folder, or a server for the kind fhir alone")


def _token(file: Path) -> str:
    """The token as it stands in the file now: it may be changed while klokt runs."""
    try:
        token = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise SendingError("K604", "the file of the server's token cannot be read") from None
    if not token.isprintable() or not token or " " in token:
        raise SendingError("K604", "the file of the server's token does not hold one token")
    return token
