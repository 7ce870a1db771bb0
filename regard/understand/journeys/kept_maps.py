"""Questions about the journey maps that were saved."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from regard.analytics.journeys.map_definition import JourneyMap, read_map
from regard.understand.journeys.models import Map, MapVersion
from regard.understand.journeys.operations import NoMap, unknown


@dataclass(frozen=True)
class KeptMap:
    """A saved map as it stood in one version."""

    slug: str
    version: int
    newest: int
    definition: JourneyMap
    saved_at: datetime
    saved_by: str
    created_at: datetime


@dataclass(frozen=True)
class Version:
    """One version of a map: when it was saved and by whom."""

    number: int
    saved_at: datetime
    saved_by: str


def list_maps() -> list[KeptMap]:
    """All saved maps by name, each as it is now."""
    told = MapVersion.objects.filter(map=OuterRef("pk")).exclude(definition="").order_by("-number")
    newest = Map.objects.annotate(told=Subquery(told.values("pk")[:1])).values_list("told", flat=True)
    versions = MapVersion.objects.filter(pk__in=[one for one in newest if one]).select_related("map")
    return sorted(map(_kept, versions), key=lambda one: (one.definition.name.casefold(), one.slug))


def find_map(*, slug: str, version: int | None = None) -> KeptMap:
    """A map as it is now, or as it stood in a version. Raises NoMap."""
    told = MapVersion.objects.filter(map__slug=slug).exclude(definition="").select_related("map").order_by("-number")
    found = (told if version is None else told.filter(number=version)).first()
    if found is None:
        there = version is not None and told.exists()
        raise NoMap(f"The map {slug!r} has no version {version} any more." if there else unknown(slug))
    return _kept(found)


def list_map_versions(*, slug: str) -> list[Version]:
    """All versions of a map that are kept, newest first. Raises NoMap."""
    found = MapVersion.objects.filter(map__slug=slug).exclude(definition="").order_by("-number")
    versions = [Version(one.number, one.saved_at, one.saved_by) for one in found]
    if not versions:
        raise NoMap(unknown(slug))
    return versions


def _kept(found: MapVersion) -> KeptMap:
    kept = found.map
    return KeptMap(
        kept.slug,
        found.number,
        kept.version,
        read_map(found.definition),
        found.saved_at,
        found.saved_by,
        kept.created_at,
    )
