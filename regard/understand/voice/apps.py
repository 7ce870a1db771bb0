"""Voice as a Django application."""

from django.apps import AppConfig

from regard.foundation.lake.api import Lake, keep_derived


class VoiceConfig(AppConfig):
    """Holds what staff wished of topics and corrected of opinions; what was read in texts lies beside the log."""

    name = "regard.understand.voice"
    label = "voice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """An erasure takes out what nobody says any more, and leaves the rest as it was read."""
        keep_derived(name="opinions", forget=_forget)


def _forget(*, lake: Lake) -> None:
    from regard.understand.voice.forgetting import forget  # noqa: PLC0415 - what finds topics takes time to load

    forget(lake=lake)
