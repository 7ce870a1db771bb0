"""Whatever is sent: no fault of ours, no long wait, and each event ends in the log, as a duplicate or among the rejected."""

import json
import time
from collections import Counter, defaultdict
from typing import Any

import psycopg
import pytest

from benchmarks.reliability.installation import Installation
from regard.foundation.lake.api import Lake
from tests.reliability.asking import Answer, ask, request_of
from tests.reliability.bodies import Malformed, list_cases

SECONDS = 1.0
TRIES = 5
CASES = list_cases()
SUMS = ("received", "stored", "duplicates", "rejected")


def send(installation: Installation, key: str, case: Malformed) -> list[Answer]:
    """All answers to one request, the quickest last: on a busy machine a slow answer is no slow request."""
    raw = request_of(path=case.path, headers=[("authorization", f"Bearer {key}"), *case.headers], body=case.body)
    answers = [ask(port=installation.port, raw=raw)]
    while answers[-1].seconds > SECONDS and len(answers) < TRIES:
        answers.append(ask(port=installation.port, raw=raw))
    return answers


def sums(installation: Installation) -> dict[str, int]:
    """What the server counted of all sources and days."""
    asked = ", ".join(f"coalesce(sum({name}), 0)::bigint" for name in SUMS)
    with psycopg.connect(installation.cluster.url) as connection:
        found = connection.execute(f"select {asked} from sources_day".encode()).fetchone()
    assert found is not None
    return dict(zip(SUMS, found, strict=True))


def await_empty_intake(installation: Installation) -> None:
    for _ in range(600):
        with psycopg.connect(installation.cluster.url) as connection:
            found = connection.execute(
                "select (select count(*) from collection_intake) + (select count(*) from collection_batch where is_open)"
            ).fetchone()
        if found == (0,):
            return
        time.sleep(0.1)
    pytest.fail("The recorder did not get through the intake: " + installation.log.read_text()[-2_000:])


def kept_by_request(installation: Installation) -> dict[str, list[dict[str, Any]]]:
    """Rejected rows by the request they came with."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in Lake.open(installation.data).delta("rejected").to_pyarrow_table().to_pylist():
        found[row["origin"].partition(" ")[2]].append(row)
    return found


@pytest.fixture(scope="module")
def answers(installation: Installation, key: str) -> dict[str, list[Answer]]:
    assert len(CASES) >= 400
    found = {case.name: send(installation, key, case) for case in CASES}
    await_empty_intake(installation)
    return found


Answers = dict[str, list[Answer]]


def test_malformed_requests__all_of_them__are_answered_200_or_400_and_soon(answers: Answers) -> None:
    statuses = Counter(answer.status for several in answers.values() for answer in several)
    strange = {name: several[0] for name, several in answers.items() if several[0].status not in (200, 400)}
    assert strange == {}
    assert set(statuses) == {200, 400}
    assert statuses[400] > 100
    assert {name: several[-1].seconds for name, several in answers.items() if several[-1].seconds > SECONDS} == {}


def test_malformed_requests__what_the_sender_was_told__is_what_the_recorder_did(
    installation: Installation, answers: Answers
) -> None:
    kept = kept_by_request(installation)
    wrong = {}
    for case in CASES:
        for answer in answers[case.name]:
            rows = kept[answer.headers["x-request-id"]]
            did = {row["line"]: row["reason"] for row in rows}
            are_raw = all(row["raw"] for row in rows if case.body and row["reason"] != "The body is empty.")
            if did != refusals_of(answer) or not are_raw:
                wrong[case.name] = (refusals_of(answer), did)
    assert wrong == {}


def refusals_of(answer: Answer) -> dict[int, str]:
    """Reasons by line, as the sender was told them."""
    told = answer.told()
    if answer.status == 400:
        return {1: told["message"]}
    return {one["index"] + 1: one["reason"] for one in told["rejected"]}


def test_malformed_requests__event_by_event__end_in_the_log_as_duplicates_or_rejected(
    installation: Installation, answers: Answers
) -> None:
    given = [answer for several in answers.values() for answer in several]
    told = [answer.told() for answer in given if answer.status == 200]
    rejected = sum(len(one["rejected"]) for one in told) + sum(answer.status == 400 for answer in given)
    stored, duplicates = (sum(one[name] for one in told) for name in ("accepted", "duplicates"))
    assert sums(installation) == {
        "received": stored + duplicates + rejected,
        "stored": stored,
        "duplicates": duplicates,
        "rejected": rejected,
    }


def test_malformed_requests__afterwards__a_plain_event_is_recorded_as_ever(
    installation: Installation, key: str, answers: Answers
) -> None:
    body = json.dumps({"event": "Still Here", "userId": "ann", "messageId": "after all that"}).encode()
    answer = send(installation, key, Malformed("plain", "/v1/track", body))[0]
    assert (answer.status, answer.told()["accepted"]) == (200, 1)
    await_empty_intake(installation)
    kinds = Lake.open(installation.data).delta("interactions").to_pyarrow_table(columns=["kind"])["kind"].to_pylist()
    assert kinds.count("Still Here") == 1
    said = installation.log.read_text()
    assert "Traceback" not in said
    assert "could not be recorded" not in said
