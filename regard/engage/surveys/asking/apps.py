"""Asking as a Django application."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    """Tables `asking_…`."""

    name = "regard.engage.surveys.asking"
    label = "asking"
    default_auto_field = "django.db.models.BigAutoField"
