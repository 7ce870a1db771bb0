"""What a journey map is: stages of steps in order, each with the interactions that are it, and what people note of them.

docs/reference/maps.md describes every member; `schema()` is the same for programs, as JSON Schema.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from regard.analytics.errors import RegardError
from regard.analytics.journeys.matching import JourneyError, Matcher
from regard.analytics.scope import Scope

MOST_STEPS = 60
MOST_STAGES = 20
MOST_EVIDENCE = 10
LONGEST_FILE = 1_000_000
SCHEMA_ID = "urn:regard:journey-map:1"


def _matcher(written: str) -> str:
    try:
        Matcher.read(written)
    except RegardError as error:
        raise ValueError(str(error)) from None
    return written


def _segment(written: str) -> str:
    try:
        Scope(segment=written)
    except RegardError as error:
        raise ValueError(str(error)) from None
    return written


Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]*$")
]
Owner = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120, pattern=r"^[^\x00-\x1f]*$")]
Notes = Annotated[str, StringConstraints(max_length=2_000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$")]
Written = Annotated[
    str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00]*$"), AfterValidator(_matcher)
]
Persona = Annotated[str, StringConstraints(max_length=255, pattern=r"^[^\x00]*$"), AfterValidator(_segment)]
InteractionId = Annotated[str, StringConstraints(pattern=r"^[\w:.-]{1,80}$")]


class _Strict(BaseModel):
    """Members nobody knows are refused; what was read is never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MapStep(_Strict):
    """One step: what it is called, which interactions are it (none: it cannot be seen), and what people note."""

    name: Name
    matches: Written | None = Field(
        None,
        description="Which interactions are this step, as `Order Completed`, `touchpoint:Cart` or several with ` & `.",
    )
    felt_by: Written | None = Field(
        None, description="Whose scores and words tell how it feels, where those are other interactions than the step."
    )
    is_optional: bool = Field(False, description="Whether a journey that passes it over still fits.")
    owner: Owner = ""
    notes: Notes = ""
    feeling: int | None = Field(None, ge=-2, le=2, description="What people believe it feels like, -2 to 2.")
    evidence: tuple[InteractionId, ...] = Field(
        (), max_length=MOST_EVIDENCE, description="Interactions that show it, by id; their words stay in the log."
    )


class MapStage(_Strict):
    """Steps that belong together."""

    name: Name
    notes: Notes = ""
    steps: tuple[MapStep, ...] = Field((), max_length=MOST_STEPS)


class JourneyMap(_Strict):
    """A map as it is kept and written to a file."""

    name: Name
    stages: tuple[MapStage, ...] = Field(min_length=1, max_length=MOST_STAGES)
    persona: Persona | None = Field(None, description="Whom it is about: trait:NAME=VALUE or segment:SLUG.")
    window_days: float = Field(90.0, gt=0, le=36_500, description="Within how many days the next step follows.")
    owner: Owner = ""
    notes: Notes = ""
    version: Literal[1] = Field(1, description="The version of this format.")

    @model_validator(mode="after")
    def _has_steps(self) -> Self:
        if not 1 <= len(self.steps) <= MOST_STEPS:
            raise ValueError(f"a journey map has 1 to {MOST_STEPS} steps, not {len(self.steps)}")
        return self

    @property
    def steps(self) -> tuple[MapStep, ...]:
        """All steps in order."""
        return tuple(step for stage in self.stages for step in stage.steps)

    def written(self) -> str:
        """The map as JSON, without what is as it would be anyway."""
        return self.model_dump_json(exclude_defaults=True, indent=2) + "\n"


def read_map(text: str | bytes) -> JourneyMap:
    """A map from JSON. Raises JourneyError, which says what is wrong and where.

    >>> read_map('{"name": "Buying", "stages": [{"name": "Choose", "steps": [{"name": "Looks"}]}]}').steps[0].name
    'Looks'
    """
    if len(text) > LONGEST_FILE:
        raise JourneyError(f"A journey map has {LONGEST_FILE // 1_000_000} MB at most.")
    try:
        return JourneyMap.model_validate_json(text)
    except ValidationError as error:
        raise JourneyError(f"This is not a journey map: {_sentence(error)} {_ADVICE}") from None


_ADVICE = "`regard maps schema` says what one is."


def schema() -> dict[str, Any]:
    """What a map is, as JSON Schema."""
    told = JourneyMap.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **told}


def _sentence(error: ValidationError) -> str:
    """What is wrong first, and where."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in first["loc"]).lstrip(".")
    if first["type"] == "extra_forbidden":
        said = "there is no such member"
    elif first["type"] == "missing":
        said = "it is missing"
    else:
        said = first["msg"].removeprefix("Value error, ").rstrip(".")
    others = error.error_count() - 1
    more = f" ({others} more {'fault' if others == 1 else 'faults'})" if others else ""
    return f"{f'`{place[:200]}`: ' if place else ''}{said}{more}."
