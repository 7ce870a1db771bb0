"""The Django app of customers."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Customers: identifiers and links."""

    name = "regard.record.customers"
    label = "customers"
    default_auto_field = "django.db.models.BigAutoField"
