"""Surveys and answers made by chance: every type of question, conditions on one another, triggers, calculated values."""

from random import Random
from typing import Any

CHOICES = ["red", "green", "blue", 4]
TEXTS = ["", "red", "Red ", "7", "007", "3.5", "1,5", "true", "long words", "2026-03-01", "a@example.com", "x-1"]
NUMBERS = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 2.5, -1]
NAMES = [f"q{number}" for number in range(8)]


def definition_of(rng: Random) -> dict[str, Any]:
    """A survey of up to eight questions on two pages, some of them in a panel."""
    elements = [_question(rng, name, _KINDS) for name in NAMES[:7]] + [_question(rng, NAMES[7], ["multipletext"])]
    panel = {"type": "panel", "name": "panel1", "elements": elements[4:6], **_conditions(rng)}
    second: list[dict[str, Any]] = [panel, *elements[6:]]
    made: dict[str, Any] = {
        "pages": [{"name": "one", "elements": elements[:4]}, {"name": "two", "elements": second, **_conditions(rng)}],
        "calculatedValues": [
            {"name": "c1", "expression": value_expression(rng), "includeIntoResult": rng.random() < 0.5},
            {"name": "c2", "expression": f"{{c1}} + {rng.choice(['1', '{q0}', 'sum({q1}, 2)'])}"},
        ],
        "triggers": [_trigger(rng) for _ in range(rng.randint(0, 2))],
    }
    if rng.random() < 0.2:
        made["clearInvisibleValues"] = "none"
    return made


def _trigger(rng: Random) -> dict[str, Any]:
    # What is set is a text that no other trigger looks at: two triggers that answer each other have no one outcome.
    condition = condition_of(rng, NAMES[:6])
    kind = rng.choice(["setvalue", "copyvalue", "runexpression"])
    if kind == "setvalue":
        return {"type": kind, "expression": condition, "setToName": "extra1", "setValue": rng.choice(["set", 3])}
    if kind == "copyvalue":
        return {"type": kind, "expression": condition, "setToName": "extra2", "fromName": rng.choice(NAMES[:6])}
    return {"type": kind, "expression": condition, "setToName": "extra3", "runExpression": value_expression(rng)}


def _question(rng: Random, name: str, kinds: list[str]) -> dict[str, Any]:
    kind = rng.choice(kinds)
    made = {"type": kind, "name": name, **_MADE[kind](rng), **_conditions(rng)}
    if rng.random() < 0.4:
        made["isRequired"] = True
    if rng.random() < 0.1:
        made["readOnly"] = True
    if rng.random() < 0.2 and kind in ("text", "comment", "radiogroup"):
        made["validators"] = [{"type": "expression", "expression": condition_of(rng)}]
    return made


def _conditions(rng: Random) -> dict[str, Any]:
    made = {}
    for name, often in (("visibleIf", 0.4), ("enableIf", 0.1), ("requiredIf", 0.15)):
        if rng.random() < often:
            made[name] = condition_of(rng)
    return made


def _text(rng: Random) -> dict[str, Any]:
    kind = rng.choice(["text", "number", "email", "date"])
    made: dict[str, Any] = {"inputType": kind}
    if kind == "number" and rng.random() < 0.5:
        made |= {"min": 1, "max": 5}
    if kind == "date" and rng.random() < 0.5:
        made |= {"min": "2026-01-01", "max": "2026-06-30"}
    rules: dict[str, list[dict[str, Any]]] = {
        "text": [{"type": "text", "minLength": 2, "maxLength": 5}, {"type": "regex", "regex": "^[a-z]+$"}],
        "number": [{"type": "numeric", "minValue": 2, "maxValue": 6}],
        "email": [{"type": "email"}],
        "date": [],
    }
    validators = rules[kind]
    if validators and rng.random() < 0.5:
        made["validators"] = [rng.choice(validators)]
    return made


def _several(rng: Random) -> dict[str, Any]:
    made: dict[str, Any] = {"choices": CHOICES}
    if rng.random() < 0.3:
        made["validators"] = [{"type": "answercount", "minCount": 2, "maxCount": 3}]
    return made


_MADE: dict[str, Any] = {
    "text": _text,
    "comment": lambda rng: {},
    "radiogroup": lambda rng: {"choices": CHOICES},
    "dropdown": lambda rng: {"choices": CHOICES},
    "checkbox": _several,
    "tagbox": _several,
    "rating": lambda rng: {"rateMin": 0, "rateMax": 10},
    "boolean": lambda rng: {},
    "ranking": lambda rng: {"choices": CHOICES},
    "matrix": lambda rng: {"rows": ["a", "b"], "columns": [1, 2, 3], "eachRowRequired": rng.random() < 0.3},
    "multipletext": lambda rng: {"items": [{"name": "x", "isRequired": rng.random() < 0.3}, {"name": "y"}]},
}


