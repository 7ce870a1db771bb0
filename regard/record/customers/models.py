"""Identifiers and the links between them. A customer is what `analytics.identity` makes of both."""

from django.db import models


class Identifier(models.Model):
    """One identifier, and the customer it belongs to now."""

    anchor = models.CharField(primary_key=True, max_length=20)  # fingerprint of kind and value
    kind = models.CharField(max_length=16)
    value = models.TextField()
    customer_id = models.CharField(max_length=20)
    is_shared = models.BooleanField(default=False)
    has_moved = models.BooleanField(default=False)  # changed customer after rows were written

    class Meta:
        indexes = [
            models.Index(fields=["customer_id"], name="identifier_customer"),
            models.Index(fields=["value"], name="identifier_value"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


class Link(models.Model):
    """Two identifiers that interactions carried together, with the earliest of these: the evidence for a join."""

    one = models.CharField(max_length=20)
    other = models.CharField(max_length=20)
    source = models.TextField()
    message_id = models.TextField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="link_pair")]
        indexes = [models.Index(fields=["other"], name="link_other")]

    def __str__(self) -> str:
        return f"{self.one} with {self.other}"


class Decision(models.Model):
    """What a person said of two identifiers: that they are one customer, or two. Undone, it counts no more."""

    JOIN, APART = "join", "apart"

    kind = models.CharField(max_length=8)
    one = models.CharField(max_length=20)
    other = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)  # of a proposal: its weight and what it came of
    decided_by = models.TextField()
    decided_at = models.DateTimeField()
    undone_by = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["one"], condition=models.Q(undone_at=None), name="decision_one"),
            models.Index(fields=["other"], condition=models.Q(undone_at=None), name="decision_other"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.one} {self.other}"


class FormerCustomer(models.Model):
    """A customer id under which rows of an anchor that has moved since may still be written in the log."""

    anchor = models.CharField(max_length=20)
    customer_id = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["anchor", "customer_id"], name="former_pair")]

    def __str__(self) -> str:
        return f"{self.anchor} was of {self.customer_id}"


class Reassignment(models.Model):
    """One row: how often anchors have moved, and up to which of these moves the log's `reassigned` says so."""

    moves = models.BigIntegerField(default=0)
    published = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.published} of {self.moves} published"


class Proposal(models.Model):
    """Two customers who may be one, by what is known of them. A person accepts or rejects it, once."""

    OPEN, ACCEPTED, REJECTED = "open", "accepted", "rejected"

    one = models.CharField(max_length=20)
    other = models.CharField(max_length=20)
    weight = models.FloatField()
    probability = models.FloatField()
    start = models.FloatField()
    parts = models.JSONField()  # per trait: both values, what was found, its weight
    state = models.CharField(max_length=8, default=OPEN)
    proposed_at = models.DateTimeField()
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="proposal_pair")]
        indexes = [models.Index(fields=["state", "-weight", "id"], name="proposal_queue")]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}: {self.weight:.1f}"
