"""The Django app of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts and API keys."""

    name = "regard.foundation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for people signing in and out."""
        from regard.foundation.accounts.subscribers import subscribe  # noqa: PLC0415  # models are ready only now

        subscribe()
