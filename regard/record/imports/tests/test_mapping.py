import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from regard.record.imports.files import FileUnreadable
from regard.record.imports.mapping.binding import bind_files
from regard.record.imports.mapping.language import read_mapping
from regard.record.imports.tests.factories import ORDERS_HEADER, ORDERS_MAPPING, write
from regard.record.imports.tests.mapped import SHOP, SHOP_HEADER, SHOP_ROW, mapped


def made(tmp_path: Path, keys: str, row: str = SHOP_ROW) -> tuple[list[dict[str, Any]], list[str]]:
    return mapped(tmp_path, SHOP + keys, write(tmp_path / "t.csv", SHOP_HEADER + row))


def properties(tmp_path: Path, keys: str, row: str = SHOP_ROW) -> Any:
    rows, reasons = made(tmp_path, keys, row)
    assert reasons == []
    return json.loads(rows[0]["properties"])


def test_row__of_two_interactions__makes_both_in_its_zone(tmp_path: Path) -> None:
    row = "o1,ada,ADA@X.DE,2026-03-01 10:00:00,02.03.2026 09:30,28.40\n"
    orders = write(tmp_path / "orders-2026.csv", ORDERS_HEADER + row + row.replace("02.03.2026 09:30", ""))
    rows, reasons = mapped(tmp_path, ORDERS_MAPPING, orders)
    assert reasons == []
    assert [(row["kind"], row["line"], row["time"].isoformat()) for row in rows] == [
        ("Order Completed", 2, "2026-03-01T09:00:00+00:00"),
        ("Order Delivered", 2, "2026-03-02T08:30:00+00:00"),
        ("Order Completed", 3, "2026-03-01T09:00:00+00:00"),
    ]
    assert rows[0] | {"time": None} == {
        "source": "fernweh",
        "message_id": "Order Completed:o1",
        "kind": "Order Completed",
        "time": None,
        "user_id": "ada",
        "email": "ADA@X.DE",
        "phone": None,
        "external_id": None,
        "anonymous_id": None,
        "channel": "store",
        "stage": None,
        "touchpoint": None,
        "properties": '{"order_id":"o1","total":28.40,"currency":"EUR"}',
        "origin": str(orders),
        "line": 2,
    }


@pytest.mark.parametrize(
    ("value", "cell", "said"),
    [
        ('"score"', "09", "09"),
        ('{ column = "score", type = "number" }', "28.40", 28.4),
        ('{ column = "score", type = "number" }', "007", 7),
        ('{ column = "score", type = "number" }', "1e3", 1000),
        ('{ column = "score", type = "number", decimal = "," }', '"1.234,5"', 1234.5),
        ('{ column = "score", type = "money" }', '"€ 1,234.50"', 1234.5),
        ('{ column = "score", type = "money", decimal = "," }', '"1.234,50 €"', 1234.5),
        ('{ column = "score", type = "boolean" }', "Yes", True),
        ('{ column = "score", type = "boolean" }', "0", False),
        ('{ column = "score", type = "json" }', '"{""a"": [1]}"', {"a": [1]}),
        ('{ column = "score", type = "time" }', "2026-03-01T10:00:00+02:00", "2026-03-01T08:00:00Z"),
        ('{ column = "score", type = "time", zone = "Asia/Tokyo" }', "2026-03-01 10:00", "2026-03-01T01:00:00Z"),
        ('{ column = "score", type = "time", format = "epoch" }', "1772359200.5", "2026-03-01T10:00:00.500000Z"),
        ('{ column = "score", type = "time", format = "epoch_ms" }', "1772359200000", "2026-03-01T10:00:00Z"),
        ('{ column = "score", type = "time", format = ["%d/%m/%Y", "%Y"] }', "01/03/2026", "2026-03-01T00:00:00Z"),
        ('{ column = "score", type = "date", format = "%d/%m/%Y" }', "01/03/2026", "2026-03-01"),
        ('{ column = "score", map = { 1 = "low", 9 = "high" } }', "9", "high"),
        ('{ template = "{who}/{score}" }', "9", "ada/9"),
        ("{ value = 5 }", "9", 5),
        ("{ value = true }", "9", True),
        ('{ value = "it\'s" }', "9", "it's"),
        ('"note"', "9", 'a "quoted" \\ note'),
    ],
)
def test_value__of_each_type__is_written_as_json(tmp_path: Path, value: str, cell: str, said: object) -> None:
    row = f'1,ada,2026-03-01,{cell},fine,yes,"a ""quoted"" \\ note"\n'
    assert properties(tmp_path, f"properties.x = {value}", row) == {"x": said}


