"""The two table shapes that everything else reads or writes.

An *observation* is what a source says happened: who (as identifiers), what, when, and its
properties as JSON. The recorder turns observations into *interactions*, the rows of the log,
which belong to one customer and are placed at one touchpoint.
"""

import pyarrow as pa

TIME = pa.timestamp("us", tz="UTC")
MONEY = pa.decimal128(18, 4)

IDENTIFIER_KINDS = ("user_id", "email", "phone", "external_id", "anonymous_id")

CHANNELS = (
    "web",
    "app",
    "store",
    "phone",
    "email",
    "chat",
    "sms",
    "social",
    "ads",
    "reviews",
    "media",
    "community",
    "field",
)

STAGES = (
    "awareness",
    "consideration",
    "purchase",
    "delivery",
    "use",
    "service",
    "loyalty",
    "departure",
)

OBSERVATION = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("message_id", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("time", TIME, nullable=False),
        pa.field("user_id", pa.string()),
        pa.field("email", pa.string()),
        pa.field("phone", pa.string()),
        pa.field("external_id", pa.string()),
        pa.field("anonymous_id", pa.string()),
        pa.field("channel", pa.string()),
        pa.field("stage", pa.string()),
        pa.field("touchpoint", pa.string()),
        pa.field("properties", pa.string(), nullable=False),  # a JSON object
        pa.field("origin", pa.string(), nullable=False),  # file, key or form it came by
        pa.field("line", pa.int64(), nullable=False),  # where in the origin, from 1
    ]
)

INTERACTION = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),  # fingerprint of (source, message_id)
        pa.field("source", pa.string(), nullable=False),
        pa.field("message_id", pa.string(), nullable=False),
        pa.field("time", TIME, nullable=False),
        pa.field("received_at", TIME, nullable=False),
        pa.field("customer_id", pa.string(), nullable=False),
        pa.field("anchor", pa.string(), nullable=False),  # who its strongest identifier alone would be
        pa.field("kind", pa.string(), nullable=False),
        pa.field("channel", pa.string()),
        pa.field("stage", pa.string()),
        pa.field("touchpoint", pa.string()),
        pa.field("actor", pa.string(), nullable=False),  # customer | company | bot
        pa.field("metric", pa.string()),  # nps | csat | ces | stars | …: what the score measures
        pa.field("score", pa.float64()),
        pa.field("scale_min", pa.float64()),
        pa.field("scale_max", pa.float64()),
        pa.field("text", pa.string()),
        pa.field("value", MONEY),
        pa.field("currency", pa.string()),
        pa.field("matter_id", pa.string()),  # order, ticket, call, subscription it is about
        pa.field("promised_at", TIME),
        pa.field("wait_seconds", pa.float64()),
        pa.field("failed", pa.bool_(), nullable=False),
        pa.field("properties", pa.string(), nullable=False),
        pa.field("month", pa.string(), nullable=False),  # partition, YYYY-MM of time
    ]
)

REJECTED = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("origin", pa.string(), nullable=False),
        pa.field("line", pa.int64(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("raw", pa.string(), nullable=False),
        pa.field("received_at", TIME, nullable=False),
    ]
)

# Anchors whose customer changed after rows with them were written (a merge or a split).
REASSIGNED = pa.schema(
    [
        pa.field("anchor", pa.string(), nullable=False),
        pa.field("customer_id", pa.string(), nullable=False),
    ]
)
