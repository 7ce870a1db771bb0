"""Sources as a Django application."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Tables `sources_…`."""

    name = "regard.record.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"
