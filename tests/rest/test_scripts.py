"""The scripts for other people's pages are theirs to load and to check; everything else stays ours."""

import base64
import gzip
import hashlib
import json

import pytest
from django.test import Client

from regard.project.snippet import FOLDER, SCRIPTS
from tests.needs import ROOT, need


@pytest.fixture(autouse=True)
def built() -> None:
    need(FOLDER / "manifest.json", "make console builds the snippet.")


@pytest.mark.parametrize("name", SCRIPTS)
def test_script__asked_for_from_another_site__may_be_loaded_read_and_kept(name: str) -> None:
    answer = Client().get(f"/{name}", headers={"origin": "https://shop.example"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"].startswith("public, max-age=3600")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies


@pytest.mark.parametrize("name", SCRIPTS)
def test_script__as_served__has_the_hash_the_manifest_gives(name: str) -> None:
    manifest = json.loads((FOLDER / "manifest.json").read_text())
    body = Client().get(f"/{name}").content
    digest = base64.b64encode(hashlib.sha384(body).digest()).decode()
    assert manifest["files"][name]["integrity"] == f"sha384-{digest}"


def test_core__names_the_hash_of_what_it_loads() -> None:
    manifest = json.loads((FOLDER / "manifest.json").read_text())
    core = Client().get("/regard.js").content.decode()
    for chunk in ("regard-autocapture.js", "regard-surveys.js"):
        assert manifest["files"][chunk]["integrity"] in core


def test_script__asked_for_again__is_not_sent_again_and_travels_compressed() -> None:
    first = Client().get("/regard.js", headers={"accept-encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(first.content) == (FOLDER / "regard.js").read_bytes()
    again = Client().get("/regard.js", headers={"if-none-match": first.headers["ETag"], "accept-encoding": "gzip"})
    assert again.status_code == 304


def test_sizes__stay_within_what_was_promised() -> None:
    files = json.loads((FOLDER / "manifest.json").read_text())["files"]
    promised = {"loader.js": 1_500, "regard.js": 6_000, "regard-autocapture.js": 2_500, "regard-surveys.js": 2_500}
    compressed = {name: len(gzip.compress((FOLDER / name).read_bytes(), 9)) for name in files}
    assert {name: compressed[name] for name in promised if compressed[name] > promised[name]} == {}
    assert (FOLDER / "loader.js").stat().st_size <= promised["loader.js"]  # it stands in the page itself
    assert all(files[name]["gzip"] - compressed[name] in range(-40, 41) for name in promised)


def test_guide__says_how_large_the_scripts_are() -> None:
    files = json.loads((FOLDER / "manifest.json").read_text())["files"]
    guide = (ROOT / "docs" / "guides" / "browser.md").read_text()
    for name in SCRIPTS:
        assert f"{files[name]['gzip'] / 1000:.1f} kB" in guide


@pytest.mark.parametrize("name", ["regard.js", "regard-autocapture.js", "regard-surveys.js", "loader.js"])
def test_script__needs_no_eval_and_leaves_one_name_behind(name: str) -> None:
    text = (FOLDER / name).read_text()
    assert "eval(" not in text
    assert "Function(" not in text
    assert "innerHTML" not in text
    assert text.startswith("(function(){")
