"""The budget of contacts, and every decision with its reason."""

from django.db import models


class Policy(models.Model):
    """How often and when customers are contacted; one for everything that goes out."""

    most = models.PositiveSmallIntegerField(default=2)  # contacts of one person …
    days = models.PositiveSmallIntegerField(default=30)  # … within so many days
    quiet_from = models.PositiveSmallIntegerField(default=21)  # hours of the person's day
    quiet_until = models.PositiveSmallIntegerField(default=8)
    zone = models.CharField(max_length=60, default="UTC")  # of people whose own is not known
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.most} in {self.days} days"


class Verdict(models.Model):
    """One decision: this person, about this, then; allowed or not, and why."""

    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=255)
    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)  # what it is about: survey:3
    is_allowed = models.BooleanField()
    reason = models.CharField(max_length=20)
    retry_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "value", "decided_at"]),
            models.Index(fields=["subject", "decided_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"
