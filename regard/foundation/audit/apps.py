"""Audit as a Django application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Table `audit_entry`."""

    name = "regard.foundation.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
