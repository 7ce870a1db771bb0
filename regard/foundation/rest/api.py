"""The door: the API class, the strict schema, the scope, and problems after RFC 9457."""

from regard.foundation.rest.openapi import RegardAPI
from regard.foundation.rest.problems import Problem, answer_problem
from regard.foundation.rest.schemas import Day, NumbersOut, Schema
from regard.foundation.rest.scope import ScopeQuery, lake, who

__all__ = ["Day", "NumbersOut", "Problem", "RegardAPI", "Schema", "ScopeQuery", "answer_problem", "lake", "who"]
