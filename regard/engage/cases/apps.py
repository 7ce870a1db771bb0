"""Cases as a Django application."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Tables `cases_…`."""

    name = "regard.engage.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
