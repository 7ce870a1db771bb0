"""A feed, what was seen of it, and who public authors were proved to be."""

from django.db import models


class Feed(models.Model):
    """How one source is looked at again and again. The source is named by its slug."""

    source = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=16)  # one of `kinds.KINDS`
    address = models.CharField(max_length=2000, blank=True)
    channel = models.CharField(max_length=16)
    sealed = models.BinaryField(null=True)  # token or password
    every_minutes = models.IntegerField()
    is_paused = models.BooleanField(default=False)
    cursor = models.JSONField(default=dict)  # ETag, ids and numbers to go on from
    state = models.CharField(max_length=16, default="waiting")
    said = models.CharField(max_length=500, blank=True)  # what came of the last look, as a sentence
    failures = models.IntegerField(default=0)  # in a row
    looks = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)  # when it last answered as it should
    next_at = models.DateTimeField(null=True)
    entries = models.BigIntegerField(default=0)
    stored = models.BigIntegerField(default=0)
    edited = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    left_out = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], condition=models.Q(is_paused=False), name="feed_due")]

    def __str__(self) -> str:
        return self.source


class Seen(models.Model):
    """An entry that was seen: fingerprints of what it is called and of what it said, to tell an edit from a repetition."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="seen")
    key = models.CharField(max_length=32)
    digest = models.CharField(max_length=16)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="feeds_seen_once")]
        indexes = [models.Index(fields=["feed", "-seen_at"], name="feeds_seen_newest")]

    def __str__(self) -> str:
        return self.key


class Proof(models.Model):
    """That a public author is a customer: asked for, and once proved, the decision that says so."""

    author = models.CharField(max_length=20)  # pub_…
    customer = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, blank=True)  # of the code they are to post; empty where somebody was told
    way = models.CharField(max_length=8)  # code | told
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    proved_at = models.DateTimeField(null=True)
    evidence = models.CharField(max_length=2000, blank=True)
    decision = models.BigIntegerField(null=True)  # of `customers`
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["author", "-asked_at"], name="feeds_proof_author")]

    def __str__(self) -> str:
        return f"{self.author} is {self.customer}"
