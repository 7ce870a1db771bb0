"""The mapping of docs/guides/feeds.md makes public voice of a review that a webhook delivers."""

from datetime import UTC, datetime

from regard.record.webhooks.previewing import try_mapping
from tests.guides.running import GUIDES, blocks_of

BLOCKS = blocks_of((GUIDES / "feeds.md").read_text(encoding="utf-8"))


def test_guide__review_of_a_webhook__is_of_a_public_author() -> None:
    (body,) = [block.text for block in BLOCKS if block.language == "json" and block.file is None]
    (mapping,) = [block.text for block in BLOCKS if block.language == "toml"]
    found = try_mapping(
        slug="reviews",
        mapping=mapping,
        rows_path="",
        sample=body,
        headers={},
        content_type="application/json",
        now=datetime(2026, 11, 30, tzinfo=UTC),
    )
    assert found.rejections == []
    assert [(row["kind"], row["person"]) for row in found.interactions] == [
        ("Review Posted", {"external_id": "public:reviews.example:u-9"})
    ]
