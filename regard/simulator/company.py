"""Fernweh Outfitters: its stores, shelves and campaigns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Store:
    """A shop with a door."""

    code: str
    city: str
    country: str


@dataclass(frozen=True)
class Product:
    """Something on the shelves, by a name that stays the same in every language."""

    code: str
    name: str
    category: str
    price: float


STORES = (
    Store("berlin-1", "Berlin", "DE"),
    Store("hamburg-1", "Hamburg", "DE"),
    Store("munich-1", "Munich", "DE"),
    Store("cologne-1", "Cologne", "DE"),
    Store("vienna-1", "Vienna", "AT"),
    Store("zurich-1", "Zurich", "CH"),
    Store("lyon-1", "Lyon", "FR"),
    Store("grenoble-1", "Grenoble", "FR"),
    Store("madrid-1", "Madrid", "ES"),
    Store("bilbao-1", "Bilbao", "ES"),
    Store("porto-1", "Porto", "PT"),
    Store("bristol-1", "Bristol", "GB"),
)

PRODUCTS = (
    Product("bo-101", "Watzmann boots", "boots", 189.0),
    Product("bo-102", "Aravis boots", "boots", 149.0),
    Product("bo-103", "Kids trail boots", "boots", 69.0),
    Product("ja-201", "Sturmhaube rain jacket", "jackets", 219.0),
    Product("ja-202", "Brise wind jacket", "jackets", 89.0),
    Product("ja-203", "Nordlicht down jacket", "jackets", 259.0),
    Product("te-301", "Biwak tent for two", "tents", 279.0),
    Product("te-302", "Camino tent for four", "tents", 399.0),
    Product("ba-401", "Wanderer rucksack 45", "rucksacks", 139.0),
    Product("ba-402", "Lisboa daypack 18", "rucksacks", 59.0),
    Product("sl-501", "Polarfuchs sleeping bag", "sleeping bags", 169.0),
    Product("sl-502", "Siesta sleeping mat", "sleeping mats", 79.0),
    Product("co-601", "Funke gas stove", "cooking", 54.0),
    Product("co-602", "Mahlzeit pot set", "cooking", 44.0),
    Product("po-701", "Sierra trekking poles", "poles", 64.0),
    Product("la-801", "Glimmer head torch", "lamps", 39.0),
    Product("tr-901", "Gredos trousers", "trousers", 84.0),
    Product("sh-902", "Merino shirt", "shirts", 49.0),
    Product("so-903", "Merino socks", "socks", 17.0),
    Product("bo-950", "Quelle bottle", "bottles", 22.0),
)

CAMPAIGNS = ("autumn-trail", "winter-layers", "spring-hut-tour", "summer-camping", "second-hand-week")
CREATIVES = ("ridge-walk", "rain-at-the-pass", "family-tent", "night-train")
NEWSLETTERS = ("news-trails", "news-new-in", "news-care", "news-sale")
SEARCHES = (
    *("rain jacket", "trekking boots", "tent 2 persons", "head torch", "sleeping bag -5", "rucksack 45 l"),
    *("boots size guide", "kids boots", "gas stove", "merino", "trekking poles", "voucher"),
)
PAGES = (
    ("/", "Fernweh Outfitters"),
    ("/boots", "Boots"),
    ("/jackets", "Jackets"),
    ("/tents", "Tents"),
    ("/guides/boot-size", "Boot size guide"),
    ("/guides/layers", "How to dress in layers"),
    ("/stores", "Our stores"),
    ("/sale", "Sale"),
    ("/repair", "Repair service"),
)
ARTICLES = (
    ("where-is-my-parcel", "Where is my parcel?"),
    ("send-back", "Sending something back"),
    ("boot-care", "Caring for boots"),
    ("vouchers", "Why is my voucher refused?"),
    ("sign-in", "I cannot sign in"),
    ("refunds", "When do I get my money back?"),
)
VIDEOS = ("lacing-boots", "pitching-a-tent", "packing-a-rucksack", "waxing-a-jacket")
