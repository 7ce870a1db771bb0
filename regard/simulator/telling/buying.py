"""Signing up, filling the cart, paying, ordering."""

from typing import Any

import numpy as np
import pyarrow as pa

from regard.simulator import plan
from regard.simulator.calendar import DAY, Numbers
from regard.simulator.company import PRODUCTS, STORES
from regard.simulator.course import APP, STORE
from regard.simulator.names import emails, full_names
from regard.simulator.rows import BROWSER, CARD, EMAIL, SECOND_BROWSER, USER, Columns, Json
from regard.simulator.story import Story

CODES = ("FERN10", "TRAIL10", "FREUNDE10", "HELLO10")
METHODS = ("card", "paypal", "invoice", "transfer")
REASONS = ("card_declined", "timeout", "3ds_failed", "insufficient_funds")


def tell_buying(story: Story) -> None:
    """Tell every purchase from the profile to the order."""
    _introduce(story)
    _carts(story)
    _vouchers(story)
    _payments(story)
    _orders(story)
    _memberships(story)


def _introduce(story: Story) -> None:
    people, known = story.block.people, np.flatnonzero(np.isfinite(story.known_at))
    at = story.known_at[known]
    bits = story.buyer_bits(known) | EMAIL | BROWSER
    story.rows.add("Profile Updated", known, at, bits, **_traits(story, known))
    joins = known[people.account[known]]
    story.rows.add("Signed Up", joins, story.known_at[joins] - 5, USER | BROWSER, type="customer")
    second = known[people.second_browser[known]]
    later = story.known_at[second] + story.rng.exponential(12 * DAY, len(second))
    story.rows.add("Signed In", second, later, USER | SECOND_BROWSER, source="app", success=True)
    cards = known[people.card[known]]
    issued = story.known_at[cards] + 1
    bits = story.buyer_bits(cards) | CARD
    story.rows.add("Profile Updated", cards, issued, bits, source="till", channel="store", loyalty_card=True)


def _traits(story: Story, who: Numbers) -> Columns:
    people = story.block.people

    def named(words: list[str], codes: Numbers) -> pa.Array:
        return pa.array(words).take(pa.array(codes[who]))

    return {
        "name": full_names(story.block).take(pa.array(who)),
        "email": emails(story.block).take(pa.array(who)),
        "country": named([country.code for country in plan.COUNTRIES], people.country),
        "language": named([country.language for country in plan.COUNTRIES], people.country),
        "segment": named([segment.name for segment in plan.SEGMENTS], people.segment),
        "age_band": named([name for name, _ in plan.AGE_BANDS], people.age_band),
        "acquisition": named([name for name, _ in plan.ACQUISITIONS], people.acquisition),
    }


def basket(story: Story) -> tuple[Numbers, pa.Array]:
    """The main product of each order, and its products as JSON."""
    rng = np.random.default_rng((story.block.seed, story.block.number, 5))
    main = rng.integers(0, len(PRODUCTS), len(story.who))
    second = rng.integers(0, len(PRODUCTS), len(story.who))
    words = [
        f'{{"product_id":"{product.code}","name":"{product.name}","category":"{product.category}","quantity":1}}'
        for product in PRODUCTS
    ]
    single = rng.random(len(main)) < 0.55
    lists = [
        f"[{words[one]}]" if alone else f"[{words[one]},{words[two]}]"
        for one, two, alone in zip(main.tolist(), second.tolist(), single.tolist(), strict=True)
    ]
    return main, pa.array(lists)


def online(story: Story, positions: Numbers) -> list[tuple[Numbers, str | None]]:
    """The positions bought on the web and in the app, with their channel."""
    channel = story.episodes.channel[positions]
    return [(positions[(channel != APP) & (channel != STORE)], None), (positions[channel == APP], "app")]


def order_bits(story: Story, positions: Numbers, channel: str | None) -> Numbers:
    """What identifies the buyer while buying online."""
    who = story.who[positions]
    return np.where(story.block.people.known[who], story.buyer_bits(who), 0) | (0 if channel else BROWSER)


def _carts(story: Story) -> None:
    main, _ = basket(story)
    every = np.arange(len(story.who))
    for positions, channel in online(story, every):
        who, at = story.who[positions], story.episodes.at[positions]
        bits = order_bits(story, positions, channel)
        product = main[positions]
        source = channel or "shop"
        story.rows.add("Product Added", who, at - 400, bits, source=source, channel=channel, **shelf(product))
        story.rows.add(
            "Cart Viewed", who, at - 230, bits, source=source, channel=channel, cart_id=ids("cart", story, positions)
        )
        story.rows.add(
            "Checkout Started",
            *(who, at - 150, bits),
            source=source,
            channel=channel,
            order_id=story.order_id.take(pa.array(positions)),
            total=story.episodes.total[positions],
            currency="EUR",
        )


def ids(prefix: str, story: Story, positions: Numbers) -> pa.Array:
    """Names for things of which each episode has one."""
    tag = story.block.people.tag
    return pa.array([f"{prefix}-{tag}-{position}" for position in positions.tolist()], pa.string())


