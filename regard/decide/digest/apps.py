"""The digest as a Django application, for its weekly task."""

from django.apps import AppConfig


class DigestConfig(AppConfig):
    """No tables."""

    name = "regard.decide.digest"
    label = "digest"
