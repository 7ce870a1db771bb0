"""Surveys, their published versions, who was asked, and what was answered."""

import uuid

from django.db import models


class Survey(models.Model):
    """A survey: a draft that may be changed, and published versions that may not."""

    slug = models.CharField(max_length=40, unique=True)  # unguessable; the public link
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=12, default="draft")  # draft | open | closed
    draft = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    is_anonymous = models.BooleanField(default=False)  # fixed when first published
    is_linked = models.BooleanField(default=True)  # whether anybody with the link may answer
    owner = models.CharField(max_length=254, blank=True)
    changed_by = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """A survey as it was published. Never changed: answers belong to it."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    published_by = models.CharField(max_length=254, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        unique_together = [("survey", "number")]

    def __str__(self) -> str:
        return f"{self.survey_id} version {self.number}"


class Invitation(models.Model):
    """Somebody was asked. Of an anonymous survey it says only whether an answer came, not which."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=16)  # user_id, email, phone, external_id
    value = models.CharField(max_length=255)
    channel = models.CharField(max_length=20, default="email")
    about = models.JSONField(default=dict)  # touchpoint, order_id, …: what it is about, kept with the answers
    is_answered = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Response(models.Model):
    """What one person answered, part of it or all. Of an anonymous survey neither who nor when is known, only the day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="responses")
    token_digest = models.CharField(max_length=64)
    invitation = models.OneToOneField(Invitation, null=True, on_delete=models.SET_NULL, related_name="response")
    kind = models.CharField(max_length=16, null=True)  # whose answers these are, as the invitation says
    value = models.CharField(max_length=255, null=True)
    state = models.CharField(max_length=12, default="partial")  # partial | complete | over_quota
    answers = models.JSONField(default=dict)
    page = models.CharField(max_length=200, blank=True)  # the page it stands on
    language = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    quotas = models.JSONField(default=list)  # the quotas it counts for
    about = models.JSONField(default=dict)  # touchpoint and store, as the page or kiosk it was answered on said
    is_recorded = models.BooleanField(default=False)  # in the log; anonymous ones go there in groups
    begun_date = models.DateField()
    begun_at = models.DateTimeField(null=True)  # never of an anonymous survey
    finished_date = models.DateField(null=True)
    finished_at = models.DateTimeField(null=True)  # never of an anonymous survey

    class Meta:
        unique_together = [("survey", "token_digest")]
        indexes = [models.Index(fields=["survey", "state"])]

    def __str__(self) -> str:
        return f"response {self.pk}"


class Crowd(models.Model):
    """How many responses one sender began lately; the sender as a keyed digest, for minutes."""

    survey_id = models.BigIntegerField()
    sender_digest = models.CharField(max_length=32)
    period = models.BigIntegerField()  # ten minutes each, counted since 1970
    responses = models.PositiveIntegerField(default=0)

    class Meta:
        unique_together = [("survey_id", "sender_digest", "period")]
        indexes = [models.Index(fields=["period"])]


class Note(models.Model):
    """What somebody of the staff noticed. Of an anonymous one neither who wrote it nor when is known, only the day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)  # by chance: the order of two of one day is not kept
    text = models.TextField()
    touchpoint = models.CharField(max_length=200, blank=True)
    topic = models.CharField(max_length=64, blank=True)  # that its author says it is about
    author = models.CharField(max_length=254, blank=True)
    noted_date = models.DateField()
    named = models.JSONField(default=list)  # the topics its text was found to name
    placed_in = models.IntegerField(default=-1)  # the number of the topics among which they were looked for

    class Meta:
        indexes = [models.Index(fields=["noted_date", "id"], name="surveys_note_day")]

    def __str__(self) -> str:
        return f"note {self.pk}"
