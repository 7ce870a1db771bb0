"""A saved segment, and how many it held day by day. Who is in it is a derived table beside the log."""

from django.db import models


class Segment(models.Model):
    """A condition with a name. Its slug is how scopes and other segments refer to it, and never changes."""

    slug = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    condition = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    owner = models.CharField(max_length=254, blank=True)  # e-mail of who made it; empty for the command line
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.slug


class SegmentDay(models.Model):
    """How many customers a segment held when it was last worked out on one day (UTC)."""

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="days")
    date = models.DateField()
    version = models.PositiveIntegerField()
    n = models.BigIntegerField()

    class Meta:
        db_table = "segments_day"
        constraints = [models.UniqueConstraint(fields=["segment", "date"], name="segment_day")]

    def __str__(self) -> str:
        return f"{self.segment} {self.date}"
