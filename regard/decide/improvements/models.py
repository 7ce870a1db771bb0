"""An improvement, what was done about it, and who was told."""

from django.db import models


class Improvement(models.Model):
    """A change for all customers, with an owner, what it is to make better, and when it shipped."""

    name = models.CharField(max_length=120)
    owner = models.CharField(max_length=254, blank=True)
    kind = models.CharField(max_length=10)  # friction | metric | topic
    subject = models.CharField(max_length=300)  # the friction's key, the metric's name, or the topic's id
    scope = models.JSONField(default=dict)  # channels, stage, touchpoint, segment
    comparison = models.JSONField(null=True)  # the same; null for what is usual, {} for none
    grain = models.CharField(max_length=5, default="week")
    state = models.CharField(max_length=10, default="idea")  # idea | planned | shipped | dropped
    planned_date = models.DateField(null=True)
    shipped_date = models.DateField(null=True)
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    worthwhile = models.FloatField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=254, blank=True)

    def __str__(self) -> str:
        return f"improvement {self.pk}"


class Step(models.Model):
    """An entry of an improvement's history."""

    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12)  # opened | changed | noted | told
    at = models.DateTimeField()
    by = models.CharField(max_length=254, blank=True)
    text = models.TextField(blank=True)


class Told(models.Model):
    """One customer was told of an improvement: once, whoever asks again."""

    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="told")
    customer_id = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=254, blank=True)
    channel = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["improvement", "customer_id"], name="improvement_told_once")]
