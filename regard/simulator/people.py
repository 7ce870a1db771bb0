"""Who the customers are: latent needs and patience, traits, and what they can be known by."""

from dataclasses import dataclass

import numpy as np

from regard.simulator import plan
from regard.simulator.calendar import DAY, Calendar, Numbers


@dataclass(frozen=True)
class People:
    """One block of customers, one position per customer in every array."""

    tag: str  # unique to run and block; part of every identifier
    segment: Numbers  # index into plan.SEGMENTS
    country: Numbers  # index into plan.COUNTRIES
    age_band: Numbers
    acquisition: Numbers
    affinity: Numbers  # latent: how much the shop suits them
    patience: Numbers  # latent, 0 to 1
    arrives_at: Numbers
    buys: Numbers
    known: Numbers
    account: Numbers
    app: Numbers
    card: Numbers
    second_browser: Numbers
    newsletter: Numbers

    def __len__(self) -> int:
        return len(self.segment)

    def of_segment(self, field: str) -> Numbers:
        """A number of each customer's segment."""
        return np.array([getattr(segment, field) for segment in plan.SEGMENTS])[self.segment]

    def of_country(self, field: str) -> Numbers:
        """A number or word of each customer's country."""
        return np.array([getattr(country, field) for country in plan.COUNTRIES])[self.country]

    @property
    def weight(self) -> Numbers:
        """How hard a friction hits, 1 on average: the patient forgive more."""
        return 1.4 - 0.7 * self.patience


def draw_people(rng: np.random.Generator, count: int, tag: str, calendar: Calendar) -> People:
    """Draw a block of customers."""
    known = rng.random(count) < plan.KNOWN
    account = known & (rng.random(count) < plan.ACCOUNTS)
    return People(
        tag=tag,
        segment=_pick(rng, count, [segment.share for segment in plan.SEGMENTS]),
        country=_pick(rng, count, [country.share for country in plan.COUNTRIES]),
        age_band=_pick(rng, count, [share for _, share in plan.AGE_BANDS]),
        acquisition=_pick(rng, count, [share for _, share in plan.ACQUISITIONS]),
        affinity=np.clip(rng.standard_normal(count), -2, 2),
        patience=rng.beta(4, 3, count),
        arrives_at=_arrivals(rng, count, calendar),
        buys=rng.random(count) < plan.BUYERS,
        known=known,
        account=account,
        app=account & (rng.random(count) < plan.APPS),
        card=known & (rng.random(count) < plan.CARDS),
        second_browser=account & (rng.random(count) < plan.SECOND_BROWSERS),
        newsletter=known & (rng.random(count) < plan.NEWSLETTERS),
    )


def _pick(rng: np.random.Generator, count: int, shares: list[float]) -> Numbers:
    return np.searchsorted(np.cumsum(shares)[:-1], rng.random(count), side="right")


def _arrivals(rng: np.random.Generator, count: int, calendar: Calendar) -> Numbers:
    """Most come new on some day of a season; the others were customers before and turn up in the first weeks."""
    share = np.concatenate([[0.0], np.cumsum(calendar.day_weights)]) / calendar.day_weights.sum()
    new = np.interp(rng.random(count), share, np.arange(calendar.days + 1)) * DAY
    before = rng.beta(1, 1.6, count) * min(75 * DAY, calendar.horizon)
    return np.where(rng.random(count) < plan.CUSTOMERS_BEFORE, before, new)
