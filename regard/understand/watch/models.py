"""A watch, the courses it last saw, its alerts with their findings, and what people decided."""

from django.db import models


class Watch(models.Model):
    """What is looked after: metrics over a scope, against what they were in a baseline period."""

    slug = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)  # metric | launch | market | crisis
    metrics = models.JSONField()
    scope = models.JSONField(default=dict)  # channel, stage, touchpoint, segment
    grain = models.CharField(max_length=5, default="day")
    country = models.CharField(max_length=2, blank=True)  # whose holidays are expected
    baseline_since = models.DateField(null=True)
    watch_from = models.DateField()
    false_alarms = models.FloatField(default=1.0)  # wanted at most a month, over all metrics
    owner = models.CharField(max_length=254, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    conclusion = models.TextField(blank=True)
    looked_at = models.DateTimeField(null=True)
    looked_version = models.BigIntegerField(null=True)
    as_of = models.DateField(null=True)  # the day after the last whole one looked at
    trouble = models.TextField(blank=True)  # why the last look failed, in a sentence

    def __str__(self) -> str:
        return self.slug


class SeenCourse(models.Model):
    """One metric's periods with their bands as last looked at."""

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="courses")
    metric = models.CharField(max_length=80)
    unit = models.CharField(max_length=40, blank=True)
    watched_since = models.DateField(null=True)
    bands = models.JSONField()

    class Meta:
        db_table = "watch_course"
        constraints = [models.UniqueConstraint(fields=["watch", "metric"], name="watch_course_once")]


class Alert(models.Model):
    """Something that was not expected: findings of one or several metrics with one cause."""

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="alerts")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default="open")  # open | acknowledged | resolved
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=254, blank=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.CharField(max_length=254, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["watch", "number"], name="watch_alert_number")]


class Finding(models.Model):
    """One metric's part in an alert: when it left what was expected, by how much, and what explains it."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="findings")
    watch = models.ForeignKey(Watch, models.CASCADE, related_name="findings")
    metric = models.CharField(max_length=80)
    kind = models.CharField(max_length=6)  # spike | shift
    since = models.DateField()
    noticed = models.DateField()
    until = models.DateField(null=True)
    size = models.FloatField()
    actual = models.FloatField(null=True)
    expected = models.FloatField(null=True)
    n = models.BigIntegerField(default=0)
    missed = models.FloatField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    explained_by = models.JSONField(default=list)
    stands = models.BooleanField(default=True)  # False where rows that came later took it back

    class Meta:
        constraints = [models.UniqueConstraint(fields=["watch", "metric", "since"], name="watch_finding_once")]


class Decision(models.Model):
    """An entry of a watch's timeline, written by a person."""

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="decisions")
    alert = models.ForeignKey(Alert, models.CASCADE, null=True, related_name="decisions")
    at = models.DateTimeField()
    by = models.CharField(max_length=254, blank=True)
    text = models.TextField()
