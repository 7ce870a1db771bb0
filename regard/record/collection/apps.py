"""Collection as a Django application."""

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    """Tables `collection_…`."""

    name = "regard.record.collection"
    label = "collection"
    default_auto_field = "django.db.models.BigAutoField"
