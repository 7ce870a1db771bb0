"""What a shop's customers say: few texts, so that reading them takes a second or two, on four matters."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from regard.analytics.text import load_reader
from regard.foundation.lake.api import Lake, LakeWriter
from regard.record.interactions.api import preview
from regard.record.interactions.tests.factories import observation, observations
from regard.understand.voice.opinions.reading import read_on

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
LATE = (
    "The parcel came four days late and nobody told me.",
    "My parcel was two weeks late without a word from you.",
    "The delivery was late again and the tracking stood still.",
    "The parcel never came on the promised day.",
    "The delivery took nine days longer than promised.",
    "I waited at home and the parcel did not come.",
    "The delivery date was moved three times, the parcel is still missing.",
    "Late delivery, and the parcel was left in the rain.",
    "The parcel is late and the carrier does not answer.",
    "Our delivery came a week late, far too late for the trip.",
)
STAFF = (
    "The staff in the shop were wonderful and patient.",
    "Your colleague in the store gave me great advice.",
    "Very kind staff, the advice in the shop was excellent.",
    "The people in the store took their time and were lovely.",
    "Great advice from the staff, I love this shop.",
    "The woman in the shop helped us brilliantly with the boots.",
    "Friendly staff in the store, it was a pleasure.",
    "The shop staff knew everything about tents, excellent.",
    "I was served so well by the staff in the store.",
    "The staff were kind and the shop is beautiful.",
)
APP = (
    "The app crashes whenever I open the basket.",
    "Your app logs me out every single day.",
    "The app froze while I was paying with my card.",
    "Since the update the app does not start any more.",
    "The app shows an error when I log in.",
    "I cannot pay in the app, it hangs.",
    "The app lost my basket after the crash.",
    "The login of the app does not work on my phone.",
    "The app crashed twice during the payment.",
    "The app is slow and crashes on my phone.",
)
SIZES = (
    "Please offer the boots in half sizes as well.",
    "Could you add wider sizes of the boots?",
    "I would love the boots in size forty nine.",
    "Please bring back the boots in narrow sizes.",
    "It would be great to have half sizes of these boots.",
    "Can you make the boots in larger sizes?",
    "Please add a size guide for the boots.",
    "I wish the boots came in wide sizes too.",
    "Could the boots be sold in half sizes?",
    "Please offer more sizes of the winter boots.",
)
MATTERS = {"late": LATE, "staff": STAFF, "app": APP, "sizes": SIZES}
CHANNELS = {"late": "email", "staff": "reviews", "app": "app", "sizes": "chat"}


def said(text: str, *, user: str, days: float, channel: str = "email", **more: Any) -> dict[str, Any]:
    """Somebody says something, so many days ago."""
    properties = {"comment": text, "metric": "csat", "score": 3, "scale_min": 1, "scale_max": 5}
    properties |= {"survey_id": f"survey-{channel}", "question": "why"}
    given = {"user_id": user, "days": days, "channel": channel, **more}
    return observation("Survey Answered", properties=properties, **given)


def shop_rows() -> list[dict[str, Any]]:
    """Each text by ten people; late parcels four times as often in the last 30 days as in the 30 before."""
    rows = []
    for matter, texts in MATTERS.items():
        for number, text in enumerate(texts):
            for time in range(10):
                is_now = time < (8 if matter == "late" else 5)
                days = (5 if is_now else 35) + number + time / 20
                user = f"{matter}-{number}-{time}"
                rows.append(said(text, user=user, days=days, channel=CHANNELS[matter], message_id=f"said-{user}"))
    return rows


def write(lake: Lake, rows: list[dict[str, Any]]) -> None:
    """Write rows to the log as the recorder leaves them, without a database."""
    with LakeWriter(lake) as writer:
        writer.append("interactions", preview(observations=observations(*rows), now=NOW + timedelta(days=1))[0])


def shop_log(folder: Path) -> Lake:
    """The lake in a folder, with what the shop's customers said, all of it read."""
    lake = Lake.open(folder)
    write(lake, shop_rows())
    read_on(lake=lake, reader=load_reader())
    return lake


def texts_of_log(lake: Lake) -> pa.Table:
    """All texts of the log."""
    return lake.sql("select distinct text from interactions where text is not null")
