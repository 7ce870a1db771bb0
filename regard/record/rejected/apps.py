"""Rejected rows as a Django application."""

from django.apps import AppConfig


class RejectedConfig(AppConfig):
    """Tables `rejected_…`."""

    name = "regard.record.rejected"
    label = "rejected"
    default_auto_field = "django.db.models.BigAutoField"
