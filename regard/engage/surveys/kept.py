"""The rows behind answering, in few and plain statements: hundreds of people may answer in one second.

What the ORM spends on putting such a statement together is more than the database spends on answering it.
"""

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection, models

from regard.engage.surveys.models import Invitation, Response, Survey

Row = TypeVar("Row", bound=models.Model)
_SURVEY = ("id", "slug", "name", "state", "is_anonymous", "is_linked")
_INVITATION = ("id", "survey_id", "token_digest", "kind", "value", "channel", "about", "is_answered", "expires_at")
_RESPONSE = tuple(str(one.attname) for one in Response._meta.concrete_fields)
_FINISHED = ("answers", "quotas", "state", "page", "language", "is_recorded", "finished_date", "finished_at")
_JSON = {"about", "answers", "quotas"}


def _listed(columns: Sequence[str], of: str = "") -> str:
    return ", ".join(f"{of}{column}" for column in columns)


_ASKED = (
    "select (select v.id from surveys_version v where v.survey_id = s.id order by v.number desc limit 1), "
    f"{_listed(_SURVEY, 's.')}"
)
_BY_SLUG = f"{_ASKED} from surveys_survey s where s.slug = %s and s.is_linked"
_BY_TOKEN = (
    f"{_ASKED}, {_listed(_INVITATION, 'i.')} from surveys_invitation i join surveys_survey s on s.id = i.survey_id "
    "where i.token_digest = %s"
)
_MEANT = f"select {_listed(_RESPONSE)} from surveys_response where survey_id = %s and token_digest = %s"
_MEANT_OR_INVITED = f"{_MEANT} or invitation_id = %s"
_BEGIN = (
    f"insert into surveys_response ({_listed(_RESPONSE)}) values ({', '.join(['%s'] * len(_RESPONSE))}) "
    "on conflict do nothing"
)
_KEEP = "update surveys_response set answers = %s, page = %s, language = %s where id = %s and state = 'partial'"
_FINISH = f"update surveys_response set {', '.join(f'{one} = %s' for one in _FINISHED)} where id = %s"
_USE = "update surveys_invitation set is_answered = true where id = %s and not is_answered"


def find_linked(*, slug: str) -> tuple[Survey, int | None] | None:
    """The survey of a public link, with its newest version."""
    rows = _rows(_BY_SLUG, [slug])
    return (_made(Survey, _SURVEY, rows[0][1:]), rows[0][0]) if rows else None


def find_invited(*, digest: str) -> tuple[Survey, int | None, Invitation] | None:
    """The survey of an invitation, with its newest version."""
    rows = _rows(_BY_TOKEN, [digest])
    if not rows:
        return None
    newest, *values = rows[0]
    survey = _made(Survey, _SURVEY, values[: len(_SURVEY)])
    invitation = _made(Invitation, _INVITATION, values[len(_SURVEY) :])
    invitation.survey = survey
    return survey, newest, invitation


def list_meant(*, survey_id: int, digest: str, invitation_id: int | None, lock: bool) -> list[Response]:
    """The responses that a page's token or an invitation means, locked where asked."""
    is_invited = invitation_id is not None
    statement = (_MEANT_OR_INVITED if is_invited else _MEANT) + (" for update" if lock else "")
    given = [survey_id, digest, invitation_id] if is_invited else [survey_id, digest]
    return [_made(Response, _RESPONSE, row) for row in _rows(statement, given)]


def begin_response(*, response: Response) -> bool:
    """Write a new response, unless there is one with the same token or invitation; whether it was written."""
    return _changed(_BEGIN, _values(response, _RESPONSE)) == 1


def keep_response(*, response: Response) -> bool:
    """Write what is answered so far, unless it was finished meanwhile; whether it was written."""
    return _changed(_KEEP, _values(response, ("answers", "page", "language", "id"))) == 1


def finish_response(*, response: Response) -> None:
    """Write a response that is finished. It is locked."""
    _changed(_FINISH, _values(response, (*_FINISHED, "id")))


def use_invitation(*, invitation: Invitation) -> bool:
    """Use an invitation up; whether it was still good. Who comes at the same moment waits here."""
    return _changed(_USE, [invitation.pk]) == 1


def _rows(statement: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def _changed(statement: str, given: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return int(cursor.rowcount)


def _made(model: type[Row], columns: Sequence[str], values: Sequence[Any]) -> Row:
    """A model of one row; what was not asked for is read when it is looked at."""
    read = [json.loads(value) if name in _JSON else value for name, value in zip(columns, values, strict=True)]
    return model.from_db("default", columns, read)


def _values(response: Response, columns: Sequence[str]) -> list[Any]:
    found = [(name, getattr(response, name)) for name in columns]
    return [json.dumps(value) if name in _JSON else value for name, value in found]
