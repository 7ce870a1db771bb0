"""How fast is a survey answered while 200 people answer at once? `python -m benchmarks.surveys` writes surveys.md.

A whole installation is started. Each respondent has an invitation of their own: opens the page, thinks, sends the first
page, thinks, finishes; then somebody else comes. Afterwards so many who have the page open finish in one instant, a few
times over: nobody's answers come so, but nothing is worse. In the second run programs are killed meanwhile, at random and
at the places between keeping an answer and recording it, and whoever gets no answer sends again, as the page has it. In
the end the log is held against what was acknowledged.
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import aiohttp

from benchmarks.machine import described
from benchmarks.reliability.installation import Installation
from regard.foundation.lake.api import Lake

HERE = Path(__file__).parent
RESPONDENTS = 200
SECONDS = 40
THINKS = (1.0, 5.0)  # seconds between two steps of one person, drawn evenly
KILLED = ("web", "recorder", "web", "postgres", "web", "front")
FAILPOINTS = "surveys.after_response@60,surveys.after_intake@90"
NAMES = {"open": "open", "keep": "keep", "finish": "finish", "burst": f"finish, {RESPONDENTS} in one instant"}
BURSTS = 5  # times that all respondents finish in one instant
SECONDS_TO_RECORD = 90
SHORTEST = 15  # a run in which every program is killed


@dataclass
class Run:
    """What one run saw."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {"open": [], "keep": [], "finish": [], "burst": []})
    load: float = 0.0  # of the machine, before anybody came
    acknowledged: set[int] = field(default_factory=set)
    sent: set[int] = field(default_factory=set)
    repeated: int = 0
    refused: Counter[int] = field(default_factory=Counter)
    kills: int = 0


def main() -> None:
    """Measure and write what was measured; `prepare` is called by ourselves."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--prepare", type=Path, help="A data folder in which to publish the survey and invite people.")
    asked.add_argument("--people", type=int, default=4_000)
    asked.add_argument("--seconds", type=int, default=SECONDS)
    given = asked.parse_args()
    if given.prepare:
        return prepare(given.prepare, given.people)
    quiet, _ = measured(people=given.people, seconds=given.seconds, kills=False)
    killed, stored = measured(people=given.people, seconds=given.seconds, kills=True)
    text = written(quiet, killed, stored)
    (HERE / "surveys.md").write_text(text)
    print(text)
    return None


def measured(*, people: int, seconds: float, kills: bool) -> tuple[Run, Counter[int]]:
    """One run over an installation of its own; what the log holds of each respondent."""
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder))
        return answered(installation, people=people, respondents=RESPONDENTS, seconds=seconds, kills=kills)


def answered(
    installation: Installation,
    *,
    people: int,
    respondents: int,
    seconds: float,
    kills: bool,
    thinks: tuple[float, float] = THINKS,
) -> tuple[Run, Counter[int]]:
    """Have people answer, kill what shall be killed, and read what the log holds of each in the end."""
    try:
        installation.failpoints.write_text(FAILPOINTS if kills else "")
        installation.start()
        command = [
            sys.executable,
            "-m",
            "benchmarks.surveys",
            "--prepare",
            str(installation.data),
            "--people",
            str(people),
        ]
        paths = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1])
        run = asyncio.run(respond(installation, paths, respondents, seconds, thinks, kills))
        return run, recorded(installation, len(run.acknowledged))
    finally:
        installation.end()


def prepare(folder: Path, people: int) -> None:
    """Publish a survey and invite people; print the ways to it."""
    from regard.project.bootstrap import start_django

    start_django(folder, migrate=False)
    from regard.engage.surveys.api import create_survey, invite_people, publish_survey

    score = {"type": "rating", "name": "recommend", "rateMin": 0, "rateMax": 10, "isRequired": True}
    choices = [{"type": "radiogroup", "name": f"choice{at}", "choices": ["a", "b", "c"]} for at in range(6)]
    first = {"name": "one", "elements": [score | {"regard": {"metric": "nps"}}, *choices]}
    words = {"type": "comment", "name": "why", "visibleIf": "{recommend} < 11", "isRequired": True}
    more = [{"type": "checkbox", "name": f"several{at}", "choices": ["a", "b", "c"]} for at in range(4)]
    survey_id = create_survey(
        name="Benchmark", definition={"pages": [first, {"name": "two", "elements": [words, *more]}]}
    )
    publish_survey(survey_id=survey_id)
    made = []
    for start in range(0, people, 1_000):
        asked = [("user_id", f"u{number}") for number in range(start, min(start + 1_000, people))]
        made += [one.path for one in invite_people(survey_id=survey_id, people=asked)]
    print(json.dumps(made))


async def respond(
    installation: Installation,
    paths: list[str],
    respondents: int,
    seconds: float,
    thinks: tuple[float, float],
    kills: bool,
) -> Run:
    """Keep so many people answering for so long; who has begun may finish."""
    run, dice = Run(load=os.getloadavg()[0]), random.Random(1)
    coming = iter(enumerate(paths))
    end = time.monotonic() + seconds
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(
        installation.url, connector=connector, timeout=aiohttp.ClientTimeout(60)
    ) as session:

        async def people() -> None:
            await asyncio.sleep(dice.uniform(0, thinks[1]))
            while time.monotonic() < end and (one := next(coming, None)):
                await answer(session, run, *one, dice, thinks)

        killing = asyncio.create_task(kill(installation, run, seconds)) if kills else None
        await asyncio.gather(*(people() for _ in range(respondents)))
        if killing:
            await killing
        else:
            for _ in range(BURSTS):
                await burst(session, run, list(islice(coming, respondents)))
    return run


async def burst(session: aiohttp.ClientSession, run: Run, people: list[tuple[int, str]]) -> None:
    """So many who have answered the first page finish at once."""
    for number, path in people:
        await step(session, Run(), "keep", f"{path}/keep", {"token": token_of(number), "answers": said(number)})
    run.sent.update(number for number, _ in people)
    answers = [{"token": token_of(number), "answers": whole(number)} for number, _ in people]
    paths = [f"{path}/finish" for _, path in people]
    found = await asyncio.gather(
        *(step(session, run, "burst", path, body) for path, body in zip(paths, answers, strict=True))
    )
    run.acknowledged.update(number for (number, _), status in zip(people, found, strict=True) if status == 200)


def token_of(number: int) -> str:
    """The secret of one respondent's page."""
    return f"token-of-respondent-{number:010}"


