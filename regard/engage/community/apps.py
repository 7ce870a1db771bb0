"""Community as a Django application."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    """Tables `community_…`."""

    name = "regard.engage.community"
    label = "community"
    default_auto_field = "django.db.models.BigAutoField"
