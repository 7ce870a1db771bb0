"""Surveys as a Django application."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Tables `surveys_…`."""

    name = "regard.engage.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"
