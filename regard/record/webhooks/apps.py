"""Webhooks as a Django application."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Tables `webhooks_…`."""

    name = "regard.record.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"
