from pathlib import Path

import pytest

from regard.record.imports.mapping.language import MappingUnreadable
from regard.record.imports.tests.factories import write
from regard.record.imports.tests.mapped import SHOP, SHOP_HEADER, SHOP_ROW, mapped


def complaint(tmp_path: Path, mapping: str) -> str:
    with pytest.raises(MappingUnreadable) as refused:
        mapped(tmp_path, mapping, write(tmp_path / "t.csv", SHOP_HEADER + SHOP_ROW))
    return str(refused.value)


FIRST = "interaction 1"
NEITHER = "A constant is written { value = … }."


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (SHOP + "sauce = 1\n", f"{FIRST} has the key `sauce`, which means nothing here."),
        (
            SHOP + "propertys.a = 'b'\n",
            f"{FIRST} has the key `propertys`, which means nothing here; did you mean `properties`?",
        ),
        (SHOP.replace('kind = "Survey Answered"\n', ""), f"{FIRST} needs the key `kind`."),
        (
            SHOP.replace('"at"', '"att"'),
            f"{FIRST} uses column `att`, which t.csv does not have; did you mean `at`?",
        ),
        (SHOP + 'properties.metric = "nps"\n', f"{FIRST} uses column `nps`, which t.csv does not have. {NEITHER}"),
        (
            SHOP + 'when = [{ column = "flg" }]\n',
            f"{FIRST} uses column `flg`, which t.csv does not have; did you mean `flag`?",
        ),
        (
            SHOP.replace("user_id", "userid"),
            f"{FIRST} has `userid` in `person`, which is no kind of identifier; did you mean `user_id`?",
        ),
        (SHOP + 'table = "s"\n', f"{FIRST} is made of the table `s`, which the mapping does not have."),
        (
            SHOP + 'properties.a = { column = "at", type = "tine" }\n',
            f"{FIRST}, properties, type is `tine`, which means nothing here; did you mean `time`?",
        ),
        (
            SHOP + 'properties.a = { column = "at", type = "time", format = "DD.MM" }\n',
            f"{FIRST} has the format `DD.MM`, which is not one of strptime, epoch or epoch_ms.",
        ),
        (
            SHOP + 'properties.a = { column = "at", type = "time", zone = "Europe/Berln" }\n',
            f"{FIRST} has the zone `Europe/Berln`, which does not exist; did you mean `Europe/Berlin`?",
        ),
        (
            SHOP + 'properties.a = { column = "at", value = 1 }\n',
            f"{FIRST}, properties: a value is one of column, template, value, sum, count, first, list, "
            "and this one has column and value.",
        ),
        (
            SHOP + 'properties.a = "people.name"\n',
            f"{FIRST} uses column `people.name`, which t.csv does not have. {NEITHER}",
        ),
        (
            SHOP + 'repeat = [{ q = "score" }]\nproperties.a = "$p"\n',
            f"{FIRST} uses `$p`, which its `repeat` does not give.",
        ),
    ],
)
def test_mapping__that_is_wrong__is_named_with_the_nearest_name(tmp_path: Path, mapping: str, sentence: str) -> None:
    assert complaint(tmp_path, mapping) == f"shop.toml: {sentence}"


def test_mapping__that_is_not_toml__says_where(tmp_path: Path) -> None:
    assert complaint(tmp_path, "a = [").startswith("shop.toml is not TOML: ")


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ("sauce = 1\n", "the mapping has the key `sauce`, which means nothing here; did you mean `source`?"),
        (
            SHOP.replace("[tables.t]", '[tables.t]\nencodin = "x"'),
            "tables has the key `encodin`, which means nothing here; did you mean `encoding`?",
        ),
        (
            SHOP + 'when = [{ column = "flag", in = ["x"] }]\n',
            "interaction 1, when 1 has the key `in`, which means nothing here.",
        ),
        (
            SHOP + 'when = [{ column = "flag", isin = ["x"] }]\n',
            "interaction 1, when 1 has the key `isin`, which means nothing here; did you mean `is_in`?",
        ),
        (
            SHOP + 'properties.a = { column = "at", zones = "x" }\n',
            "interaction 1, properties has the key `zones`, which means nothing here; did you mean `zone`?",
        ),
    ],
)
def test_mapping__with_an_unknown_key__is_told_the_nearest(tmp_path: Path, mapping: str, sentence: str) -> None:
    assert complaint(tmp_path, mapping) == f"shop.toml: {sentence}"
