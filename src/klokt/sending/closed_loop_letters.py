"""Letters and questions as FHIR: the document with its bytes, and the request that it reaches whom it is for."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1

from klokt.sending.closed_loop_names import Json, coding

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter as PDF: its id in the guideline, title and language, and whether it is for the referrer or patient."""

    letter: str
    title: str
    language: str
    addressee: str
    content: bytes


def document(paper: Paper, at: datetime, about: Json) -> Json:
    """Return a DocumentReference that holds the letter. The hash is SHA-1, as FHIR R4 wants it: it guards no secret."""
    attachment = {
        "contentType": PDF,
        "language": paper.language,
        "data": b64encode(paper.content).decode(),
        "size": len(paper.content),
        "hash": b64encode(sha1(paper.content, usedforsecurity=False).digest()).decode(),
        "title": paper.title,
        "creation": at.isoformat(),
    }
    return {
        "resourceType": "DocumentReference",
        "status": "current",
        "docStatus": "final",
        "type": {"coding": [coding("letter", paper.letter)], "text": paper.title},
        **about,
        "date": at.isoformat(),
        "content": [{"attachment": attachment}],
    }


def letter_request(paper: Paper, document_url: str, message: Json, patient: Json) -> Json:
    """Return the CommunicationRequest that a letter goes to the referrer, or to the patient."""
    for_patient = {"recipient": [patient]} if paper.addressee == "patient" else {}
    return {
        **_request(f"letter_to_{paper.addressee}", message),
        **for_patient,
        "payload": [{"contentReference": {"reference": document_url, "display": paper.title}}],
    }


def in_words(words: str, message: Json) -> Json:
    """Return the CommunicationRequest that tells or asks the referrer something in a person's own words."""
    return {**_request("words_to_referrer", message), "payload": [{"contentString": words}]}


def _request(category: str, message: Json) -> Json:
    return {
        "resourceType": "CommunicationRequest",
        "status": "active",
        "category": [{"coding": [coding("message", category)]}],
        **message,
    }
