"""Journey maps with every version that was saved. Their numbers are not kept: they are read from the log."""

from django.db import models


class Map(models.Model):
    """A map. Its slug is how addresses and the command line name it, and never changes."""

    slug = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.slug


class MapVersion(models.Model):
    """What a map said when it was saved. Emptied where it names somebody who is erased; the one before counts then."""

    map = models.ForeignKey(Map, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.CharField(max_length=254, blank=True)  # e-mail; empty for the command line

    class Meta:
        db_table = "journeys_map_version"
        constraints = [models.UniqueConstraint(fields=["map", "number"], name="journeys_one_version")]

    def __str__(self) -> str:
        return f"{self.map} {self.number}"
