"""Tombstones as a Django application."""

from django.apps import AppConfig


class TombstonesConfig(AppConfig):
    """Table `tombstones_tombstone`."""

    name = "regard.record.tombstones"
    label = "tombstones"
    default_auto_field = "django.db.models.BigAutoField"
