"""Parcels: shipped, delivered or lost, and looking where they are."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regard.simulator.calendar import DAY, HOUR, awake
from regard.simulator.rows import BROWSER, PHONE, USER
from regard.simulator.story import Story
from regard.simulator.telling.buying import promised


def tell_delivering(story: Story) -> None:
    """Tell what becomes of every parcel."""
    episodes = story.episodes
    sent = np.flatnonzero(episodes.shipped)
    arrives = sent[~episodes.lost[sent]]
    lost = sent[episodes.lost[sent]]
    _parcels(story, "Order Shipped", sent, np.minimum(awake(episodes.at + 0.9 * DAY), episodes.received_at - 3 * HOUR))
    _parcels(story, "Order Delivered", arrives, episodes.received_at)
    story.rows.add(
        *("Delivery Failed", story.who[lost], episodes.received_at[lost] - DAY, story.buyer_bits(story.who[lost])),
        source="warehouse",
        order_id=story.order_id.take(pa.array(lost)),
        promised_at=promised(story, lost),
        reason="lost on the way",
    )
    _notices(story)
    _sign_ins(story)


def _notices(story: Story) -> None:
    """A text message in the morning of the day the parcel comes, to half of those who can be written to."""
    episodes, people = story.episodes, story.block.people
    mine = story.chosen(0.5, episodes.shipped & ~episodes.lost & people.known[story.who])
    who = story.who[mine]
    story.rows.add(
        *(
            "SMS Delivered",
            who,
            np.floor(episodes.received_at[mine] / DAY) * DAY + 7 * HOUR,
            PHONE | story.buyer_bits(who),
        ),
        source="sms",
        stage="delivery",
        touchpoint="Delivery notice",
        campaign_id="parcel-today",
    )


def _parcels(story: Story, kind: str, mine: np.ndarray, at: np.ndarray) -> None:
    who = story.who[mine]
    story.rows.add(
        *(kind, who, at[mine], story.buyer_bits(who)),
        source="warehouse",
        order_id=story.order_id.take(pa.array(mine)),
        promised_at=promised(story, mine),
    )


def _sign_ins(story: Story) -> None:
    episodes = story.episodes
    mine = np.flatnonzero(episodes.signs_in)
    story.rows.add(
        *("Signed In", story.who[mine], episodes.sign_in_at[mine], USER | BROWSER),
        stage="use",
        touchpoint="Sign-in",
        success=~episodes.sign_in_failed[mine],
        reason=pc.if_else(pa.array(episodes.sign_in_failed[mine]), "wrong_password", None),
    )
