"""What reading a survey of another tool gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from regard.engage.surveys.exchange.fidelity import Report
from regard.engage.surveys.exchange.slots import Slots

Definition = dict[str, Any]


@dataclass(frozen=True)
class Answered:
    """One person's answers, by the names of the definition."""

    id: str  # the response's own, unique in its survey
    answers: dict[str, Any]
    at: datetime | None = None
    is_finished: bool = True
    language: str = ""
    people: dict[str, str] = field(default_factory=dict)  # identifiers by kind: email, phone, user_id, external_id
    line: int = 0  # where in the file


@dataclass
class Imported:
    """A definition, what became of everything in the file, where columns of answers belong, and answers that came along."""

    definition: Definition
    report: Report
    slots: Slots = field(default_factory=Slots)
    answered: list[Answered] = field(default_factory=list)