@pytest.mark.parametrize(
    ("value", "cell", "reason"),
    [
        ('{ column = "score", type = "number" }', "nine", "Column `score` is “nine”, which is not a number."),
        ('{ column = "score", type = "number" }', "NaN", "Column `score` is “NaN”, which is not a number."),
        ('{ column = "score", type = "number" }', "1e999", "Column `score` is “1e999”, which is not a number."),
        ('{ column = "score", type = "money" }', "free", "Column `score` is “free”, which is not an amount of money."),
        ('{ column = "score", type = "boolean" }', "maybe", "Column `score` is “maybe”, which is neither yes nor no."),
        ('{ column = "score", type = "time" }', "soon", "Column `score` is “soon”, which is not a time."),
        ('{ column = "score", type = "time" }', "infinity", "Column `score` is “infinity”, which is not a time."),
        ('{ column = "score", type = "date" }', "2026-02-30", "Column `score` is “2026-02-30”, which is not a date."),
        ('{ column = "score", type = "json" }', "{", "Column `score` is “{”, which is not JSON."),
    ],
)
def test_value__of_another_type__rejects_the_row(tmp_path: Path, value: str, cell: str, reason: str) -> None:
    rows, reasons = made(tmp_path, f"properties.x = {value}", f"1,ada,2026-03-01,{cell},fine,yes,x\n")
    assert (rows, reasons) == ([], [reason])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "1,5.70306E+17,2026-03-01,9,,,\n",
            "`who` is “5.70306E+17”: a spreadsheet rounded it, so that it no longer tells one from another.",
        ),
        (
            "5.70306E+17,ada,2026-03-01,9,,,\n",
            "`id` is “5.70306E+17”: a spreadsheet rounded it, so that it no longer tells one from another.",
        ),
        ("1,ada,,9,,,\n", "Column `at`, which gives the time, is empty."),
        ("1,ada,31.2.2026,9,,,\n", "Column `at` is “31.2.2026”, which is not a time."),
        ("1,,2026-03-01,9,,,\n", "The row belongs to nobody: `who` is empty."),
        (",ada,2026-03-01,9,,,\n", "`id` would make the message id, and is empty."),
    ],
)
def test_row__without_what_it_needs__is_rejected(tmp_path: Path, row: str, reason: str) -> None:
    assert made(tmp_path, "", row) == ([], [reason])


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ('{ column = "flag" }', 2),
        ('{ column = "flag", is_empty = true }', 1),
        ('{ column = "flag", is_in = ["yes"] }', 1),
        ('{ column = "flag", not_in = ["yes"] }', 1),
        ('{ column = "score", is_in = [9] }', 2),
    ],
)
def test_when__says_which_rows(tmp_path: Path, condition: str, count: int) -> None:
    rows = "1,ada,2026-03-01,9,,yes,\n2,ada,2026-03-01,9,,no,\n3,ada,2026-03-01,8,,,\n"
    assert len(made(tmp_path, f"when = [{condition}]", rows)[0]) == count


def test_null_values__are_left_out_wherever_they_are_declared(tmp_path: Path) -> None:
    mapping = 'null_values = ["n/a"]\n' + SHOP.replace("[tables.t]", '[tables.t]\nnull_values = ["-"]')
    keys = 'properties.score = { column = "score", type = "number", null_values = [11] }\nproperties.text = "text"\n'
    path = write(tmp_path / "t.csv", SHOP_HEADER + "1,a,2026-03-01,11,n/a,-,\n2,b,2026-03-01,9,-,,\n")
    rows, _ = mapped(tmp_path, mapping + keys, path)
    assert [row["properties"] for row in rows] == ["{}", '{"score":9}']


def test_repeat__makes_one_interaction_for_each_entry(tmp_path: Path) -> None:
    keys = """
    when = [{ column = "$question", not_in = [0] }]
    touchpoint = "$touchpoint"
    properties.score = { column = "$question", type = "number" }
    properties.question = { value = "$question" }
    repeat = [{ question = "score", touchpoint = "Till" }, { question = "flag", touchpoint = "Door" }]
    """
    rows, _ = made(tmp_path, keys, "1,ada,2026-03-01,9,,4,\n2,bo,2026-03-01,7,,0,\n")
    assert [(row["message_id"], row["touchpoint"], row["properties"]) for row in rows] == [
        ("Survey Answered:1:score", "Till", '{"score":9,"question":"score"}'),
        ("Survey Answered:1:flag", "Door", '{"score":4,"question":"flag"}'),
        ("Survey Answered:2:score", "Till", '{"score":7,"question":"score"}'),
    ]


def test_traits__make_a_profile_beside(tmp_path: Path) -> None:
    rows, _ = made(tmp_path, 'traits = { mood = "text" }\n')
    assert [(row["kind"], row["message_id"], row["properties"]) for row in rows] == [
        ("Survey Answered", "Survey Answered:1", "{}"),
        ("Profile Updated", "Profile Updated:1:traits", '{"mood":"fine"}'),
    ]


def test_message_id__without_columns__is_the_content(tmp_path: Path) -> None:
    mapping = SHOP.replace('message_id = "id"\n', 'properties.text = "text"\n')
    path = write(tmp_path / "t.csv", SHOP_HEADER + SHOP_ROW + SHOP_ROW + SHOP_ROW.replace("fine", "poor"))
    rows, _ = mapped(tmp_path, mapping, path)
    first, again, other = (row["message_id"] for row in rows)
    assert first == again != other


