"""A source, its keys, and what came from it day by day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Source(models.Model):
    """One place interactions come from. Its slug is what the log says in `source`, and never changes."""

    slug = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    is_enabled = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.slug


class Key(models.Model):
    """What lets a sender in. A write key is public and only appends; a secret key is stored as its digest alone."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=8)  # write | secret
    text = models.CharField(max_length=64, blank=True)  # of write keys
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=16), default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.prefix}…"


class Client(models.Model):
    """A program that proves who it is with a private key of its own (OAuth 2, RFC 7523). We keep the public one."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="clients")
    client_id = models.CharField(max_length=40, unique=True)
    key_id = models.CharField(max_length=40)
    public_key = models.TextField()  # PEM
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.source} {self.client_id}"


class Assertion(models.Model):
    """A client's proof that was used: it counts once."""

    client = models.ForeignKey(Client, models.CASCADE)
    jti = models.CharField(max_length=100)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "jti"], name="assertion_once")]

    def __str__(self) -> str:
        return f"{self.client} {self.jti}"


class SourceDay(models.Model):
    """What became of what a source sent on one day (UTC, by arrival): received = stored + duplicates + rejected."""

    source = models.CharField(max_length=64)
    date = models.DateField()
    received = models.BigIntegerField(default=0)
    stored = models.BigIntegerField(default=0)
    duplicates = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)

    class Meta:
        db_table = "sources_day"
        constraints = [models.UniqueConstraint(fields=["source", "date"], name="source_day")]

    def __str__(self) -> str:
        return f"{self.source} {self.date}"
