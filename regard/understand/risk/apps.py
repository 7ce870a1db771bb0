"""Risk as a Django application."""

from django.apps import AppConfig


class RiskConfig(AppConfig):
    """Holds tasks; what it works out lies beside the log."""

    name = "regard.understand.risk"
    label = "risk"
    default_auto_field = "django.db.models.BigAutoField"
