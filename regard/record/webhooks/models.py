"""A webhook's settings, and its secrets, sealed."""

from django.db import models


class Webhook(models.Model):
    """How deliveries of one source are checked and mapped. The source is named by its slug."""

    source = models.CharField(max_length=64, unique=True)
    preset = models.CharField(max_length=16, default="standard")
    signing = models.JSONField(default=dict)
    rows_path = models.CharField(max_length=200, blank=True)
    mapping = models.TextField(blank=True)
    sample = models.TextField(blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    refused = models.BigIntegerField(default=0)
    last_refused_at = models.DateTimeField(null=True, blank=True)
    last_refused_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "webhooks_webhook"

    def __str__(self) -> str:
        return self.source


class Secret(models.Model):
    """What a sender signs with. Two may be open while one takes the place of the other."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="secrets")
    sealed = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "webhooks_secret"

    def __str__(self) -> str:
        return f"secret {self.pk} of {self.webhook}"
