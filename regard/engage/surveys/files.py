"""Files that were given in answer: listed without their content, downloaded as what they are."""

import base64
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regard.analytics.errors import RegardError
from regard.engage.surveys.models import Response
from regard.engage.surveys.operations import get_survey

_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)


class NoFile(RegardError):
    """There is no such file."""

    code = "file_unknown"
    status = 404


@dataclass(frozen=True)
class GivenFile:
    """One file: its bytes, what they are, and what its sender called it."""

    name: str
    type: str
    content: bytes


def find_file(*, survey_id: int, response_id: uuid.UUID, question: str, number: int) -> GivenFile:
    """One file of a response. Raises NoSurvey, NoFile; of an anonymous survey nobody has any."""
    survey = get_survey(survey_id)
    response = None if survey.is_anonymous else Response.objects.filter(survey=survey, pk=response_id).first()
    listed = (response.answers.get(question) if response else None) or []
    if not isinstance(listed, list) or number >= len(listed) or not is_file(listed[number]):
        raise NoFile("There is no such file, or its survey is anonymous.")
    content = base64.b64decode(listed[number]["content"].partition(",")[2])
    return GivenFile(listed[number]["name"], type_of(content), content)


def type_of(content: bytes) -> str:
    """What a file is by its first bytes; of what is none of a few harmless kinds nothing is said.

    >>> type_of(b"%PDF-1.7"), type_of(b"<html>")
    ('application/pdf', 'application/octet-stream')
    """
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for sign, kind in _SIGNS if content.startswith(sign)), "application/octet-stream")


def is_file(answer: Any) -> bool:
    """Whether a part of an answer is a file."""
    return isinstance(answer, Mapping) and set(answer) == {"name", "type", "content"}


def without_contents(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers with the names of files in their place."""
    return {
        name: [one["name"] if is_file(one) else one for one in value] if isinstance(value, list) else value
        for name, value in answers.items()
    }
