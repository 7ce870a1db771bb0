"""Read a survey in any of the formats, told apart by what the file holds and not by its name."""

from __future__ import annotations

import json
from pathlib import PurePath

from regard.engage.surveys.exchange.errors import MOST_BYTES, SurveyUnreadable
from regard.engage.surveys.exchange.fidelity import Report
from regard.engage.surveys.exchange.imported import Answered, Imported
from regard.engage.surveys.exchange.limesurvey.answers import answered_by, read_archived
from regard.engage.surveys.exchange.limesurvey.file import read_archive
from regard.engage.surveys.exchange.limesurvey.importing import import_limesurvey
from regard.engage.surveys.exchange.qualtrics.importing import import_qsf
from regard.engage.surveys.exchange.responses.plain_table import import_table
from regard.engage.surveys.exchange.responses.qualtrics_table import read_answers, rows_of_headings
from regard.engage.surveys.exchange.responses.tables import read_table
from regard.engage.surveys.exchange.settling import settle
from regard.engage.surveys.exchange.slots import Slots
from regard.engage.surveys.exchange.surveyjs import import_surveyjs


def read_survey(*, content: bytes, name: str = "") -> Imported:
    """A survey of Qualtrics, LimeSurvey or SurveyJS, or a plain table of past answers, with its fidelity report.

    Raises SurveyUnreadable, with a sentence, for whatever is none of these.
    """
    if len(content) > MOST_BYTES:
        raise SurveyUnreadable(f"The file is larger than {MOST_BYTES // 2**20} MB.")
    try:
        return settle(_read(content, name))
    except RecursionError:
        raise SurveyUnreadable("The file is nested deeper than any survey.") from None


def _read(content: bytes, name: str) -> Imported:
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise SurveyUnreadable("The file is empty.")
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    if head.startswith(b"<"):
        return import_limesurvey(content=content)
    if head.startswith((b"{", b"[")):
        return import_qsf(content=content) if _is_qsf(content) else import_surveyjs(content=content)
    return import_table(content=content, title=PurePath(name).stem.replace("_", " ").strip())


def _archive(content: bytes) -> Imported:
    archive = read_archive(content=content)
    imported = import_limesurvey(content=archive.survey)
    for member in archive.left_out:
        imported.report.add("file", member).drop("It holds neither questions nor answers.")
    if archive.responses is not None:
        imported.answered = read_archived(
            responses=archive.responses,
            participants=archive.participants,
            slots=imported.slots,
            report=imported.report,
        )
    return imported


def _is_qsf(content: bytes) -> bool:
    try:
        tree = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SurveyUnreadable(f"The file is not JSON: {str(error)[:120]}.") from error
    if not isinstance(tree, dict):
        return False
    result = tree.get("result")
    inner = result if isinstance(result, dict) else tree
    return any(name in inner for name in ("SurveyElements", "SurveyEntry", "Questions"))


def read_responses(*, content: bytes, slots: Slots, report: Report) -> list[Answered]:
    """Answers in a table, by the slots of the survey they were given to. Raises SurveyUnreadable."""
    if rows_of_headings(content=content):
        return read_answers(content=content, slots=slots, report=report)
    rows = read_table(content=content)
    headings = [heading.strip() for heading in rows[0]]
    found = answered_by((dict(zip(headings, row, strict=False)) for row in rows[1:]), {}, slots, report)
    if not found:
        raise SurveyUnreadable(
            "No column of the table belongs to a question of this survey. Give the survey's own answers."
        )
    return found
