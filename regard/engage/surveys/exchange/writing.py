"""Write a survey, or its answers, for another tool."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from regard.engage.surveys.exchange.errors import ExportRefused
from regard.engage.surveys.exchange.fidelity import Report
from regard.engage.surveys.exchange.imported import Answered
from regard.engage.surveys.exchange.limesurvey.writing import export_lss
from regard.engage.surveys.exchange.qualtrics.writing import export_qsf
from regard.engage.surveys.exchange.responses.writing import as_csv, as_sav, as_xlsx

SURVEYS = ("surveyjs", "qsf", "lss")
ANSWERS = ("csv", "xlsx", "sav")
ENDS = {"surveyjs": "json"}
KINDS = {
    "surveyjs": "application/json",
    "qsf": "application/json",
    "lss": "application/xml",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sav": "application/octet-stream",
}


def _as_surveyjs(*, definition: Mapping[str, Any]) -> tuple[bytes, Report]:
    report = Report("SurveyJS")
    report.add("survey", "definition").became = "the same definition"
    return json.dumps(definition, ensure_ascii=False, indent=2).encode(), report


def write_survey(*, definition: Mapping[str, Any], format: str) -> tuple[bytes, Report]:  # noqa: A002
    """A survey as surveyjs, qsf or lss, with what could not be said. Raises ExportRefused."""
    writers: dict[str, Callable[..., tuple[bytes, Report]]] = {
        "surveyjs": _as_surveyjs,
        "qsf": export_qsf,
        "lss": export_lss,
    }
    if format not in writers:
        raise ExportRefused(f"A survey is written as {', '.join(SURVEYS)}; answers as {', '.join(ANSWERS)}.")
    return writers[format](definition=definition)


def write_answers(*, definition: Mapping[str, Any], answered: Sequence[Answered], format: str) -> bytes:  # noqa: A002
    """Answers as csv, xlsx or sav. Raises ExportRefused."""
    writers: dict[str, Callable[..., bytes]] = {"csv": as_csv, "xlsx": as_xlsx, "sav": as_sav}
    if format not in writers:
        raise ExportRefused(f"Answers are written as {', '.join(ANSWERS)}.")
    return writers[format](definition=definition, answered=answered)
