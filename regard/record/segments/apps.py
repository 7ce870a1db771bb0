"""Segments as a Django application."""

from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    """Tables `segments_…`."""

    name = "regard.record.segments"
    label = "segments"
    default_auto_field = "django.db.models.BigAutoField"
