"""The door: the API class, the strict schema, and problems after RFC 9457."""

from regard.foundation.rest.openapi import RegardAPI
from regard.foundation.rest.problems import Problem, answer_problem
from regard.foundation.rest.schemas import Schema

__all__ = ["Problem", "RegardAPI", "Schema", "answer_problem"]
