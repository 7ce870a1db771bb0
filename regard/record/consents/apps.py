"""Consents as a Django application."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    """Table `consents_consent`."""

    name = "regard.record.consents"
    label = "consents"
    default_auto_field = "django.db.models.BigAutoField"
