"""Dashboards as a Django application."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Table `dashboards_dashboard`."""

    name = "regard.understand.dashboards"
    label = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"
