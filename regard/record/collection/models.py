"""The intake: what was acknowledged and is not in the log yet; and a receipt for each batch that went there."""

from django.db import models


class Request(models.Model):
    """One request of a sender, as it came. Written by `intake`, removed by `drain`."""

    token = models.UUIDField()  # names events that have no message id
    source = models.CharField(max_length=64)
    call = models.CharField(max_length=32)  # batch, track, …, webhook, unreadable
    events = models.IntegerField()  # how many it seems to bring
    received_at = models.DateTimeField()
    visitor = models.CharField(max_length=64, null=True)  # id of the day for a visitor who is not to be recognised
    note = models.TextField(null=True)  # why it is unreadable; a webhook's own headers
    body = models.BinaryField()

    class Meta:
        db_table = "collection_intake"

    def __str__(self) -> str:
        return f"{self.call} from {self.source}"


class Batch(models.Model):
    """What became of one batch of the intake. `is_open` until it is in the log and its requests are cleared."""

    last_id = models.BigIntegerField(primary_key=True)
    first_id = models.BigIntegerField()
    requests = models.IntegerField(default=0)
    received = models.BigIntegerField(default=0)
    stored = models.BigIntegerField(default=0)
    duplicates = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "collection_batch"

    def __str__(self) -> str:
        return f"{self.first_id}–{self.last_id}"
