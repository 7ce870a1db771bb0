"""Identifiers and the links between them. A customer is what `analytics.identity` makes of both."""

from django.db import models


class Identifier(models.Model):
    """One identifier, and the customer it belongs to now."""

    anchor = models.CharField(primary_key=True, max_length=20)  # fingerprint of kind and value
    kind = models.CharField(max_length=16)
    value = models.TextField()
    customer_id = models.CharField(max_length=20)
    is_shared = models.BooleanField(default=False)
    has_moved = models.BooleanField(default=False)  # changed customer after rows were written

    class Meta:
        indexes = [
            models.Index(fields=["customer_id"], name="identifier_customer"),
            models.Index(fields=["value"], name="identifier_value"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


class Link(models.Model):
    """Two identifiers that one interaction carried together: the evidence for a join."""

    one = models.CharField(max_length=20)
    other = models.CharField(max_length=20)
    source = models.TextField()
    message_id = models.TextField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="link_pair")]
        indexes = [models.Index(fields=["other"], name="link_other")]

    def __str__(self) -> str:
        return f"{self.one} with {self.other}"
