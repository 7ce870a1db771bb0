"""Emotion, intent, aspect, belonging, language, personal data and speed, each measured on texts that taught nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.encoding import encoded
from benchmarks.fitting import scaled, softmax_head, unscaled
from benchmarks.intent_examples import examples
from benchmarks.text_rivals import textblob, vader, weighed_words, weighed_words_marks
from benchmarks.text_scores import auroc, marks_f1, scored
from benchmarks.text_sources import EKMAN, airline, banking, goemotions, issues, olist, tweets
from benchmarks.text_sources import aspects as judged_aspects
from benchmarks.text_sources import emotions as felt
from regard.analytics.text import EMOTIONS, find_personal, first_look, load_reader
from regard.analytics.text.aspects import aspects_in
from regard.analytics.text.heads import head
from regard.analytics.text.languages import language_of
from regard.analytics.text.scope import learn_scope

TOUCHED = {
    "food": "food",
    "staff": "service",
    "service": "service",
    "waiting": "service",
    "price": "price",
    "atmosphere": "ambience",
}
CATEGORIES = ("food", "service", "price", "ambience")


def emotions(shared: Path, cache: Path) -> str:
    """Ekman's six, on comments of the same source that taught nothing: there is no second source here."""
    taught, told = felt(shared), goemotions(shared, "dev")
    at = [EKMAN.index(one) for one in EMOTIONS]
    marks = told.shares[:, at] > 0
    ours, many = (
        head(f"{name}.emotions").chances(encoded(told.texts, cache=cache, encoder=name), told.texts) >= 0.5
        for name in ("english", "multilingual")
    )
    words = weighed_words_marks(taught.texts, taught.shares[:, at])(told.texts)
    lines = ["## Emotion", "", "| set | texts | Regard | its multilingual head | weighed words |", "|" + " --- |" * 5]
    lines.append(
        f"| {told.name} | {len(told.texts):,} | **{marks_f1(marks, ours)}** | {marks_f1(marks, many)} | {marks_f1(marks, words)} |"
    )
    each = ", ".join(f"{name} {marks_f1(marks[:, [i]], ours[:, [i]]).value:.2f}" for i, name in enumerate(EMOTIONS))
    note = "Tested on the source's own other part, since no second one is at hand. BERT's paper: .64 with all of the training set."
    return "\n".join([*lines, "", f"By emotion: {each}. {note}"])


def intents(shared: Path, cache: Path) -> str:
    """Bug, wish or question: titles of issues, read by what Regard's own examples taught, and by what 1,500 labels taught."""
    taught, told = issues(shared, "train"), issues(shared, "test")
    place = [head("english.intents").classes.index(one) for one in ("bug", "request", "question")]
    ours = head("english.intents").logits(encoded(told.texts, cache=cache), told.texts)[:, place].argmax(axis=1)
    own = [
        (text, ("bug", "request", "question").index(intent))
        for text, intent in examples(("en",))
        if intent in {"bug", "request", "question"}
    ]
    words = weighed_words([text for text, _ in own], [label for _, label in own])(told.texts).argmax(axis=1)
    features, *scale = scaled(encoded(taught.texts, cache=cache))
    weights, bias = unscaled(*softmax_head(features, taught.shares, penalty=300), *scale)
    logits = encoded(told.texts, cache=cache) @ weights.T + bias
    chances = np.exp(logits - logits.max(axis=1, keepdims=True))
    counted = weighed_words(taught.texts, taught.labels.tolist())(told.texts)
    learnt, both = counted.argmax(axis=1), (chances / chances.sum(axis=1, keepdims=True) + counted).argmax(axis=1)
    lines = [
        "## Bug, wish or question",
        "",
        "| titles of issues, 1,500 | vectors | weighed words | both |",
        "|" + " --- |" * 4,
    ]
    three = (0, 1, 2)
    lines.append(
        f"| taught by Regard's own {len(own)} sentences | **{scored(told.labels, ours, three)}** | {scored(told.labels, words, three)} | |"
    )
    cells = [scored(told.labels, said, three) for said in (logits.argmax(axis=1), learnt, both)]
    lines.append(f"| taught by the set's 1,500 | {cells[0]} | {cells[1]} | **{cells[2]}** |")
    return "\n".join(lines)


def aspects(shared: Path, cache: Path) -> str:
    """How what is spoken about is judged, and which categories a sentence touches."""
    del cache
    lines = [
        "## Aspects (SemEval 2014, 1,500 sentences each)",
        "",
        "| how the place spoken about is judged | places | Regard | VADER | TextBlob |",
    ]
    lines.append("|" + " --- |" * 5)
    for name in ("Restaurants", "Laptop"):
        found = [one for one in judged_aspects(shared, name) if one.terms]
        ours, told, texts = [], [], []
        for one in found:
            opinions = load_reader().read([one.text], languages=["en"])[0].opinions
            for start, _, label in one.terms:
                here = next((o for o in opinions if o.start <= start < o.end), None)
                value = here.sentiment if here else None
                certain = here is not None and here.label == "neutral"
                ours.append(1 if certain or value is None else (2 if value > 0 else 0))
                told.append(label)
                texts.append(one.text)
        labels = np.array(told)
        cells = " | ".join(str(scored(labels, said, (0, 1, 2))) for said in (vader(texts), textblob(texts)))
        lines.append(f"| {name.lower()} | {len(told):,} | **{scored(labels, np.array(ours), (0, 1, 2))}** | {cells} |")
    sentences = judged_aspects(shared, "Restaurants")
    marks = np.array([[name in one.categories for name in CATEGORIES] for one in sentences])
    said = np.array(
        [[name in {TOUCHED.get(a, "") for a in aspects_in(one.text)} for name in CATEGORIES] for one in sentences]
    )
    note = f"Food, service, price or ambience of a restaurant, by the words that name them, taught by nothing: {marks_f1(marks, said)}."
    return "\n".join([*lines, "", note])


