"""Save, change and delete journey maps."""

import re

from django.db import transaction
from django.utils.text import slugify

from regard.analytics.errors import RegardError
from regard.analytics.journeys.map_definition import JourneyMap
from regard.foundation.audit.api import note
from regard.understand.journeys.models import Map, MapVersion

MOST_MAPS = 200
MOST_VERSIONS = 100
SLUG = r"[a-z0-9][a-z0-9-]{0,63}"


class MapRefused(RegardError):
    """A map cannot be saved as asked."""

    code = "map_refused"
    status = 422


class NoMap(RegardError):
    """Raised for a map, or a version of it, that does not exist."""

    code = "map_unknown"
    status = 404


class MapChanged(RegardError):
    """Raised where somebody else saved a map meanwhile."""

    code = "map_changed"
    status = 409


@transaction.atomic
def create_map(*, journey_map: JourneyMap, slug: str | None = None, saved_by: str = "") -> str:
    """Save a map under a slug, made of its name where none is given, and return it. Raises MapRefused."""
    if Map.objects.count() >= MOST_MAPS:
        raise MapRefused(f"There are {MOST_MAPS} journey maps already. Delete one that nobody uses.")
    kept = Map.objects.create(slug=_slug_for(journey_map.name, slug))
    _save(kept, journey_map, saved_by)
    note(verb="created", subject=f"map:{kept.slug}", detail={"steps": len(journey_map.steps)})
    return kept.slug


@transaction.atomic
def change_map(*, slug: str, journey_map: JourneyMap, based_on: int | None = None, saved_by: str = "") -> int:
    """Save a map anew and return the number of its version.

    `based_on` is the version that was changed: where another has been saved since, nothing is. Raises NoMap, MapChanged.
    """
    kept = Map.objects.select_for_update().filter(slug=slug).first()
    if kept is None:
        raise NoMap(unknown(slug))
    if based_on is not None and based_on != kept.version:
        raise MapChanged(
            f"This map was saved as version {kept.version} while you worked on version {based_on}. "
            "Export yours, load the newer one, and make your changes there."
        )
    kept.version += 1
    kept.save(update_fields=["version"])
    _save(kept, journey_map, saved_by)
    MapVersion.objects.filter(map=kept, number__lte=kept.version - MOST_VERSIONS).delete()
    note(verb="changed", subject=f"map:{slug}", detail={"version": kept.version})
    return kept.version


@transaction.atomic
def delete_map(*, slug: str) -> None:
    """Delete a map with all its versions. Raises NoMap."""
    if not Map.objects.filter(slug=slug).delete()[0]:
        raise NoMap(unknown(slug))
    note(verb="deleted", subject=f"map:{slug}")


def unknown(slug: str) -> str:
    """What to say where there is no such map."""
    return f"There is no journey map {slug[:64]!r}. `regard maps list` names those there are."


def _save(kept: Map, journey_map: JourneyMap, saved_by: str) -> None:
    MapVersion.objects.create(map=kept, number=kept.version, definition=journey_map.written(), saved_by=saved_by)


def _slug_for(name: str, asked: str | None) -> str:
    if asked is not None:
        if not re.fullmatch(SLUG, asked) or asked == "new":
            raise MapRefused("A slug is made of a to z, 0 to 9 and -, 64 at most, and is not `new`.")
        if Map.objects.filter(slug=asked).exists():
            raise MapRefused(f"There is a journey map {asked!r} already.")
        return asked
    stem = slugify(name).replace("_", "-").strip("-")[:58].strip("-") or "map"
    taken = {"new", *Map.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, MOST_MAPS + 3))) if slug not in taken)