def shelf(product: Numbers) -> Columns:
    """The properties of products on the shelf, by their number."""
    chosen = pa.array(product)
    return {
        "product_id": pa.array([each.code for each in PRODUCTS]).take(chosen),
        "name": pa.array([each.name for each in PRODUCTS]).take(chosen),
        "category": pa.array([each.category for each in PRODUCTS]).take(chosen),
        "price": pa.array([each.price for each in PRODUCTS]).take(chosen),
        "currency": "EUR",
    }


def _vouchers(story: Story) -> None:
    episodes = story.episodes
    for positions, channel in online(story, np.flatnonzero(episodes.voucher)):
        who, at, bits = story.who[positions], episodes.at[positions], order_bits(story, positions, channel)
        for denied in (True, False):
            mine = episodes.denied[positions] == denied
            outcome = {"reason": "not valid for these products"} if denied else {"discount": 10.0}
            story.rows.add(
                "Coupon Denied" if denied else "Coupon Applied",
                *(who[mine], at[mine] - 100, bits[mine]),
                source=channel or "shop",
                channel=channel,
                order_id=story.order_id.take(pa.array(positions[mine])),
                coupon_id=pa.array(CODES).take(pa.array(positions[mine] % len(CODES))),
                **outcome,
            )


def _payments(story: Story) -> None:
    episodes = story.episodes
    failed, paid = np.flatnonzero(episodes.payment_failed), np.flatnonzero(episodes.ordered)
    method = pa.array(METHODS).take(pa.array(story.rng.choice(4, len(story.who), p=(0.48, 0.3, 0.16, 0.06))))
    reason = pa.array(REASONS).take(pa.array(story.rng.integers(0, len(REASONS), len(story.who))))
    for kind, positions, before in (("Payment Failed", failed, 45), ("Payment Info Entered", paid, 15)):
        in_store = positions[episodes.channel[positions] == STORE]
        for mine, channel in (*online(story, positions), (in_store, "store")):
            who = story.who[mine]
            bits = story.till_bits(who) if channel == "store" else order_bits(story, mine, channel)
            chosen = pa.array(mine)
            story.rows.add(
                *(kind, who, episodes.at[mine] - before, bits),
                source={"store": "till"}.get(channel or "", channel or "shop"),
                channel=channel,
                order_id=story.order_id.take(chosen),
                payment_method=method.take(chosen),
                reason=reason.take(chosen) if kind == "Payment Failed" else None,
            )


def _orders(story: Story) -> None:
    episodes = story.episodes
    _, products = basket(story)
    ordered = np.flatnonzero(episodes.ordered)
    for mine, channel in online(story, ordered):
        _order(story, mine, channel, order_bits(story, mine, channel), products, promised_at=promised(story, mine))
    mine = ordered[episodes.channel[ordered] == STORE]
    store = home_store(story, story.who[mine])
    code = pa.array([each.code for each in STORES]).take(pa.array(store))
    _order(story, mine, "store", story.till_bits(story.who[mine]), products, store_id=code)


def _order(story: Story, mine: Numbers, channel: str | None, bits: Numbers, products: pa.Array, **more: Any) -> None:
    chosen = pa.array(mine)
    story.rows.add(
        *("Order Completed", story.who[mine], story.episodes.at[mine], bits),
        source={"store": "till"}.get(channel or "", channel or "shop"),
        channel=channel,
        order_id=story.order_id.take(chosen),
        total=story.episodes.total[mine],
        currency="EUR",
        products=Json(products.take(chosen)),
        **more,
    )


def promised(story: Story, positions: Numbers) -> pa.Array:
    """When each order was promised to arrive, as ISO text."""
    start = np.datetime64(story.block.calendar.start, "s")
    moments = start + story.episodes.promised_at[positions].astype("timedelta64[s]")
    return pa.array([f"{moment}Z" for moment in np.datetime_as_string(moments)], pa.string())


def home_store(story: Story, who: Numbers) -> Numbers:
    """The store each customer goes to: one in their country, or the nearest one abroad."""
    country = story.block.people.of_country("code")
    chosen = np.zeros(len(country), dtype=int)
    for code in np.unique(country):
        near = [number for number, store in enumerate(STORES) if store.country == code]
        mine = np.flatnonzero(country == code)
        chosen[mine] = np.array(near)[mine % len(near)]
    return chosen[who]


def _memberships(story: Story) -> None:
    people = story.block.people
    joins = story.chosen(0.07, people.account & (story.known_at < story.horizon))
    start = story.known_at[joins] + DAY
    plan_columns: Columns = {"plan": "Fernweh Plus", "currency": "EUR", "value": 4.9}
    named = pa.array([f"plus-{people.tag}-{who}" for who in joins.tolist()], pa.string())
    story.rows.add("Subscription Started", joins, start, USER, subscription_id=named, **plan_columns)
    for month in range(1, 13):
        at = start + month * 30 * DAY
        stays = at < story.last_at[joins]
        mine = pa.array(np.flatnonzero(stays))
        story.rows.add(
            *("Subscription Renewed", joins[stays], at[stays], USER), subscription_id=named.take(mine), **plan_columns
        )
    parts = np.isfinite(story.leaves_at[joins])
    mine = pa.array(np.flatnonzero(parts))
    story.rows.add(
        *("Subscription Cancelled", joins[parts], story.leaves_at[joins[parts]], USER),
        subscription_id=named.take(mine),
        plan="Fernweh Plus",
        reason="no longer needed",
    )
