"""The doors that are reached over HTTP, put together."""

from litestar import Router

from klokt.channels.doors.fhir import fhir_door
from klokt.channels.doors.hall import Hall
from klokt.channels.doors.xml import xml_door
from klokt.channels.unit.house import House


def door_routes(house: House) -> tuple[Router, ...]:
    """Return the FHIR door and the XML door of a house."""
    hall = Hall(house)
    return fhir_door(hall), xml_door(hall)
