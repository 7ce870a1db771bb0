"""An erasure and how far it came; how long each class of data is kept."""

from django.db import models


class Erasure(models.Model):
    """One erasure, kept as proof. It holds the customer's id and counts, and no identifier in clear."""

    ASKED, REMOVED, DONE = "asked", "removed", "done"

    customer_id = models.CharField(max_length=20)
    asked_by = models.CharField(max_length=80)
    erased_at = models.DateTimeField()  # events from before this do not come back
    state = models.CharField(max_length=8, default=ASKED)
    anchors = models.JSONField(default=list)  # until it is done
    counts = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state"], name="erasure_state")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.state}"


class RetentionRule(models.Model):
    """How many days one class of data is kept; null keeps it for ever. A class without a row keeps its default."""

    name = models.CharField(max_length=40, primary_key=True)
    days = models.IntegerField(null=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "privacy_retention"

    def __str__(self) -> str:
        return f"{self.name}: {self.days}"
