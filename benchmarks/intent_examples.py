"""What people write who praise, complain, ask, wish, report a fault or leave: written for Regard, to learn intents from."""

from __future__ import annotations

from pathlib import Path

LANGUAGES = ("en", "de", "fr", "es", "pt", "nl")
FOLDER = Path(__file__).parent / "intents"


def examples(languages: tuple[str, ...] = LANGUAGES) -> list[tuple[str, str]]:
    """Sentences with their intent, in these languages."""
    lines = [
        line for language in languages for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    ]
    return [(sentence, intent) for intent, _, sentence in (line.partition(": ") for line in lines)]
