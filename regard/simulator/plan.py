"""What is planted: who the customers are, how often touchpoints fail them, and what that does.

Everything the truth file reports follows from these numbers by drawing, never by copying them.
Probabilities are per occasion; `drop` is in probability of coming back, `hurt` in standard
deviations of mood.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """A kind of customer, with the rates at which things happen to it."""

    name: str
    share: float
    returns: float  # probability of coming back after a flawless order
    basket: float  # median order total, EUR
    voucher: float  # share of orders with a voucher
    denied: float  # share of vouchers that are refused
    payment_fails: float
    store: float  # share of orders bought in a store


@dataclass(frozen=True)
class Country:
    """A market: its language and how often its carrier is late."""

    code: str
    language: str
    share: float
    late: float
    dial: str


@dataclass(frozen=True)
class Friction:
    """Something that goes wrong at a touchpoint, and what it does to those it meets."""

    key: str
    touchpoint: str
    stage: str
    friction: str  # late | failed | wait | reopened
    role: str  # cause | decoy | null
    drop: float = 0.0
    hurt: float = 0.0
    why: str = ""


SEGMENTS = (
    Segment("family", 0.33, 0.69, 92.0, 0.15, 0.09, 0.070, 0.24),
    Segment("trekker", 0.25, 0.74, 128.0, 0.10, 0.09, 0.064, 0.22),
    Segment("city", 0.17, 0.66, 74.0, 0.13, 0.09, 0.086, 0.14),
    Segment("bargain", 0.25, 0.42, 58.0, 0.62, 0.40, 0.098, 0.12),
)

COUNTRIES = (
    Country("DE", "de", 0.38, 0.12, "49"),
    Country("AT", "de", 0.08, 0.13, "43"),
    Country("CH", "de", 0.05, 0.14, "41"),
    Country("FR", "fr", 0.16, 0.175, "33"),
    Country("ES", "es", 0.13, 0.22, "34"),
    Country("PT", "pt", 0.08, 0.24, "351"),
    Country("GB", "en", 0.12, 0.15, "44"),
)

AGE_BANDS = (("18-29", 0.22), ("30-44", 0.37), ("45-59", 0.27), ("60+", 0.14))
ACQUISITIONS = (("search", 0.30), ("ad", 0.26), ("friend", 0.17), ("store", 0.15), ("social", 0.12))

LATE = Friction("late_delivery", "Delivery", "delivery", "late", "cause", drop=0.13, hurt=1.15)
PAYMENT = Friction("payment_failed", "Payment", "purchase", "failed", "cause", drop=0.14, hurt=0.65)
PHONE = Friction("phone_wait", "Phone support", "service", "wait", "cause", drop=0.145, hurt=0.85)
REOPENED = Friction("ticket_reopened", "Support ticket", "service", "reopened", "cause", drop=0.20, hurt=1.1)

CAUSES = (LATE, PAYMENT, PHONE, REOPENED)

DECOYS = (
    Friction(
        "voucher_denied",
        "Voucher",
        "purchase",
        "failed",
        "decoy",
        why="Bargain hunters enter vouchers often, so they are refused often, and they come back less anyway.",
    ),
    Friction(
        "sign_in_failed",
        "Sign-in",
        "use",
        "failed",
        "decoy",
        why="New customers mistype new passwords, and new customers come back less anyway.",
    ),
)

NULLS = (
    Friction("chat_wait", "Live chat", "service", "wait", "null", why="Met at random; nothing follows from it."),
    Friction("store_wait", "Store", "consideration", "wait", "null", why="Met at random; nothing follows from it."),
    Friction("app_crash", "App", "use", "failed", "null", why="Met at random; nothing follows from it."),
    Friction("video_stops", "Video", "use", "failed", "null", why="Met at random; nothing follows from it."),
)

WAIT_SECONDS = 300.0  # a wait is long from here on
HORIZON_DAYS = 90  # coming back counts within this many days

CUSTOMERS_BEFORE = 0.2  # were customers before the log begins
BUYERS = 0.84  # the rest only look
KNOWN = 0.95  # the rest never say who they are
ACCOUNTS = 0.80  # of the known; the rest buy as guests with an e-mail address
APPS = 0.45  # of accounts
CARDS = 0.40  # of the known
SECOND_BROWSERS = 0.35  # of accounts
NEWSLETTERS = 0.62  # of the known
FIRST_ORDER_DROP = 0.13  # a first order is less often followed by another

ABANDONS = 0.05  # of orders whose payment failed
STORE_PAYMENT_FAILS = 0.02
LOST = 0.04  # of late parcels
# How many come new in each month, January first: before winter and before summer more.
MONTHS = (0.9, 0.85, 0.95, 1.0, 1.15, 1.2, 1.0, 0.95, 1.0, 1.0, 1.25, 1.35)

LATE_RISE = 1.9  # how much oftener parcels are late in the last quarter
LATE_RISE_DAYS = 92
LATE_WINTER = 1.35  # in December and January

CONTACTS = 0.26
CONTACTS_MORE = {"late_delivery": 0.26, "payment_failed": 0.08}
TICKETS, CALLS = 0.44, 0.38  # of contacts; the rest are chats
REOPENS = 0.098
PHONE_LONG = 0.30
PHONE_LONG_WINTER = 1.25
CHAT_LONG = 0.22
STORE_LONG = 0.12
SIGN_IN_FAILS_NEW, SIGN_IN_FAILS_LATER = 0.30, 0.06
SIGN_INS = 0.55  # of deliveries that an account follows
RETURNS = 0.09
