"""Find the resource that a FHIR reference means: in the Bundle, or contained in the resource that refers to it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from klokt.errors import IntakeError
from klokt.intake.fhir_types import Identifier, Patient, R, Reference
from klokt.intake.shape import shape


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource as it was sent: its path in the document, its fullUrl, and its raw content."""

    path: str
    full_url: str | None
    body: Mapping[str, object]
    container: "Resource | None" = None

    @property
    def kind(self) -> object:
        """The resource type, such as Patient."""
        return self.body.get("resourceType")

    def read(self, form: type[R]) -> R:
        """Return the resource in its types; raise IntakeError K303."""
        return shape(self.body, form, self.path)

    def addresses(self) -> set[str]:
        """Return every address that means this resource: its fullUrl, and type and id."""
        own_id = self.body.get("id")
        addresses = {f"{self.kind}/{own_id}"} if own_id else set()
        return addresses | ({self.full_url, _tail(self.full_url)} if self.full_url else set())

    def contained(self) -> Iterator["Resource"]:
        """Yield the resources inside this one; one that is inside itself shares those of its container."""
        if self.container is not None:
            yield from self.container.contained()
            return
        inside = self.body.get("contained")
        for index, body in enumerate(inside if isinstance(inside, list) else ()):
            if isinstance(body, dict):
                yield Resource(f"{self.path}.contained[{index}]", None, body, self)


class Resources:
    """The resources of a Bundle, found by address or by identifier."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self.all = tuple(resources)
        self._by_address: dict[str, list[Resource]] = {}
        for resource in self.all:
            for address in resource.addresses():
                self._by_address.setdefault(address, []).append(resource)

    def of_type(self, *kinds: str) -> Iterator[Resource]:
        """Yield the resources of these types in order."""
        return (resource for resource in self.all if resource.kind in kinds)

    def find(self, reference: Reference, owner: Resource) -> Resource | None:
        """Return what the reference of the owner means, or None where it was not sent.

        Raises IntakeError K304 where more than one resource answers to it.
        """
        address = (reference.reference or "").partition("/_history/")[0]
        if address.startswith("#"):
            found = [inside for inside in owner.contained() if inside.body.get("id") == address[1:]]
        else:
            found = self._by_address.get(address) or self._sent_without_url(address)
        return _only(found, owner)

    def patient(self, reference: Reference, owner: Resource) -> Resource | None:
        """Return the Patient that the reference means, by address or else by identifier."""
        found = self.find(reference, owner)
        if found is not None:
            return found if found.kind == "Patient" else None
        wanted = _key(reference.identifier)
        if wanted is None:
            return None
        patients = self.of_type("Patient")
        return _only([p for p in patients if wanted in map(_key, p.read(Patient).identifier)], owner)

    def _sent_without_url(self, address: str) -> list[Resource]:
        """Match a full address with resources of that type and id that came without a fullUrl."""
        return [r for r in self._by_address.get(_tail(address), ()) if r.full_url is None]


def _tail(address: str) -> str:
    return "/".join(address.split("/")[-2:])


def _only(found: list[Resource], owner: Resource) -> Resource | None:
    if len(found) > 1:
        raise IntakeError("K304", f"{owner.path}: more than one resource answers to a reference in it")
    return found[0] if found else None


def _key(identifier: Identifier | None) -> tuple[str | None, str] | None:
    if identifier is None or not identifier.value:
        return None
    return identifier.system, identifier.value.replace(" ", "")
