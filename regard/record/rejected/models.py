"""Which rejected rows were sent in again."""

from django.db import models


class Replay(models.Model):
    """A rejected row that was sent in again, once: its fingerprint, and when."""

    row_id = models.CharField(primary_key=True, max_length=32)
    replayed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.row_id
