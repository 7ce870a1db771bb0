"""Journeys as a Django application."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Tables `journeys_…`."""

    name = "regard.understand.journeys"
    label = "journeys"
    default_auto_field = "django.db.models.BigAutoField"
