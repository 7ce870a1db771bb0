"""Pain points in people's own words, below what `regard fix-first` found in what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from regard.project.table import interval, number, print_table

if TYPE_CHECKING:
    from regard.decide.fix_first.api import FoundInWords

LONGEST = 100


def print_words(found: FoundInWords) -> None:
    """A table of the topics that hurt, and the sentence each rests on most; nothing where nobody said anything."""
    if not found.opinions:
        return
    unit = found.outcome.unit
    print_table(
        title=f"In their own words: {found.opinions:,} opinions of {found.people:,} people",
        heads=[
            "",
            "topic",
            "people",
            "% of all",
            "95 % interval",
            "severity",
            "95 % interval",
            f"{unit} (association)",
        ],
        numbers=("people", "% of all", "95 % interval", "severity"),
        rows=[
            [
                str(rank),
                row.name,
                f"{row.pain.people:,}",
                number(row.pain.prevalence.value, 1),
                interval(row.pain.prevalence.low, row.pain.prevalence.high, 1),
                number(row.pain.severity.value),
                interval(row.pain.severity.low, row.pain.severity.high),
                number(-row.pain.moved.value, 1) if row.pain.moved else "",
            ]
            for rank, row in enumerate(found.rows, 1)
        ],
    )
    for rank, row in enumerate(found.rows, 1):
        for sentence in row.sentences[:1]:
            typer.echo(f"{rank:>3}  “{_short(sentence.text)}”")


def words_as_rows(found: FoundInWords) -> list[dict[str, Any]]:
    """The same for other programs: rows with a topic instead of a touchpoint, and their sentences, masked."""
    return [
        {
            "rank": rank,
            "topic": row.pain.topic,
            "label": row.name,
            "customers": row.pain.people,
            "prevalence": row.pain.prevalence.__dict__,
            "severity": row.pain.severity.__dict__,
            "effect": -row.pain.moved.value if row.pain.moved else None,
            "score": row.pain.score,
            "evidence": "association" if row.pain.moved else "words",
            "sentences": [one.text for one in row.sentences],
        }
        for rank, row in enumerate(found.rows, 1)
    ]


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"
