"""Watches as a Django application."""

from django.apps import AppConfig


class WatchConfig(AppConfig):
    """Tables `watch_…`."""

    name = "regard.understand.watch"
    label = "watch"
    default_auto_field = "django.db.models.BigAutoField"
