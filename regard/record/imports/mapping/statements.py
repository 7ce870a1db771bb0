"""Each interaction of a mapping as one SQL query over the rows of its table."""

from dataclasses import dataclass
from typing import Any

import msgspec

from regard.analytics.schema.interactions import IDENTIFIER_KINDS
from regard.record.imports.mapping.language import Condition, Interaction, Value
from regard.record.imports.mapping.literals import as_object, joined_reasons, quoted
from regard.record.imports.mapping.nearest import suggestion
from regard.record.imports.mapping.scope import Scope, as_list, filled
from regard.record.imports.mapping.values import Values

_ROUNDED = r"[0-9](\.[0-9]+)?[eE]\+[0-9]+"
_LONGEST_KEY = 100  # a longer one becomes its fingerprint, since a message id has its limit
COLUMNS = ("kind", "time", *IDENTIFIER_KINDS, "channel", "stage", "touchpoint", "properties")


@dataclass(frozen=True)
class Statement:
    """One query: rows of `entry` to kind, time, identifiers, place, properties, message_id and reason."""

    sql: str


def compile_interaction(*, values: Values, interaction: Interaction, number: int) -> list[Statement]:
    """The queries of one interaction: one for each entry of its `repeat`, and one more for traits."""
    scope = values.scope
    statements = []
    for variables in interaction.repeat or [{}]:
        scope.place = f"interaction {number}"
        one = _with_variables(interaction, variables, scope)
        suffix = [next(iter(variables.values()))] if variables else []
        statements.append(_statement(values, one, suffix))
        if one.traits:
            statements.append(_statement(values, _profile(one), [*suffix, "traits"]))
    return statements


def _with_variables(interaction: Interaction, variables: dict[str, str], scope: Scope) -> Interaction:
    if not variables:
        return interaction
    tree = msgspec.to_builtins(interaction)
    del tree["repeat"]
    return msgspec.convert(_fill(tree, variables, scope), Interaction)


def _fill(tree: Any, variables: dict[str, str], scope: Scope) -> Any:
    if isinstance(tree, str):
        return filled(tree, variables, scope)
    if isinstance(tree, list):
        return [_fill(branch, variables, scope) for branch in tree]
    if isinstance(tree, dict):
        return {name: _fill(branch, variables, scope) for name, branch in tree.items()}
    return tree


def _profile(interaction: Interaction) -> Interaction:
    return msgspec.structs.replace(
        interaction,
        kind="Profile Updated",
        properties=interaction.traits,
        traits={},
        channel=None,
        stage=None,
        touchpoint=None,
    )


def _statement(values: Values, interaction: Interaction, suffix: list[str]) -> Statement:
    made: dict[str, str] = {}
    reasons: list[str] = []

    def keep(name: str, sql_and_reasons: tuple[str, list[str]]) -> None:
        made[name] = sql_and_reasons[0]
        reasons.extend(sql_and_reasons[1])

    keep("kind", values.place(interaction.kind))
    keep("time", values.moment(interaction.time))
    for name, person in _persons(values.scope, interaction).items():
        text, wrong = values.text(person) if person is not None else ("NULL::VARCHAR", [])
        keep(name, (f"trim({text})", wrong if person is None else [*wrong, _rounded(_said(person, name), text)]))
    reasons.append(_nobody(values.scope, interaction, made))
    for name in ("channel", "stage", "touchpoint"):
        keep(name, values.place(getattr(interaction, name)))
    keep("properties", _properties(values, interaction))
    keep("message_id", _message_id(values.scope, interaction, made, suffix))
    columns = ", ".join(f"{sql} AS {name}" for name, sql in made.items())
    where = _where(values.scope, interaction.when)
    return Statement(f"SELECT line, place, {columns}, {joined_reasons(reasons)} AS reason FROM entry {where}")


