"""Boards, ideas, votes, and who was told. Whatever a person said carries their identifier, by which it is found and erased."""

from django.db import models

STATUSES = ("open", "planned", "progress", "done", "declined")


class Board(models.Model):
    """One board. There is none until somebody makes it."""

    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    intro = models.TextField(blank=True)
    is_open = models.BooleanField(default=True)  # takes ideas, votes and comments
    is_private = models.BooleanField(default=False)  # read by those only who come from the company's site, or:
    domains = models.CharField(max_length=500, blank=True)  # whose mailbox is of one of these, with commas
    is_reviewed = models.BooleanField(default=False)  # what is new waits for staff
    address = models.CharField(max_length=200)  # of this installation, as customers reach it
    secret_number = models.PositiveIntegerField(default=1)  # of the secret that the company's site signs with
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=254, blank=True)

    def __str__(self) -> str:
        return self.slug


class Idea(models.Model):
    """Something wanted. What its author wrote is kept apart, so that it can go while the votes of others stay."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="ideas")
    title = models.CharField(max_length=140, blank=True)  # where staff put it in their own words
    body = models.TextField(blank=True)
    status = models.CharField(max_length=10, default="open")
    into = models.ForeignKey("self", models.CASCADE, null=True, related_name="merged")  # it is the same as this one
    top = models.ForeignKey("self", models.CASCADE, null=True, related_name="family")  # where that ends; itself
    is_shown = models.BooleanField(default=True)
    is_waiting = models.BooleanField(default=False)  # for staff to let it in
    is_locked = models.BooleanField(default=False)
    people = models.PositiveIntegerField(default=0)  # who want it, all merged ideas together, each once
    posted_at = models.DateTimeField()
    posted_by = models.CharField(max_length=254, blank=True)  # staff
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["board", "into", "is_shown"], name="community_idea_shown")]

    def __str__(self) -> str:
        return f"idea {self.pk}"


class Wording(models.Model):
    """An idea in the words of who had it."""

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="wording")
    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=255)
    title = models.CharField(max_length=140)
    body = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "value"], name="community_wording_who")]


class Vote(models.Model):
    """One person wants an idea. It stays with the idea it was given to, whatever that is merged into."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="votes")
    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=255)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "kind", "value"], name="community_vote_once")]
        indexes = [models.Index(fields=["kind", "value"], name="community_vote_who")]


class Comment(models.Model):
    """What a person or staff said of an idea."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="comments")
    kind = models.CharField(max_length=16, blank=True)  # empty of staff
    value = models.CharField(max_length=255, blank=True)
    by = models.CharField(max_length=254, blank=True)  # staff
    is_official = models.BooleanField(default=False)
    text = models.TextField()
    is_shown = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "value"], name="community_comment_who")]


class Request(models.Model):
    """A customer asked for it elsewhere: in a ticket, a review, an answer to a survey."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="requests")
    customer_id = models.CharField(max_length=20)
    interaction_id = models.CharField(max_length=40)
    topic = models.CharField(max_length=64, blank=True)  # by which it was found, empty where it was chosen
    channel = models.CharField(max_length=40, blank=True)
    said_at = models.DateTimeField()
    is_counted = models.BooleanField(default=True)  # a topic brought it, and staff said it asks for something else
    linked_by = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "interaction_id"], name="community_request_once")]
        indexes = [models.Index(fields=["customer_id"], name="community_request_who")]


class Topic(models.Model):
    """Whoever asks for something in this topic of what people say, asks for the idea."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="topics")
    topic = models.CharField(max_length=64)
    linked_by = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "topic"], name="community_topic_once")]


class Step(models.Model):
    """An entry of an idea's history."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.CharField(max_length=254, blank=True)
    text = models.TextField(blank=True)
    was = models.CharField(max_length=20, blank=True)  # status before, or the number of the other idea
    became = models.CharField(max_length=20, blank=True)


class Notice(models.Model):
    """One person is told of one change, once; or is not, and why."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="notices")
    customer_id = models.CharField(max_length=20)
    kind = models.CharField(max_length=16, blank=True)
    value = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=12, default="waiting")  # waiting | sending | sent | withheld | failed
    reason = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()  # when it was settled; until then, since when it waits
    due_at = models.DateTimeField()  # not before; while it is sent, since when

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "customer_id"], name="community_notice_once")]
        indexes = [models.Index(fields=["state", "due_at"], name="community_notice_due")]


class Member(models.Model):
    """Somebody who showed who they are: by a link sent to them, or by the word of the company's own site."""

    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=255)
    mailbox = models.CharField(max_length=255, blank=True)  # the address without what every mailbox has many of
    name = models.CharField(max_length=60, blank=True)
    is_banned = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="community_member_once"),
            models.UniqueConstraint(fields=["mailbox"], condition=~models.Q(mailbox=""), name="community_mailbox_once"),
        ]


class SignIn(models.Model):
    """A link that was sent, for half an hour; only its digest is kept."""

    board = models.ForeignKey(Board, models.CASCADE)
    kind = models.CharField(max_length=16, default="email")
    value = models.CharField(max_length=255)
    mailbox = models.CharField(max_length=255, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Report(models.Model):
    """Somebody says that something should not be there."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="reports")
    comment = models.ForeignKey(  # may be gone with its author
        Comment, models.CASCADE, null=True, related_name="reports", db_constraint=False
    )
    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=255)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "kind", "value"], condition=models.Q(comment=None), name="community_report_idea_once"
            ),
            models.UniqueConstraint(
                fields=["comment", "kind", "value"],
                condition=models.Q(comment__isnull=False),
                name="community_report_comment_once",
            ),
        ]
