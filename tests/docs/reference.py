"""Write docs/reference from the code: `make docs`. A test compares the two."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
CLIENT = FOLDER.parents[1] / "web" / "openapi.json"  # what the console's client is generated from
MADE = "<!-- Made from the code by `make docs`; edit the code instead. -->"


def pages() -> dict[str, str]:
    """Return the text of every page of the reference."""
    return {
        "commands.md": page("Commands", commands()),
        "rest.md": page("REST operations", operations()),
        "metrics.md": page("Metrics", metrics()),
        "interactions.md": page("Kinds of interaction", kinds()),
        "settings.md": page("Settings", settings()),
        "maps.md": page("Journey maps", maps()),
        "journey-map.schema.json": map_schema(),
    }


def page(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"# {title}", "", MADE, "", *lines]).rstrip() + "\n"


def table(heads: list[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""


def commands() -> Iterator[str]:
    import typer

    from regard.project.cli import build_app

    yield "Errors are one sentence on stderr. Exit code 2 means that the input was bad, 1 that"
    yield "something failed, 78 that a setting was refused."
    yield ""
    for name, command in every_command(typer.main.get_command(build_app()), "regard"):
        context = command.make_context(name, [], resilient_parsing=True, terminal_width=100, max_content_width=100)
        yield from [f"## {name}", "", "```", command.get_help(context).rstrip(), "```", ""]


def every_command(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
        return
    for word, child in inner.items():
        yield from every_command(child, f"{name} {word}")


def contract() -> dict[str, Any]:
    from regard.project.rest import assemble

    return dict(json.loads(json.dumps(assemble().get_openapi_schema(path_prefix="/api/"), default=str)))


def operations() -> Iterator[str]:
    yield "The same as `/api/openapi.json`, for reading. Sign in, or send `Authorization: Bearer regard_…`. Errors are"
    yield "problems after RFC 9457: `{type, title, status, detail, code}`."
    yield ""
    described = contract()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield from [f"## {operation['operationId']}", "", f"`{method.upper()} {path}`", ""]
            yield from [operation.get("description") or operation["summary"], ""]
            yield from parameters(operation.get("parameters", []))
            yield from answer(operation["responses"]["200"], described["components"]["schemas"])


def parameters(found: list[dict[str, Any]]) -> Iterator[str]:
    if found:
        rows = ([f"`{one['name']}`", kind_of(one["schema"]), one.get("description", "")] for one in found)
        yield from table(["parameter", "type", "meaning"], rows)


def answer(response: dict[str, Any], schemas: dict[str, Any]) -> Iterator[str]:
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    name = (schema.get("$ref") or schema.get("items", {}).get("$ref") or "").rpartition("/")[2]
    yield f"Answers {kind_of(schema)}:" if name else f"Answers {kind_of(schema)}."
    yield ""
    fields = schemas.get(name, {}).get("properties", {})
    if fields:
        rows = ([f"`{field}`", kind_of(one), one.get("description", "")] for field, one in fields.items())
        yield from table(["field", "type", "meaning"], rows)


def kind_of(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(kind_of(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema.get('items', {}))}"
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    return str(schema.get("format") or schema.get("type") or "anything")


def metrics() -> Iterator[str]:
    from regard.analytics.metrics.measure import CATALOGUE

    yield "Every metric comes with n, a 95 % interval and its change. Below its least n the value is shown with a warning."
    yield "[Tickets](tickets.md) says exactly what is counted of tickets; [coverage](../../benchmarks/coverage.md) measures"
    yield "how often the intervals hold the truth."
    yield ""
    yield "- *Any past moment*: `as_of` leaves out what happened later, `as_known` also what was received later."
    yield "- *A change* is tested with an interval of its own (of Zou and Donner), which takes into account who answered in both"
    yield "  periods. For means of answers it is split in two parts that add up to it: the same people feel different, and"
    yield "  different people answered; by a dimension, within its groups and between them (Kitagawa)."
    yield "- *Many groups* are each compared with all others, and corrected for their number (Benjamini and Hochberg), so that at"
    yield "  most one in twenty of those called different is so by chance. Groups with too few are shown and not compared."
    yield ""
    heads = ["metric", "name", "unit", "better", "least n", "what it is"]
    for family in dict.fromkeys(one.family for one in CATALOGUE.values()):
        yield from [f"## {family.capitalize()}", ""]
        chosen = [one for one in CATALOGUE.values() if one.family == family]
        rows = ([f"`{one.name}`", one.label, one.unit, one.direction, one.minimum_n, one.description] for one in chosen)
        yield from table(heads, rows)


def kinds() -> Iterator[str]:
    from regard.analytics.schema.vocabulary import KINDS

    yield "Names follow Segment's semantic events where they exist (origin *segment*); the rest are ours. Stage, touchpoint,"
    yield "channel and actor are where a kind belongs when an interaction does not say. A kind that is not listed is kept"
    yield "and counted like any other: its touchpoint is its own name and its stage is open."
    yield ""
    heads = ["kind", "stage", "touchpoint", "channel", "who acts", "origin", "properties it speaks with"]
    rows = (
        [
            f"**{kind.name}**" + (" (a failure)" if kind.is_failure else ""),
            kind.stage or "open",
            kind.touchpoint,
            kind.channel or "any",
            kind.actor,
            kind.origin,
            ", ".join(f"`{name}`" for name in kind.properties),
        ]
        for kind in KINDS
    )
    yield from table(heads, rows)


def settings() -> Iterator[str]:
    from regard.foundation.settings.api import MEANINGS

    yield "Everything is read from the environment; every default is safe."
    yield ""
    yield from table(["variable", "meaning"], ([f"`{name}`", meaning] for name, meaning in MEANINGS.items()))


def map_schema() -> str:
    from regard.analytics.journeys.map_definition import schema

    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def maps() -> Iterator[str]:
    from regard.analytics.journeys.map_definition import schema

    yield "A journey map is a JSON file. This page is made from [its schema](journey-map.schema.json), which `regard maps schema`"
    yield "prints, too; [the guide](../guides/maps.md) draws one. Members nobody knows are refused."
    yield ""
    told = schema()
    kinds = {"A map": told, "A stage": told["$defs"]["MapStage"], "A step": told["$defs"]["MapStep"]}
    for title, shape in kinds.items():
        yield from [f"## {title}", "", shape["description"], ""]
        rows = (
            [f"`{name}`", "yes" if name in shape.get("required", ()) else "", one.get("description", ""), limits(one)]
            for name, one in shape["properties"].items()
        )
        yield from table(["member", "needed", "what it is", "limits"], rows)


def limits(one: dict[str, Any]) -> str:
    said = {"maxLength": "at most {} characters", "maxItems": "at most {}", "minimum": "from {}", "maximum": "to {}"}
    given = [one, *one.get("anyOf", [])]
    return ", ".join(words.format(part[key]) for key, words in said.items() for part in given if key in part)


def write() -> None:
    """Write every page."""
    import django

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"REGARD_DATA": folder, "DJANGO_SETTINGS_MODULE": "regard.project.settings"}
        django.setup()
        for name, text in pages().items():
            (FOLDER / name).write_text(text, encoding="utf-8")
            print(f"docs/reference/{name}")
        CLIENT.write_text(json.dumps(contract(), indent=1) + "\n", encoding="utf-8")
        print("web/openapi.json")


if __name__ == "__main__":
    write()