def _persons(scope: Scope, interaction: Interaction) -> dict[str, str | Value | None]:
    for kind in interaction.person:
        if kind not in IDENTIFIER_KINDS:
            near = suggestion(kind, IDENTIFIER_KINDS) or f"; it may have {', '.join(IDENTIFIER_KINDS)}."
            raise scope.wrong(f"has `{kind}` in `person`, which is no kind of identifier{near}")
    if not interaction.person:
        raise scope.wrong("says of nobody: `person` needs at least one identifier.")
    return {kind: interaction.person.get(kind) for kind in IDENTIFIER_KINDS}


def _rounded(said: str, text: str) -> str:
    """A reason where an identifier was made a number, and that number rounded, by a spreadsheet."""
    ending = quoted("”: a spreadsheet rounded it, so that it no longer tells one from another.")
    return f"CASE WHEN regexp_full_match(trim({text}), '{_ROUNDED}') THEN {quoted(f'`{said}` is “')} || {text} || {ending} END"


def _said(value: str | Value, otherwise: str) -> str:
    return value if isinstance(value, str) else value.column or otherwise


def _nobody(scope: Scope, interaction: Interaction, made: dict[str, str]) -> str:
    present = ", ".join(made[kind] for kind in IDENTIFIER_KINDS)
    return (
        f"CASE WHEN coalesce({present}) IS NULL THEN 'The row belongs to nobody: ' || {quoted(_named(interaction))} END"
    )


def _named(interaction: Interaction) -> str:
    names = [
        person if isinstance(person, str) else person.column or kind for kind, person in interaction.person.items()
    ]
    said = " and ".join(f"`{name}`" for name in names)
    return f"{said} {'is' if len(names) == 1 else 'are'} empty."


def _properties(values: Values, interaction: Interaction) -> tuple[str, list[str]]:
    members, reasons = [], []
    for name, value in interaction.properties.items():
        fragment, wrong = values.fragment(value)
        members.append((name, fragment))
        reasons += wrong
    return as_object(members), reasons


def _message_id(
    scope: Scope, interaction: Interaction, made: dict[str, str], suffix: list[str]
) -> tuple[str, list[str]]:
    names = as_list(interaction.message_id)
    ending = "".join(f" || {quoted(':' + part)}" for part in suffix)
    if not names:
        content = ", ".join(f"coalesce(({made[name]})::VARCHAR, '')" for name in COLUMNS)
        return f"'content:' || md5(concat_ws(chr(31), {content})){ending}", []
    parts = ["line::VARCHAR" if name == "$line" else f"trim({scope.column(name)})" for name in names]
    rounded = [_rounded(name, part) for name, part in zip(names, parts, strict=True)]
    safe = [f"replace(replace(coalesce({part}, ''), '\\', '\\\\'), ':', '\\:')" for part in parts]
    said = " and ".join(f"`{name}`" for name in names)
    reason = f"{said} would make the message id, and {'is' if len(names) == 1 else 'are'} empty."
    empty = f"CASE WHEN coalesce({', '.join(parts)}) IS NULL THEN {quoted(reason)} END"
    key = f"concat_ws(':', {', '.join(safe)})"
    short = f"CASE WHEN length({key}) > {_LONGEST_KEY} THEN md5({key}) ELSE {key} END"
    return f"concat_ws(':', {made['kind']}, {short}){ending}", [empty, *rounded]


def _where(scope: Scope, conditions: list[Condition]) -> str:
    tests = [_test(scope, condition) for condition in conditions]
    return f"WHERE {' AND '.join(tests)}" if tests else ""


def _test(scope: Scope, condition: Condition) -> str:
    text = scope.column(condition.column)
    if condition.is_in is not None:
        return f"coalesce({_among(text, condition.is_in)}, false)"
    if condition.not_in is not None:
        return f"NOT coalesce({_among(text, condition.not_in)}, true)"
    return f"{text} IS NULL" if condition.is_empty else f"{text} IS NOT NULL"


def _among(text: str, listed: list[str | int | float]) -> str:
    if not listed:
        return "false"
    return f"trim({text}) IN ({', '.join(quoted(str(value)) for value in listed)})"
