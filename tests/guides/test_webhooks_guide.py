"""The bodies and mappings of docs/guides/webhooks.md make the interactions it speaks of."""

from datetime import UTC, datetime

import pytest

from regard.record.webhooks.previewing import try_mapping
from tests.guides.running import GUIDES, blocks_of

BLOCKS = blocks_of((GUIDES / "webhooks.md").read_text(encoding="utf-8"))
BODIES = [block.text for block in BLOCKS if block.language == "json"]
MAPPINGS = [block.text for block in BLOCKS if block.language == "toml"]


@pytest.mark.parametrize(
    ("number", "path", "headers", "made"),
    [
        (0, "", {"X-Shopify-Topic": "orders/paid"}, [("Order Completed", "115310627314723954")]),
        (1, "data.events", {}, [("Ticket Opened", "ada"), ("Ticket Solved", "ada")]),
    ],
)
def test_guide__its_mapping_of_its_body__makes_what_it_says(
    number: int, path: str, headers: dict[str, str], made: list[tuple[str, str]]
) -> None:
    assert len(BODIES) == len(MAPPINGS) == 2
    found = try_mapping(
        slug="guide",
        mapping=MAPPINGS[number],
        rows_path=path,
        sample=BODIES[number],
        headers=headers,
        content_type="application/json",
        now=datetime(2026, 11, 30, tzinfo=UTC),
    )
    assert [(row["kind"], row["person"]["user_id"]) for row in found.interactions] == made
    assert found.rejections == []
    assert found.doubts == []
