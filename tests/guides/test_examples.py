"""The mappings in examples/, on tables made up here: they hold where the published data is absent."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from regard.record.imports.mapping.binding import bind_files
from regard.record.imports.mapping.language import read_mapping
from regard.record.imports.mapping.run import MappedTables
from tests.guides.running import ROOT

OLIST = {
    "olist_orders_dataset.csv": "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,"
    "order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date\n"
    "o1,c1,delivered,2017-07-09 21:57:05,,2017-07-11 14:58:04,2017-07-26 10:57:55,2017-08-01 00:00:00\n"
    "o2,c2,canceled,2017-07-10 21:57:05,,,,2017-08-01 00:00:00\n",
    "olist_customers_dataset.csv": "customer_id,customer_unique_id,customer_city,customer_state\n"
    "c1,ada,salvador,BA\nc2,ada,salvador,BA\n",
    "olist_order_items_dataset.csv": "order_id,product_id,price,freight_value\no1,p1,10.50,2\no1,p2,3,1\n",
    "olist_products_dataset.csv": "product_id,product_category_name\np1,bebes\n",
    "product_category_name_translation.csv": "product_category_name,product_category_name_english\nbebes,baby\n",
    "olist_order_payments_dataset.csv": "order_id,payment_type,payment_installments,payment_value\n"
    "o1,voucher,1,6.50\no1,credit_card,3,10\n",
    "olist_order_reviews_dataset.csv": "review_id,order_id,review_score,review_comment_title,review_comment_message,"
    "review_creation_date\nr1,o1,5,,bom,2017-07-27 00:00:00\nr1,o2,1,,,2017-07-28 00:00:00\n",
}
SFO_TRAITS = {"Q19AGE": 3, "Q20GENDER": 4, "LANG": 1, "Q2PURP1": 2, "Q16LIVE": 1, "Q17COUNTRY": "US", "AIRLINE": "X"}
SFO_QUESTIONS = (
    "ART FOOD STORE SIGN WALKWAYS SCREENS INFODOWN INFOUP WIFI ROADS PARK AIRTRAIN LTPARKING RENTAL ALL".split()
)


def made(example: str, *given: Path) -> list[dict[str, Any]]:
    path = ROOT / "examples" / example
    mapping = read_mapping(path=path)
    binding = bind_files(mapping=mapping, file=path.name, given=list(given))
    tables = MappedTables(mapping, path.name, binding.paths, binding.driving, mapping.source)
    chunks = [chunk for _, chunk in tables.chunks()]
    assert [rejection for chunk in chunks for rejection in chunk.rejections] == []
    return [row for chunk in chunks for row in chunk.observations.to_pylist()]


def test_olist__of_two_orders__makes_each_interaction_of_the_person(tmp_path: Path) -> None:
    for name, text in OLIST.items():
        (tmp_path / name).write_text(text)
    rows = made("olist/olist.toml", tmp_path)
    assert Counter(row["kind"] for row in rows) == {
        "Order Completed": 2,
        "Profile Updated": 2,
        "Order Shipped": 1,
        "Order Delivered": 1,
        "Order Cancelled": 1,
        "Review Posted": 2,
    }
    assert {row["user_id"] for row in rows} == {"ada"}
    assert len({row["message_id"] for row in rows}) == 9
    assert json.loads(rows[0]["properties"]) == {
        "order_id": "o1",
        "total": 16.5,
        "currency": "BRL",
        "promised_at": "2017-08-01",
        "payment_type": "voucher",
        "installments": 1,
        "products": [
            {"product_id": "p1", "category": "baby", "price": 10.5, "shipping": 2},
            {"product_id": "p2", "price": 3, "shipping": 1},
        ],
    }


def test_sfo__of_codes_that_are_no_answers__makes_nothing(tmp_path: Path) -> None:
    columns = {"RESPNUM": 1, "INTDATE": 7, "WEIGHT": 0.5, "NETPRO": 11} | SFO_TRAITS
    columns |= {f"Q7{name}": 6 for name in SFO_QUESTIONS} | {"Q7ALL": "Blank", "Q7FOOD": 0, "Q7WIFI": 4}
    other = columns | {"RESPNUM": 2, "NETPRO": 10, "Q7WIFI": 6}
    lines = [",".join(map(str, row)) for row in (columns, columns.values(), other.values())]
    path = tmp_path / "2017_SFO_Customer_Survey_made_up.csv"
    path.write_text("\n".join(lines) + "\n")
    rows = made("sfo/sfo.toml", path)
    answers = [(row["external_id"], row["touchpoint"], json.loads(row["properties"])) for row in rows]
    scores = [(person, place, said["metric"], said["score"]) for person, place, said in answers if "metric" in said]
    assert scores == [("sfo-2017-1", "WiFi", "csat", 4), ("sfo-2017-2", "Airport as a whole", "nps", 10)]
    profiles = [said for _, _, said in answers if "metric" not in said]
    assert profiles[0] == {
        "age": "25-34",
        "language": "English",
        "purpose": "leisure",
        "lives": "Bay Area",
        "country": "US",
        "airline": "X",
    }
