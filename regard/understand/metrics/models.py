"""Schedules and targets, with all that was ever noted of them. Analyses read them from a copy beside the log."""

from django.db import models


class Schedule(models.Model):
    """When somebody is there. Its slug is how tickets name it, and never changes."""

    slug = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="metrics_one_default"
            )
        ]

    def __str__(self) -> str:
        return self.slug


class OpeningHours(models.Model):
    """What a schedule says from a day on. Never changed: what is noted later for the same day counts instead."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="hours")
    hours = models.JSONField()
    valid_from = models.DateField(null=True)  # null is from the beginning
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.CharField(max_length=254, blank=True)  # e-mail; empty for the command line

    class Meta:
        db_table = "metrics_opening_hours"
        ordering = ["noted_at", "id"]

    def __str__(self) -> str:
        return f"{self.schedule} from {self.valid_from or 'the beginning'}"


class Target(models.Model):
    """What was promised from a day on. Never changed either; without minutes the promise is taken back."""

    measure = models.CharField(max_length=40)
    priority = models.CharField(max_length=40, blank=True)
    minutes = models.PositiveIntegerField(null=True)
    clock = models.CharField(max_length=10)
    valid_from = models.DateField(null=True)
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering = ["noted_at", "id"]

    def __str__(self) -> str:
        return f"{self.measure} {self.priority}".strip()


class SavedView(models.Model):
    """A way of looking at a metric, under a name: what the page's address says."""

    name = models.CharField(max_length=120)
    search = models.JSONField()
    owner = models.CharField(max_length=254, blank=True)  # e-mail
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "metrics_saved_view"

    def __str__(self) -> str:
        return self.name
