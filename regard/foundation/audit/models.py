"""One entry of the audit log. The database refuses to change or delete it (migration 0001)."""

from django.db import models


class Entry(models.Model):
    """Who did what to what, chained to the entry before it."""

    number = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without gaps
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=160)
    detail = models.JSONField(default=dict)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "number"], name="audit_subject"),
            models.Index(fields=["actor", "verb", "subject", "at"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.actor} {self.verb} {self.subject}"
