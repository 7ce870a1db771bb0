"""Finding everything that belongs to one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg import sql

from regard.analytics.errors import RegardError
from regard.analytics.identity import anchor_of
from regard.foundation.lake.api import Lake
from regard.record.consents.api import ConsentRefused, Endpoint
from regard.record.privacy.naming import names_one_of
from regard.record.privacy.places import TablePlace


class PersonUnknown(RegardError):
    """Nobody here has this id or identifier."""

    code = "person_unknown"
    status = 404


@dataclass(frozen=True)
class Person:
    """One customer with every identifier they have now."""

    customer_id: str
    identifiers: tuple[tuple[str, str], ...]  # kind, value

    @property
    def anchors(self) -> tuple[str, ...]:
        """The fingerprints of the identifiers, under which rows are written."""
        return tuple(sorted({anchor_of(one) for one in self.identifiers}))


def find_person(*, customer_id: str | None = None, identifier: str | None = None) -> Person:
    """The person with a customer id, or with an identifier written kind:value. Raises PersonUnknown."""
    if identifier is not None:
        try:
            endpoint = Endpoint.read(identifier)
        except ConsentRefused as error:
            raise PersonUnknown(str(error).replace("An endpoint", "An identifier")) from error
        found = _rows(
            "select customer_id, is_shared from customers_identifier where anchor = %s",
            [anchor_of((endpoint.kind, endpoint.value))],
        )
        if not found:
            raise PersonUnknown(f"Nobody is known by {endpoint.kind} {endpoint.value[:80]!r}.")
        customer_id, is_shared = found[0]
        if is_shared:
            raise PersonUnknown(
                f"{endpoint.kind} {endpoint.value[:80]!r} is shared by several people. Name the person by another "
                "identifier or by their customer id."
            )
    wanted = (customer_id or "").replace("\x00", "")[:40]
    rows = _rows("select kind, value from customers_identifier where customer_id = %s order by kind, value", [wanted])
    if not rows:
        raise PersonUnknown(f"There is no customer {wanted!r}.")
    return Person(wanted, tuple((kind, value) for kind, value in rows))


def rows_of(*, person: Person, place: TablePlace, anchors: Iterable[str] = ()) -> list[dict[str, Any]]:
    """A person's rows of one table of the database."""
    own = _own_rows(person, place, anchors) if place.has_own else []
    if not place.texts:
        return own
    naming = [dict(zip(("id", *place.texts), row, strict=True)) for row in _naming(person, place)]
    keys = {row["id"] for row in own}
    return [*own, *(row for row in naming if row["id"] not in keys)]


def _own_rows(person: Person, place: TablePlace, anchors: Iterable[str]) -> list[dict[str, Any]]:
    clause, bound = clause_of(person=person, place=place, anchors=anchors)
    with connection.cursor() as cursor:
        query = sql.SQL("select * from {} where ").format(sql.Identifier(place.table)) + clause
        cursor.execute(query, bound)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _naming(person: Person, place: TablePlace) -> list[tuple[Any, ...]]:
    """Key and texts of the rows whose texts name a person."""
    columns = sql.SQL(", ").join(map(sql.Identifier, place.texts))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("select id, {} from {}").format(columns, sql.Identifier(place.table)))
        rows = cursor.fetchall()
    named = [any(names_one_of(raw=text or "", identifiers=person.identifiers) for text in row[1:]) for row in rows]
    return [row for row, is_naming in zip(rows, named, strict=True) if is_naming]


def _empty_texts(person: Person, place: TablePlace) -> int:
    keys = [row[0] for row in _naming(person, place)]
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns where table_name = %s and data_type like 'json%%'",
            [place.table],
        )
        documents = {name for (name,) in cursor.fetchall()}
        emptied = sql.SQL(", ").join(
            sql.SQL("{} = {}").format(sql.Identifier(column), sql.Literal("{}" if column in documents else ""))
            for column in place.texts
        )
        cursor.execute(
            sql.SQL("update {} set {} where id = any(%s)").format(sql.Identifier(place.table), emptied), [keys]
        )
    return len(keys)


def erase_rows(*, person: Person, place: TablePlace, anchors: Iterable[str] = ()) -> int:
    """Delete a person's rows of one table of the database, and empty texts of others' rows that name them."""
    gone = 0
    if place.has_own:
        clause, bound = clause_of(person=person, place=place, anchors=anchors)
        with connection.cursor() as cursor:
            query = sql.SQL("delete from {} where ").format(sql.Identifier(place.table)) + clause
            cursor.execute(query, bound)
            gone = int(cursor.rowcount)
    return gone + (_empty_texts(person, place) if place.texts else 0)


def clause_of(*, person: Person, place: TablePlace, anchors: Iterable[str] = ()) -> tuple[sql.Composable, list[Any]]:
    """The condition by which a person's rows of a table are found, with its bound values."""
    known = sorted({*person.anchors, *anchors})
    parts: list[sql.Composable] = []
    bound: list[Any] = []
    for column in place.customer:
        parts.append(sql.SQL("{} = %s").format(sql.Identifier(column)))
        bound.append(person.customer_id)
    for column in place.anchor:
        parts.append(sql.SQL("{} = any(%s)").format(sql.Identifier(column)))
        bound.append(known)
    if place.endpoint:
        kind, value = map(sql.Identifier, place.endpoint)
        parts.append(sql.SQL("({}, {}) in (select * from unnest(%s::text[], %s::text[]))").format(kind, value))
        bound += [[one[0] for one in person.identifiers], [one[1] for one in person.identifiers]]
    return sql.SQL(" or ").join(parts), bound


def count_interactions(*, lake: Lake, person: Person) -> int:
    """How many rows of the log are this person's."""
    found = lake.sql("select count(*) from interactions where customer_id = $1", [person.customer_id])
    return int(found.column(0)[0].as_py())


def _rows(query: str, bound: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, bound)
        return list(cursor.fetchall())
