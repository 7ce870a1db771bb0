"""Metrics as a Django application."""

from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """Tables `metrics_…`."""

    name = "regard.understand.metrics"
    label = "metrics"
    default_auto_field = "django.db.models.BigAutoField"