def _felt(language: str) -> list[str]:
    lines = (Path(__file__).parent / "feelings" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [line.partition(": ")[2] for line in lines]


def scope(shared: Path, cache: Path) -> str:
    """Questions to a bank: known ones beside ones of kinds held back, and beside texts about other things."""
    taught, told = banking(shared, "train"), banking(shared, "test")
    kinds = np.random.default_rng(0).permutation(len(taught.classes))
    known = set(kinds[: len(kinds) // 2].tolist())
    inside = np.array([label in known for label in taught.labels])
    vectors, test = encoded(taught.texts, cache=cache), encoded(told.texts, cache=cache)
    centre = vectors.mean(axis=0)
    half, whole = (
        learn_scope(
            vectors=_about(vectors[rows], centre), labels=[taught.classes[label] for label in taught.labels[rows]]
        )
        for rows in (inside, np.ones(len(inside), dtype=bool))
    )
    here = np.array([label in known for label in told.labels])
    near = half.score(_about(test, centre))
    far = whole.score(_about(encoded(issues(shared, "test").texts, cache=cache), centre))
    talk = whole.score(_about(encoded(goemotions(shared, "dev").texts, cache=cache), centre))
    asked = whole.score(_about(test, centre))
    lines = ["## Requests that do not belong", "", "| AUROC | |", "| --- | --- |"]
    lines += [
        f"| questions to a bank beside titles of issues | {auroc(asked, far):.3f} |",
        f"| questions to a bank beside comments on Reddit | {auroc(asked, talk):.3f} |",
        f"| half of the 77 kinds beside the other half | {auroc(near[here], near[~here]):.3f} |",
    ]
    kept, turned = (asked >= whole.threshold).mean(), (np.concatenate([far, talk]) < whole.threshold).mean()
    return "\n".join(
        [
            *lines,
            "",
            f"At its own threshold {kept:.1%} of the bank's questions are kept and {turned:.1%} of the others turned away.",
        ]
    )


def languages(shared: Path, cache: Path) -> str:
    """Which language, of 25 that are weighed."""
    del cache
    lines = [
        "## Language, of 25",
        "",
        "| texts | language | right | of their first four words alone |",
        "|" + " --- |" * 4,
    ]
    sets = [
        (tweets(shared, name).texts, code)
        for name, code in (("english", "en"), ("french", "fr"), ("italian", "it"), ("spanish", "es"))
    ]
    sets += [(olist(shared).texts, "pt")] + [
        ([*_felt(code), *(text for text, _ in examples((code,)))], code) for code in ("de", "nl")
    ]
    for texts, code in sets:
        short = [" ".join(text.split()[:4]) for text in texts]
        cells = [f"{np.mean([language_of(text) == code for text in some]):.3f}" for some in (texts, short)]
        lines.append(f"| {len(texts):,} | {code} | {' | '.join(cells)} |")
    return "\n".join(lines)


def speed(shared: Path, cache: Path) -> str:
    """Texts per second of one core."""
    del cache
    texts = airline(shared).texts[:1000]
    many = tweets(shared, "spanish").texts[:500]
    load_reader().read([texts[0], many[0]])
    timed: list[tuple[str, Callable[[Sequence[str]], Any], Sequence[str]]] = [
        ("Regard, all that a reading holds, English", load_reader().read, texts),
        ("Regard, all that a reading holds, Spanish", load_reader().read, many),
        ("Regard, first look", first_look, airline(shared).texts),
        ("Regard, personal data", lambda some: [find_personal(text) for text in some], texts),
        ("VADER", vader, texts),
        ("TextBlob", textblob, texts),
    ]
    lines = [
        "## Speed",
        "",
        "| texts a second | of one core's time, median of five fifths | best fifth | by the clock |",
        "|" + " --- |" * 4,
    ]
    for name, asked, some in timed:
        rates, began, size = [], time.monotonic(), len(some) // 5
        for part in range(5):
            started = time.process_time()
            asked(some[part * size : (part + 1) * size])
            rates.append(size / (time.process_time() - started))
        clock = 5 * size / (time.monotonic() - began)
        lines.append(f"| {name} | {np.median(rates):,.0f} | {max(rates):,.0f} | {clock:,.0f} |")
    words = np.mean([len(text.split()) for text in texts])
    return "\n".join(
        [
            *lines,
            "",
            f"Tweets of {words:.0f} words on average, about two clauses each. Load of the two cores then: {os.getloadavg()[0]:.1f}; "
            "above 2, others took part of the clock, and of what a core's second holds.",
        ]
    )


def _about(vectors: Any, centre: Any) -> Any:
    moved = vectors - centre
    return moved / np.linalg.norm(moved, axis=1, keepdims=True)
