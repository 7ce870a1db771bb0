"""When people are asked, and each asking that was planned."""

from django.db import models


class Plan(models.Model):
    """Ask customers some time after something happened to them."""

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="plans")
    event = models.CharField(max_length=100)  # the kind of interaction that sets it off
    after_hours = models.PositiveIntegerField(default=0)
    share = models.PositiveSmallIntegerField(default=100)  # percent of those it happened to
    gap_days = models.PositiveSmallIntegerField(default=90)  # until the same person is asked by this plan again
    remind_days = models.PositiveSmallIntegerField(default=0)  # one reminder after so many days; 0 for none
    touchpoint = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=200)  # of this installation, as customers reach it
    is_on = models.BooleanField(default=True)
    made_by = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.event} + {self.after_hours} h"


class Asking(models.Model):
    """One person asked, or not, about one occasion."""

    plan = models.ForeignKey(Plan, null=True, on_delete=models.CASCADE, related_name="askings")
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="askings")
    occasion = models.CharField(max_length=80)  # the interaction that set it off
    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=255)
    invitation_id = models.BigIntegerField(null=True)
    sealed_path = models.TextField(blank=True)  # for the reminder; sealed, since it lets in
    state = models.CharField(max_length=12)  # sent | withheld | failed
    reason = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        unique_together = [("survey", "occasion", "kind", "value")]

    def __str__(self) -> str:
        return f"asking {self.pk}: {self.state}"
