"""Rules that open cases, cases, what they rest on, and every step that was taken."""

from django.db import models

OPEN_STATES = ("open", "contacted", "unproven")


class Rule(models.Model):
    """Whether one kind of low score opens cases, since when, and who looks after them by when."""

    name = models.CharField(max_length=20, unique=True)
    is_on = models.BooleanField(default=False)
    since = models.DateTimeField(null=True)  # events before it open nothing
    threshold = models.FloatField()
    minutes = models.PositiveIntegerField()
    clock = models.CharField(max_length=10)  # business | calendar
    owner = models.CharField(max_length=254, blank=True)

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """What one customer was let down by, and what was done about it."""

    customer_id = models.CharField(max_length=20, db_index=True)
    cause = models.CharField(max_length=255)
    rule = models.CharField(max_length=20, blank=True)  # empty where a person opened it
    state = models.CharField(max_length=12, default="open")  # open | contacted | unproven | closed | dismissed
    owner = models.CharField(max_length=254, blank=True)
    clock = models.CharField(max_length=10)
    opened_at = models.DateTimeField()
    first_at = models.DateTimeField()  # of what it rests on
    last_at = models.DateTimeField()
    due_at = models.DateTimeField()
    contacted_at = models.DateTimeField(null=True)
    contact_minutes = models.FloatField(null=True)  # on its clock, from opening
    concluded_at = models.DateTimeField(null=True)
    conclusion = models.CharField(max_length=20, blank=True)
    root_cause = models.CharField(max_length=80, blank=True)
    recovery = models.JSONField(null=True)  # kind, interaction_id, at, metric, score
    next_score = models.JSONField(null=True)  # interaction_id, at, metric, score, is_low
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer_id", "cause"],
                condition=models.Q(state__in=OPEN_STATES),
                name="case_open_once",
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="case_due")]

    def __str__(self) -> str:
        return f"case {self.pk}"


class Evidence(models.Model):
    """One interaction that a case rests on."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="evidence")
    customer_id = models.CharField(max_length=20)
    interaction_id = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=255)
    at = models.DateTimeField()
    channel = models.CharField(max_length=40, blank=True)
    touchpoint = models.CharField(max_length=255, blank=True)
    metric = models.CharField(max_length=80, blank=True)
    score = models.FloatField(null=True)
    scale_max = models.FloatField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "interaction_id"], name="case_evidence_once")]


class Step(models.Model):
    """One thing that was done about a case; the log has each as an interaction as well, without the words."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    customer_id = models.CharField(max_length=20)
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.CharField(max_length=254, blank=True)
    text = models.TextField(blank=True)
    detail = models.JSONField(default=dict)


class Follow(models.Model):
    """How far the log was looked at."""

    version = models.BigIntegerField()
    moved = models.BigIntegerField()  # version of who moved to whom
    opinions = models.CharField(max_length=120, blank=True)  # what was read in texts then
