"""ENGINE_URL: what it may be, and what is said of anything else."""

import pytest

from regard.foundation.settings.api import SettingRefused, read_settings
from regard.foundation.settings.engine import checked_engine, chosen_engine


@pytest.mark.parametrize("url", [None, "", " ", "duckdb"])
def test_engine__unset_or_named__is_duckdb(url: str | None) -> None:
    assert checked_engine(url=url) is None


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("spark://head.example.org:7077", "spark://head.example.org:7077"),
        ("spark://one:7077,two:7078", "spark://one:7077,two:7078"),
        ("local[2]", "local[2]"),
        ("local[*]", "local[*]"),
        (" local-cluster[2, 1, 1024] ", "local-cluster[2,1,1024]"),
    ],
)
def test_engine__an_address_of_spark__is_taken(url: str, engine: str) -> None:
    assert checked_engine(url=url) == engine


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("spark://head", "no engine"),
        ("spark://head:0", "no engine"),
        ("spark://head:70770", "no engine"),
        ("spark://head:7077/path", "no engine"),
        ("spark://head:7077,", "no engine"),
        ("local", "no engine"),
        ("local[0]", "no engine"),
        ("local-cluster[2,1]", "no engine"),
        ("local-cluster[2,1,256]", "512 at least"),
        ("yarn", "no engine"),
        ("trino://head:8080", "no engine"),
        ("spark://head:7077\nlocal[2]", "no engine"),
    ],
)
def test_engine__that_is_none__is_refused_with_what_to_write(
    url: str, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENGINE_URL", url)
    with pytest.raises(SettingRefused, match=wrong) as refused:
        chosen_engine()
    assert "local-cluster[" in str(refused.value)
    with pytest.raises(SettingRefused):
        read_settings(environ={"ENGINE_URL": url})
