"""Improvements as a Django application."""

from django.apps import AppConfig


class ImprovementsConfig(AppConfig):
    """Tables `improvements_…`."""

    name = "regard.decide.improvements"
    label = "improvements"
    default_auto_field = "django.db.models.BigAutoField"