# What {name} is while several lines are empty, nothing or null, SurveyJS does not say the same way everywhere: conditions
# speak of the one multipletext by its lines alone.
_KINDS = [kind for kind in _MADE if kind != "multipletext"]


def steps_of(rng: Random, definition: dict[str, Any]) -> list[tuple[str, Any]]:
    """Answers in the order in which they are given, some given twice."""
    questions = [
        inner
        for page in definition["pages"]
        for element in page["elements"]
        for inner in (element["elements"] if element["type"] == "panel" else [element])
    ]
    return [(one["name"], answer_to(rng, one)) for one in rng.choices(questions, k=rng.randint(2, 12))]


def answer_to(rng: Random, question: dict[str, Any]) -> Any:  # noqa: PLR0911
    """An answer of a question's own kind, right or wrong."""
    match question["type"]:
        case "text":
            return _line(rng, question["inputType"])
        case "comment":
            return rng.choice(TEXTS[1:])
        case "radiogroup" | "dropdown":
            return rng.choice(CHOICES)
        case "checkbox" | "tagbox":
            return rng.sample(CHOICES, rng.randint(1, 4))
        case "rating":
            return rng.randint(0, 10)
        case "boolean":
            return rng.random() < 0.5
        case "ranking":
            return rng.sample(CHOICES, 4)
        case "matrix":
            return {row: rng.choice([1, 2, 3]) for row in rng.sample(["a", "b"], rng.randint(1, 2))}
        case _:
            return {name: rng.choice(TEXTS[1:]) for name in rng.sample(["x", "y"], rng.randint(1, 2))}


def _line(rng: Random, kind: str) -> Any:
    if kind == "number":
        return rng.choice(NUMBERS)
    if kind == "date":
        return rng.choice(["2025-12-31", "2026-01-01", "2026-03-01", "2026-07-01"])
    if kind == "email":
        return rng.choice(["a@example.com", "a@b", "nobody", '"a b"@example.com', "a@example.c"])
    return rng.choice(TEXTS[1:])


def condition_of(rng: Random, names: list[str] = NAMES[:7], depth: int = 0) -> str:
    """A condition over names."""
    if depth < 2 and rng.random() < 0.35:
        left, right = condition_of(rng, names, depth + 1), condition_of(rng, names, depth + 1)
        return f"({left} {rng.choice(['and', 'or', '&&', '||'])} {right})"
    name = "{" + rng.choice(names) + "}"
    if rng.random() < 0.2:
        return f"{name} {rng.choice(['empty', 'notempty'])}"
    if rng.random() < 0.1:
        return f"!({name} = {_literal(rng)})"
    return f"{name} {rng.choice(_OPERATORS)} {_operand(rng, names)}"


_OPERATORS = ["=", "<>", "!=", ">", "<", ">=", "<=", "contains", "notcontains", "anyof", "allof", "noneof", "=="]


def _operand(rng: Random, names: list[str]) -> str:
    if rng.random() < 0.2:
        return f"[{_literal(rng)}, {_literal(rng)}]"
    return "{" + rng.choice(names) + "}" if rng.random() < 0.15 else _literal(rng)


def _literal(rng: Random) -> str:
    return rng.choice(
        ["1", "3", "5", "2.5", "'red'", "'RED'", "'7'", "red", "true", "false", "''", "'2026-03-01'", "'green'", "0"]
    )


def value_expression(rng: Random) -> str:
    """An expression that comes to a value."""
    one, other = ("{" + rng.choice(NAMES[:7]) + "}" for _ in range(2))
    return rng.choice(
        [
            f"iif({condition_of(rng)}, 'yes', 'no')",
            f"{one} + 2",
            f"{one} + {other}",
            f"{one} * 2 - 1",
            f"sum({one}, {other}, 1)",
            f"avg({one}, 4)",
            f"count({one}, {other})",
            f"max({one}, 3)",
            f"min({one}, 3)",
            f"round({one} / 3, 2)",
            one.replace("}", ".length}"),
            "{q4.a} + 1",
            "{q7.x} + 1",
            f"{one} % 3",
            "2 ^ 3 + 1",
            "1 + 2 * 3 > 6 and 0.1 + 0.2 = 0.3",
            f"iif({one} contains '-0', dateDiff({one}, '2026-05-20', 'months'), 0)",
            f"age('2000-02-29') > 20 and {one} notempty",
            "year('2026-03-01') + month('2026-03-01')",
            f"substring({one}, 1, 3)",
        ]
    )
