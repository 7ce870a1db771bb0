"""The arbiter as a Django application."""

from django.apps import AppConfig


class ArbiterConfig(AppConfig):
    """Tables `arbiter_…`."""

    name = "regard.decide.arbiter"
    label = "arbiter"
    default_auto_field = "django.db.models.BigAutoField"
