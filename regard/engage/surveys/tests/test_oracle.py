"""SurveyJS itself is the oracle: what it says of surveys made by chance, our engine says in Python and in the browser."""

import json
import math
import subprocess
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from regard.engage.surveys.logic.checks import wrongs_of
from regard.engage.surveys.logic.evaluating import evaluate
from regard.engage.surveys.logic.form import Form
from regard.engage.surveys.logic.questions import plan_of
from regard.engage.surveys.tests.generating import condition_of, definition_of, steps_of, value_expression
from tests.needs import ROOT, need

SURVEYS = 80
LOOKED_AT = ("visible", "open", "required", "wrong", "expressions", "values", "result")


def cases() -> list[dict[str, Any]]:
    made = []
    for seed in range(SURVEYS):
        rng = Random(seed)
        definition = definition_of(rng)
        expressions = [condition_of(rng) for _ in range(6)] + [value_expression(rng) for _ in range(4)]
        made.append({"definition": definition, "steps": steps_of(rng, definition), "expressions": expressions})
    return made


def by_python(case: dict[str, Any]) -> dict[str, Any]:
    form = Form(plan_of(case["definition"]), datetime.now())  # noqa: DTZ005  # the wall clock, as a browser's
    form.begin()
    for name, value in case["steps"]:
        form.answer(name, value)
    shown = [one for one in form.plan.questions if one.kind != "html" and form.is_visible(one)]
    return {
        "values": form.answers,
        "visible": [one.name for one in shown],
        "open": [one.name for one in shown if form.is_open(one)],
        "required": [one.name for one in shown if form.is_required(one.element)],
        "wrong": [one.name for one in shown if wrongs_of(form, one)],
        "expressions": [plain(evaluate(one, form)) for one in case["expressions"]],
        "result": form.result(),
    }


def plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    need(ROOT / "web" / "node_modules" / "survey-core", ".ci/console dev installs it.")
    folder = tmp_path_factory.mktemp("oracle")
    asked, told = folder / "cases.json", folder / "answers.json"
    made = cases()
    asked.write_text(json.dumps(made))
    script = ROOT / "web" / "survey" / "tests" / "oracle.mjs"
    done = subprocess.run(
        ["node", str(script), str(asked), str(told)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT / "web",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return list(zip(made, json.loads(Path(told).read_text()), strict=True))


@pytest.mark.parametrize("part", LOOKED_AT)
def test_engine__of_surveys_made_by_chance__says_what_surveyjs_says(answered: Any, part: str) -> None:
    wrong = []
    compared = [(case, told) for case, told in answered if told["surveyjs"] is not None]
    assert len(compared) > 0.97 * len(answered)
    for case, told in compared:
        expected = told["surveyjs"][part]
        for who, found in (("browser", told["browser"][part]), ("python", by_python(case)[part])):
            if found != expected:
                wrong.append((who, expected, found, case))
    assert not wrong, f"{len(wrong)} of {2 * len(answered)}: {wrong[0]}"
