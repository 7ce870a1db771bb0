"""Who is let in, and when a key last let somebody in."""

import pytest

from regard.record.collection.keys import KeyRing
from regard.record.sources.api import create_key, create_source, list_keys


@pytest.mark.django_db(transaction=True)
def test_key__that_let_somebody_in__says_when_and_no_other_does() -> None:
    slug = create_source(name="Till", kind="store")
    used, unused = (create_key(slug=slug, kind="secret") for _ in range(2))
    ring = KeyRing()
    ring.start()
    found = ring.find(texts=["rgs_nobodys", used.text])
    assert found is not None
    assert (found.key_id, found.source) == (used.key_id, slug)
    ring.stop()
    last_used = {key.key_id: key.last_used_at for key in list_keys(slug=slug)}
    assert last_used[used.key_id] is not None
    assert last_used[unused.key_id] is None
