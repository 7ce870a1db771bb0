"""Privacy as a Django application."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Tables `privacy_…`."""

    name = "regard.record.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
