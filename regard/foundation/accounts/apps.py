"""The Django app of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts and API keys."""

    name = "regard.foundation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
