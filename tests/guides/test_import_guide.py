import re

import msgspec

from regard.record.imports.mapping.language import Condition, Interaction, Mapping, Table, Value
from tests.guides.running import GUIDES


def test_import_guide__explains_every_key_of_a_mapping() -> None:
    text = (GUIDES / "import.md").read_text(encoding="utf-8")
    explained = {
        name for row in re.findall(r"^\| (`.+?) \|", text, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    keys = {
        field.encode_name
        for shape in (Mapping, Table, Interaction, Condition, Value)
        for field in msgspec.structs.fields(shape)
    }
    assert keys - explained == set()
