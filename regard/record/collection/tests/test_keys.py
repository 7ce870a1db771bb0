"""Who is let in, and when a key last let somebody in."""

import asyncio
import time

import pytest

from regard.record.collection.keys import KeyRing
from regard.record.sources.api import create_key, create_source, list_keys


@pytest.mark.django_db(transaction=True)
def test_key__that_let_somebody_in__says_when_and_no_other_does() -> None:
    slug = create_source(name="Till", kind="store")
    used, unused = (create_key(slug=slug, kind="secret") for _ in range(2))
    ring = KeyRing()
    ring.start()
    found = asyncio.run(ring.find(texts=["rgs_nobodys", used.text]))
    assert found is not None
    assert (found.key_id, found.source) == (used.key_id, slug)
    ring.stop()
    last_used = {key.key_id: key.last_used_at for key in list_keys(slug=slug)}
    assert last_used[used.key_id] is not None
    assert last_used[unused.key_id] is None


@pytest.mark.django_db(transaction=True)
def test_key__made_a_moment_ago__lets_in_at_once_and_a_wrong_one_never() -> None:
    slug = create_source(name="Till", kind="store")
    ring = KeyRing()
    ring.start()
    for _ in range(5):
        made = create_key(slug=slug, kind="secret")
        found = asyncio.run(ring.find(texts=[made.text]))
        assert found is not None
        assert found.key_id == made.key_id
    began = time.monotonic()
    assert asyncio.run(ring.find(texts=["rgs_nobodys"])) is None
    assert time.monotonic() - began < 2
    ring.stop()
