"""Upkeep as a Django app: its tasks are found by that."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """The domain."""

    name = "regard.record.upkeep"
    label = "upkeep"