def said(number: int) -> dict[str, object]:
    """What one answers on the first page."""
    return {"recommend": number % 11, **{f"choice{at}": "b" for at in range(6)}}


def whole(number: int) -> dict[str, object]:
    """What one answers on both pages."""
    return said(number) | {"why": f"answer {number}", "several0": ["a", "c"]}


async def answer(
    session: aiohttp.ClientSession, run: Run, number: int, path: str, dice: random.Random, thinks: tuple[float, float]
) -> None:
    """One person's visit. What gets no answer is sent again, until there is one."""
    token, given = token_of(number), said(number)
    await step(session, run, "open", path, None)
    await asyncio.sleep(dice.uniform(*thinks))
    await step(session, run, "keep", f"{path}/keep", {"token": token, "answers": given, "page": "two"})
    await asyncio.sleep(dice.uniform(*thinks))
    run.sent.add(number)
    if await step(session, run, "finish", f"{path}/finish", {"token": token, "answers": whole(number)}) == 200:
        run.acknowledged.add(number)


async def step(session: aiohttp.ClientSession, run: Run, verb: str, path: str, body: object) -> int:
    """One request, again and again until the server decided about it."""
    for _ in range(200):
        began = time.perf_counter()
        try:
            async with session.request("GET" if body is None else "POST", path, json=body) as answered_:
                await answered_.read()
                if answered_.status < 500:
                    run.seconds[verb].append(time.perf_counter() - began)
                    run.refused[answered_.status] += answered_.status >= 400
                    return answered_.status
        except (aiohttp.ClientError, TimeoutError, ConnectionError):
            pass
        run.repeated += 1
        await asyncio.sleep(0.3)
    raise RuntimeError(f"{path} was not answered for a minute.")


async def kill(installation: Installation, run: Run, seconds: float) -> None:
    """Kill one program after the other while people answer."""
    programs = KILLED if seconds >= SHORTEST else KILLED[:2]
    for program in programs:
        await asyncio.sleep(seconds / (len(programs) + 1))
        run.kills += await asyncio.to_thread(installation.kill, program)


def recorded(installation: Installation, count: int) -> Counter[int]:
    """How often the log holds each respondent's text, once all that were acknowledged are there."""
    deadline = time.monotonic() + SECONDS_TO_RECORD
    while True:
        rows = Lake.open(installation.data).sql(
            "select text from interactions where kind = 'Survey Answered' and text is not null"
        )
        found = Counter(int(text.rpartition(" ")[2]) for text in rows["text"].to_pylist())
        if len(found) >= count or time.monotonic() > deadline:
            return found
        time.sleep(0.5)


def written(quiet: Run, killed: Run, stored: Counter[int]) -> str:
    """The page of figures."""
    rows = "\n".join(
        f"| {NAMES[verb]} | {len(times):,} | {at(times, 0.5):.0f} | {at(times, 0.95):.0f} | {at(times, 0.99):.0f} |"
        for verb, times in quiet.seconds.items()
    )
    lost = len(killed.acknowledged - stored.keys())
    twice = sum(times > 1 for times in stored.values())
    return f"""# Surveys under load

`python -m benchmarks.surveys`: {RESPONDENTS} people at once, each thinking {THINKS[0]:g} to {THINKS[1]:g} s between two steps, over one
installation (front, web server, recorder, reader, database) on the same machine as the respondents. Goal: finishing takes
200 ms or less in 99 of 100 cases, nothing that was acknowledged is lost under `kill -9`, and no answer is there twice.
The last line is {RESPONDENTS} people who press the button in the same instant, {BURSTS} times: {RESPONDENTS} times what one answer costs.

| step | times | median ms | 95 % ms | 99 % ms |
|---|---|---|---|---|
{rows}

With programs killed meanwhile ({killed.kills} at random among web server, recorder, database and front, and the web server's
workers each time they passed `{FAILPOINTS.replace(",", "` or `")}`): {len(killed.acknowledged):,} responses acknowledged,
{killed.repeated:,} requests sent again, **{lost} lost, {twice} twice**.

{described()} The load of the machine was {quiet.load:.1f} before the first run and {killed.load:.1f} before the second.
"""


def at(times: list[float], part: float) -> float:
    """A quantile in milliseconds."""
    ordered = sorted(times)
    return 1_000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")


if __name__ == "__main__":
    main()
