"""A dashboard: its tiles in order, and who arranged them last."""

from django.db import models


class Dashboard(models.Model):
    """Tiles as people arranged them, for everybody who signs in. `revision` counts the arrangements."""

    name = models.CharField(max_length=120)
    tiles = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    owner = models.CharField(max_length=254, blank=True)  # e-mail
    changed_by = models.CharField(max_length=254, blank=True)  # e-mail
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name