def test_message_id__of_several_columns__never_runs_together(tmp_path: Path) -> None:
    mapping = SHOP.replace('message_id = "id"', 'message_id = ["id", "text"]')
    path = write(tmp_path / "t.csv", SHOP_HEADER + "a:b,u,2026-03-01,,c,,\na,u,2026-03-01,,b:c,,\n")
    rows, _ = mapped(tmp_path, mapping, path)
    assert len({row["message_id"] for row in rows}) == 2


def test_message_id__of_long_texts__is_their_fingerprint(tmp_path: Path) -> None:
    mapping = SHOP.replace('message_id = "id"', 'message_id = ["id", "text"]')
    long = "very " * 100
    path = write(tmp_path / "t.csv", SHOP_HEADER + f"1,u,2026-03-01,,{long},,\n1,u,2026-03-01,,{long}!,,\n")
    one, other = (row["message_id"] for row in mapped(tmp_path, mapping, path)[0])
    assert one != other
    assert len(one) == len(other) == len("Survey Answered:") + 32


def test_message_id__by_line__tells_equal_rows_apart(tmp_path: Path) -> None:
    mapping = SHOP.replace('message_id = "id"', 'message_id = "$line"')
    rows, _ = mapped(tmp_path, mapping, write(tmp_path / "t.csv", SHOP_HEADER + SHOP_ROW + SHOP_ROW))
    assert [row["message_id"] for row in rows] == ["Survey Answered:2", "Survey Answered:3"]


RELATED = """
source = "fernweh"
[tables.orders]
file = "orders.csv"
key = "order"
lookup = { customers = "customer", lines = "order" }
[tables.customers]
file = "customers.csv"
key = "id"
[tables.lines]
file = "lines.csv"
key = "order"
lookup.products = "product"
[tables.products]
file = "products.csv"
key = "id"
[[interactions]]
table = "orders"
kind = "Order Completed"
time = "at"
message_id = "order"
person.email = "customers.email"
[interactions.properties]
total = { sum = ["lines.price", "lines.shipping"] }
lines = { count = "lines" }
coupon = { first = "lines.coupon" }
[interactions.properties.products]
list = "lines"
[interactions.properties.products.each]
product = "product"
name = "products.name"
price = { column = "price", type = "money" }
"""


def test_related_tables__are_looked_up_and_gathered(tmp_path: Path) -> None:
    write(tmp_path / "orders.csv", "order,customer,at\no1,c1,2026-03-01\no2,c9,2026-03-02\no3,c1,2026-03-03\n")
    write(tmp_path / "customers.csv", "id,email\nc1,ada@x.de\nc1,other@x.de\n")
    lines = "order,product,price,shipping,coupon\no1,p1,10.50,1,\no1,p2,2,,SPRING\no1,p9,1,,\n"
    write(tmp_path / "lines.csv", lines)
    write(tmp_path / "products.csv", "id,name\np1,Tent\np2,Rope\n")
    rows, reasons = mapped(tmp_path, RELATED, tmp_path)
    assert [row["email"] for row in rows] == ["ada@x.de", "ada@x.de"]
    assert json.loads(rows[0]["properties"]) == {
        "total": 14.5,
        "lines": 3,
        "coupon": "SPRING",
        "products": [
            {"product": "p1", "name": "Tent", "price": 10.5},
            {"product": "p2", "name": "Rope", "price": 2},
            {"product": "p9", "price": 1},
        ],
    }
    assert json.loads(rows[1]["properties"]) == {"lines": 0}
    assert reasons == ["The row belongs to nobody: `customers.email` is empty."]


def test_related_tables__one_missing__is_named(tmp_path: Path) -> None:
    write(tmp_path / "orders.csv", "order,customer,at\n")
    write(tmp_path / "customers.csv", "id,email\n")
    with pytest.raises(FileUnreadable) as refused:
        mapped(tmp_path, RELATED, tmp_path / "orders.csv")
    assert str(refused.value) == f"{tmp_path} has no lines.csv, which shop.toml looks up."


def test_file__that_fits_no_table__is_refused(tmp_path: Path) -> None:
    mapping = RELATED + RELATED.partition("[[interactions]]")[2].join(["[[interactions]]", ""]).replace(
        '"orders"', '"lines"'
    )
    path = write(tmp_path / "visits.csv", "a\n1\n")
    with pytest.raises(FileUnreadable) as refused:
        bind_files(mapping=read_mapping(path=write(tmp_path / "m.toml", mapping)), file="m.toml", given=[path])
    assert str(refused.value) == f"{path} fits no table of m.toml, which makes interactions of orders.csv, lines.csv."


def test_times__across_a_change_of_the_clocks__are_right(tmp_path: Path) -> None:
    mapping = SHOP.replace('"fernweh"', '"fernweh"\nzone = "Europe/Berlin"')
    rows = "1,a,2026-03-29 01:59:00,,,,\n2,a,2026-03-29 03:00:00,,,,\n3,a,2026-10-25 12:00:00,,,,\n"
    made_rows, _ = mapped(tmp_path, mapping, write(tmp_path / "t.csv", SHOP_HEADER + rows))
    assert [row["time"] for row in made_rows] == [
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 11, 0, tzinfo=UTC),
    ]
