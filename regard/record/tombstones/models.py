"""One erased identifier."""

from django.db import models


class Tombstone(models.Model):
    """An identifier nobody can read any more: HMACs with the key of the data folder."""

    digest = models.CharField(primary_key=True, max_length=64)  # of kind:value
    loose = models.CharField(max_length=64)  # of the value alone, for texts that do not say what it is
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.digest[:12]}… {self.erased_at}"
