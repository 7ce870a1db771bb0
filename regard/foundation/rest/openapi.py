"""The API class: one name from the function to the client, and every error in the contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser

from regard.foundation.rest.problems import CONTENT_TYPE, Problem, add_problem_answers

POSSIBLE_PROBLEMS = {
    "400": "The request cannot be answered as asked.",
    "401": "Nobody is signed in and no valid API key was sent.",
    "403": "Whoever asks has not the right to it.",
    "404": "There is no such thing.",
    "409": "It does not go with what is there, or somebody else changed it meanwhile.",
    "422": "The request is not valid.",
    "429": "Too many requests.",
    "503": "It cannot be answered just now. Ask again in a while.",
}


class OnceEach(Parser):
    """Refuses a parameter that is given several times where one value is meant: the last would win in silence."""

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The parameters by name. Raises ValidationError."""
        repeated = [key for key in data if key not in list_fields and len(data.getlist(key)) > 1]
        if repeated:
            wrong = "is given several times, and takes one value"
            raise ValidationError([{"loc": ("query", key), "msg": wrong, "type": "repeated"} for key in repeated])
        return super().parse_querydict(data, list_fields, request)


class RegardAPI(NinjaAPI):
    """A NinjaAPI whose errors are problems and whose operations are named after functions."""

    def __init__(self, **options: Any) -> None:
        super().__init__(parser=OnceEach(), **options)
        add_problem_answers(self)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name the operation as the client calls it: `list_customers` is `listCustomers`."""
        return camel_case(operation.view_func)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the contract, with the problems every operation may answer."""
        schema = super().get_openapi_schema(**options)
        components = schema.setdefault("components", {}).setdefault("schemas", {})
        components["Problem"] = Problem.model_json_schema()
        for path in schema["paths"].values():
            for operation in path.values():
                _add_problems(operation)
        return schema


def camel_case(function: Callable[..., Any]) -> str:
    """Return a function's name in camel case."""
    first, *rest = function.__name__.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _add_problems(operation: dict[str, Any]) -> None:
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    for status, description in POSSIBLE_PROBLEMS.items():
        answers.setdefault(status, {"description": description, "content": content})
    operation["responses"] = answers
