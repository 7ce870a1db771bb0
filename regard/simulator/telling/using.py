"""Using what was bought: the app and the how-to videos."""

import numpy as np
import pyarrow as pa

from regard.simulator.calendar import DAY, daytime
from regard.simulator.company import CAMPAIGNS, VIDEOS
from regard.simulator.rows import USER
from regard.simulator.story import Story

SCREENS = ("Home", "My orders", "Trail log", "Packing list", "Care guide")


def tell_using(story: Story) -> None:
    """Tell what is opened, watched and pushed."""
    _app(story)
    _videos(story)


def _app(story: Story) -> None:
    rng = story.rng
    has_app = np.flatnonzero(story.block.people.app & (story.known_at < story.horizon))
    span = np.clip(np.minimum(story.last_at[has_app], story.horizon) - story.known_at[has_app], DAY, None)
    who = np.repeat(np.arange(len(has_app)), rng.poisson(span / (22 * DAY)))
    at = daytime(story.known_at[has_app[who]] + DAY + rng.random(len(who)) * span[who], rng.random(len(who)))
    who = has_app[who]
    story.rows.add("Application Opened", who, at, USER, source="app", version="3.2")
    for place in (1, 2):
        mine = story.chosen(0.75 / place, np.ones(len(who), dtype=bool))
        screen = pa.array(SCREENS).take(pa.array(rng.integers(0, len(SCREENS), len(mine))))
        story.rows.add("Screen Viewed", who[mine], at[mine] + 20 * place, USER, source="app", name=screen)
    crashed = story.chosen(0.015, np.ones(len(who), dtype=bool))
    story.rows.add("Application Crashed", who[crashed], at[crashed] + 55, USER, source="app", version="3.2")
    _pushes(story, has_app)


def _pushes(story: Story, has_app: np.ndarray) -> None:
    rng = story.rng
    who = np.repeat(has_app, rng.poisson(1.5, len(has_app)))
    span = np.clip(story.last_at[who] - story.known_at[who], DAY, None)
    at = daytime(story.known_at[who] + 3 * DAY + rng.random(len(who)) * span, rng.random(len(who)))
    campaign = pa.array(CAMPAIGNS).take(pa.array(rng.integers(0, len(CAMPAIGNS), len(who))))
    story.rows.add("Push Notification Received", who, at, USER, source="app", campaign=campaign)
    tapped = story.chosen(0.2, np.ones(len(who), dtype=bool))
    story.rows.add(
        *("Push Notification Tapped", who[tapped], at[tapped] + 240, USER),
        source="app",
        campaign=campaign.take(pa.array(tapped)),
    )


def _videos(story: Story) -> None:
    episodes = story.episodes
    mine = story.chosen(0.1, episodes.ordered & ~episodes.lost)
    who = story.who[mine]
    at = daytime(
        episodes.received_at[mine] + (0.5 + story.rng.random(len(mine)) * 4) * DAY, story.rng.random(len(mine))
    )
    bits = story.web_bits(who, at)
    session = pa.array([f"video-{story.block.people.tag}-{number}" for number in range(len(mine))], pa.string())
    video = pa.array(VIDEOS).take(pa.array(story.rng.integers(0, len(VIDEOS), len(mine))))
    story.rows.add("Video Playback Started", who, at, bits, session_id=session, title=video)
    stops = story.rng.random(len(mine)) < 0.08
    for kind, ended in (("Video Playback Interrupted", stops), ("Video Playback Completed", ~stops)):
        chosen = pa.array(np.flatnonzero(ended))
        story.rows.add(
            *(kind, who[ended], at[ended] + 150, bits[ended]), session_id=session.take(chosen), title=video.take(chosen)
        )
