"""One installation for the tests of this folder, run as people run it."""

from collections.abc import Iterator

import pytest

from benchmarks.reliability.installation import Installation


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """`regard up` over an empty data folder."""
    made = Installation(tmp_path_factory.mktemp("installation"))
    made.regard("sources", "list")
    try:
        made.start()
        yield made
    finally:
        made.end()


@pytest.fixture(scope="module")
def key(installation: Installation) -> str:
    """The write key of its first source."""
    return installation.write_key()
