import pytest

from regard.foundation.settings.api import SettingRefused, checked_endpoint

HOST = {"REGARD_READER_URL": "https://models.example.org/v1/", "REGARD_READER_MODEL": "large"}


def test_endpoint__unset__is_none() -> None:
    assert checked_endpoint(environ={"REGARD_READER_MODEL": "large", "REGARD_READER_URL": " "}) is None


def test_endpoint__named__keeps_its_key_out_of_what_is_printed() -> None:
    found = checked_endpoint(environ={**HOST, "REGARD_READER_KEY": "sk-1", "REGARD_READER_TOKENS_A_DAY": "50_000"})
    assert found is not None
    assert (found.url, found.key, found.tokens_a_day) == ("https://models.example.org/v1", "sk-1", 50_000)
    assert "sk-1" not in repr(found)


@pytest.mark.parametrize("internal", ["10.0.0.5", "gateway, 10.0.0.5:8000"])
def test_endpoint__of_the_own_network__may_speak_plainly(internal: str) -> None:
    environ = {**HOST, "REGARD_READER_URL": "http://10.0.0.5:8000/v1"}
    with pytest.raises(SettingRefused, match="in the clear"):
        checked_endpoint(environ={**environ, "REGARD_INTERNAL_HOSTS": "10.0.0.50, 10.0.0.5:80"})
    assert checked_endpoint(environ={**environ, "REGARD_INTERNAL_HOSTS": internal}) is not None


@pytest.mark.parametrize(
    ("name", "told", "why"),
    [
        ("REGARD_READER_URL", "http://models.example.org/v1", "in the clear"),
        ("REGARD_READER_URL", "http://localhost.example.org/v1", "in the clear"),
        ("REGARD_READER_URL", "https://me:secret@models.example.org/v1", "holds a password"),
        ("REGARD_READER_URL", "file:///etc/passwd", "must be like"),
        ("REGARD_READER_URL", "https://models.example.org/v1?key=1", "must be like"),
        ("REGARD_READER_URL", "https://models.example.org:99999/v1", "must be like"),
        ("REGARD_READER_MODEL", "", "must name the model"),
        ("REGARD_READER_KEY", "sk\r\nX-Other: 1", "no key has"),
        ("REGARD_READER_TOKENS_A_DAY", "-1", "whole number"),
        ("REGARD_READER_TOKENS_A_DAY", "lots", "whole number"),
    ],
)
def test_endpoint__that_cannot_be_or_is_not_safe__is_refused(name: str, told: str, why: str) -> None:
    with pytest.raises(SettingRefused, match=why) as refused:
        checked_endpoint(environ={**HOST, name: told})
    assert "secret" not in str(refused.value)
