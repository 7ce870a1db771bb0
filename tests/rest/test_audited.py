"""Whoever looks at somebody through the API is in the audit log, whatever operation is added next."""

from collections.abc import Iterator
from typing import Any

import pytest

from regard.project.rest import IMPERSONAL
from tests.docs.reference import contract

# Fields by which an answer is about a person. An operation whose answer holds one must be noted.
PERSONAL = {"customer_id", "identifiers", "traits", "email", "phone", "raw", "text", "quote", "member", "endpoint"}
PERSONAL |= {"customer", "name_of_customer"}
STAFF = {"getSession": {"email"}, "getImprovement": {"text"}}  # the reader's own name; what staff noted down
STAFF |= {"postUnnamedNote": {"text"}}


def fields_of(schema: Any, schemas: dict[str, Any], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    if isinstance(schema, list):
        for one in schema:
            yield from fields_of(one, schemas, seen)
    if not isinstance(schema, dict):
        return
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    if name and name not in seen:
        yield from fields_of(schemas[name], schemas, seen | {name})
    yield from schema.get("properties", {})
    for inner in schema.values():
        yield from fields_of(inner, schemas, seen)


def operations() -> dict[str, set[str]]:
    described = contract()
    schemas = described["components"]["schemas"]
    return {
        operation["operationId"]: {
            field
            for status, answer in operation["responses"].items()
            if status.startswith("2")
            for field in fields_of(answer.get("content", {}), schemas)
        }
        for path in described["paths"].values()
        for operation in path.values()
    }


QUESTIONS = {"fillOneMap", "checkSurvey"}  # sent by POST because they are too long for an address; they change nothing

UNNAMED = {"postUnnamedNote"}  # who wrote it is promised to be nobody's to know, the audit log's included


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def test_operations__that_show_a_person__are_noted() -> None:
    found = operations()
    wrong = {
        name: shown
        for name in map(camel, IMPERSONAL)
        if (shown := found.get(name, set()) & PERSONAL - STAFF.get(name, set()))
    }
    assert wrong == {}
    assert "customer_id" in found["getOneCustomer"]


def test_operations__listed_as_showing_nobody__exist() -> None:
    assert {camel(name) for name in IMPERSONAL} - operations().keys() == set()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_operations__that_change_something__are_all_noted(method: str) -> None:
    changing = {op[method]["operationId"] for op in contract()["paths"].values() if method in op}
    assert changing & set(map(camel, IMPERSONAL)) - QUESTIONS - UNNAMED == set()
