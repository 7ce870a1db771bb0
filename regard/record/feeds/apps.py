"""Feeds as a Django application."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """Tables `feeds_…`."""

    name = "regard.record.feeds"
    label = "feeds"
    default_auto_field = "django.db.models.BigAutoField"
