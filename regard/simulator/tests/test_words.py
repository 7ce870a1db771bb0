import re
from collections import defaultdict

import numpy as np
import pytest

from regard.simulator.tests.factories import rows_of
from regard.simulator.words import LANGUAGES, Talk, phrases, say

SIZE = {"customers": 6_000}


def clauses(language: str) -> list[str]:
    return [
        clause
        for topic in phrases(language).values()
        if isinstance(topic, dict)
        for tone in topic.values()
        for clause in tone
    ]


def spoken() -> dict[str, list[str]]:
    """Texts of reviews and mentions, which say their language."""
    texts = defaultdict(list)
    for row in rows_of("Review Posted", "Mention Posted", **SIZE):
        if "text" in row["properties"]:
            texts[row["properties"]["language"]].append(row["properties"]["text"])
    return texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_clauses__of_a_language__are_safe_inside_json_and_name_only_known_gaps(language: str) -> None:
    for clause in [*clauses(language), *phrases(language)["products"]]:
        assert not re.search(r'["\\\n]', clause), clause
        assert set(re.findall(r"{(\w*)}", clause)) <= {"product", "n"}, clause
        assert clause == clause.strip()


def test_topics__of_every_language__are_the_same() -> None:
    expected = {topic: set(tones) if isinstance(tones, dict) else None for topic, tones in phrases("en").items()}
    for language in LANGUAGES:
        words = phrases(language)
        assert set(words) == set(expected)
        for topic, tones in expected.items():
            if tones is not None:
                assert {"bad", "good", "neutral", "question"} & tones <= set(words[topic]) | {"neutral"}, (
                    language,
                    topic,
                )


def test_languages__share__hardly_a_clause() -> None:
    seen: dict[str, str] = {}
    for language in LANGUAGES:
        for clause in clauses(language):
            if len(clause) > 25:
                assert seen.setdefault(clause, language) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_say__three_thousand_times__gives_hundreds_of_sentences(language: str) -> None:
    rng = np.random.default_rng(1)
    topics = np.array(["delivery", "product", "ticket", "general"], dtype=object)[rng.integers(0, 4, 3_000)]
    tones = np.array(["bad", "good", "neutral"], dtype=object)[rng.integers(0, 3, 3_000)]
    said = say(rng, Talk(np.full(3_000, language, dtype=object), topics, tones)).to_pylist()
    assert len(set(said)) > 800
    assert not [text for text in said if "{" in text or "  " in text or text != text.strip()]


def test_reviews__of_a_company__are_written_in_the_reviewers_language() -> None:
    texts = spoken()
    assert set(texts) == set(LANGUAGES)
    for language, said in texts.items():
        parts = [part for clause in clauses(language) for part in re.split(r"{\w+}", clause) if len(part.strip()) > 3]
        assert not [text for text in said if not any(part.strip() in text for part in parts)]


def test_reviews__of_good_and_bad_stars__use_different_words() -> None:
    good: set[str] = set()
    bad: set[str] = set()
    for row in rows_of("Review Posted", **SIZE):
        properties = row["properties"]
        if "text" in properties:
            (good if properties["score"] == 5 else bad if properties["score"] <= 2 else set()).add(properties["text"])
    assert len(good) > 100
    assert len(bad) > 30
    assert not good & bad


def test_late_parcels__in_bad_words__are_late_by_the_days_that_are_named() -> None:
    rng = np.random.default_rng(2)
    talk = Talk(np.full(400, "en", dtype=object), "delivery", "bad", np.full(400, 9))
    named = {number for text in say(rng, talk).to_pylist() for number in re.findall(r"\d+", text)}
    assert named == {"9"}
