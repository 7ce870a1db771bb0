"""What staff said of topics and opinions: each wish and each correction, who and when. Never changed, only taken back."""

from django.db import models


class Wish(models.Model):
    """One wish about topics: it holds from then on, whenever topics are found anew."""

    RENAME, MERGE, SPLIT, PIN, TEACH = "rename", "merge", "split", "pin", "teach"

    kind = models.CharField(max_length=10)
    topic = models.CharField(max_length=64)  # the id it is about
    into = models.CharField(max_length=64, blank=True)  # of a merge: the topic it becomes part of
    name = models.CharField(max_length=80, blank=True)
    parts = models.PositiveSmallIntegerField(null=True)  # of a split: into how many at most
    key = models.CharField(max_length=32, blank=True)  # of teaching: the opinion that belongs there
    part = models.PositiveIntegerField(null=True)
    customer_id = models.CharField(max_length=64, blank=True)  # who said that
    anchor = models.CharField(max_length=64, blank=True)
    wished_at = models.DateTimeField(auto_now_add=True)
    wished_by = models.CharField(max_length=254, blank=True)  # e-mail; empty for the command line
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=254, blank=True)

    class Meta:
        db_table = "voice_wish"
        ordering = ["wished_at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.topic}"


class Correction(models.Model):
    """What one opinion is, as somebody said who read it: a field that is None stays as it was read."""

    key = models.CharField(max_length=32, db_index=True)
    part = models.PositiveIntegerField()
    interaction_id = models.CharField(max_length=64)
    customer_id = models.CharField(max_length=64)
    anchor = models.CharField(max_length=64)
    model = models.CharField(max_length=200)  # that had read it
    was = models.JSONField()  # sentiment, label, emotion, intent, topic as they were read
    is_right = models.BooleanField(default=False)  # nothing to correct: somebody looked and agreed
    is_opinion = models.BooleanField(default=True)
    label = models.CharField(max_length=10, null=True)
    emotion = models.CharField(max_length=10, null=True)  # empty: none
    intent = models.CharField(max_length=10, null=True)
    topic = models.CharField(max_length=64, null=True)
    was_drawn = models.BooleanField(default=False)  # at random, to see how good reading is
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=254, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=254, blank=True)

    class Meta:
        db_table = "voice_correction"
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"{self.key}.{self.part}"
