"""One statement about one purpose at one endpoint. Rows are added and never changed: the newest one holds."""

from django.db import models


class Consent(models.Model):
    """Granted, denied or revoked, when, where, and what shows it."""

    kind = models.CharField(max_length=16)  # of the endpoint: email, phone, anonymous_id …
    value = models.TextField()
    purpose = models.CharField(max_length=60)
    status = models.CharField(max_length=8)
    at = models.DateTimeField()
    source = models.CharField(max_length=64)
    proof = models.JSONField(default=dict)  # text shown, its version, the form, a digest of the network address
    recorded_at = models.DateTimeField(auto_now_add=True)
    fingerprint = models.CharField(max_length=64, unique=True)  # the same statement is kept once

    class Meta:
        indexes = [models.Index(fields=["kind", "value", "purpose", "-at"], name="consent_endpoint")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.status} at {self.kind}"
