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
CASES = list_cases()
SUMS = ("received", "stored", "duplicates", "rejected")


def send(installation: Installation, key: str, case: Malformed) -> Answer:
    headers = [("authorization", f"Bearer {key}"), *case.headers]
    raw = request_of(path=case.path, headers=headers, body=case.body)
    answer = ask(port=installation.port, raw=raw)
    for _ in range(2):  # a slow answer of a busy machine is not a slow request
        if answer.seconds <= SECONDS or answer.status != 400:
            break
        answer = ask(port=installation.port, raw=raw)
    return answer


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
def answers(installation: Installation, key: str) -> dict[str, Answer]:
    assert len(CASES) >= 400
    before = sums(installation)
    found = {case.name: send(installation, key, case) for case in CASES}
    await_empty_intake(installation)
    after = sums(installation)
    found["sums"] = Answer(200, {}, json.dumps({name: after[name] - before[name] for name in SUMS}).encode(), 0)
    return found


def test_malformed_requests__all_of_them__are_answered_200_or_400_and_soon(answers: dict[str, Answer]) -> None:
    statuses = {name: answer.status for name, answer in answers.items() if answer.status not in (200, 400)}
    assert statuses == {}
    assert {name: answer.seconds for name, answer in answers.items() if answer.seconds > SECONDS} == {}
    assert Counter(answer.status for answer in answers.values())[400] > 100


def test_malformed_requests__what_the_sender_was_told__is_what_the_recorder_did(
    installation: Installation, answers: dict[str, Answer]
) -> None:
    kept = kept_by_request(installation)
    wrong = {}
    for case in CASES:
        answer = answers[case.name]
        told = answer.told()
        rows = kept[answer.headers["x-request-id"]]
        did = {row["line"]: row["reason"] for row in rows}
        said = (
            {one["index"] + 1: one["reason"] for one in told["rejected"]}
            if answer.status == 200
            else {1: told["message"]}
        )
        if said != did or not all(row["raw"] for row in rows if case.body.strip()):
            wrong[case.name] = (said, did)
    assert wrong == {}


def test_malformed_requests__event_by_event__end_in_the_log_as_duplicates_or_rejected(
    answers: dict[str, Answer],
) -> None:
    told = [answer.told() for name, answer in answers.items() if answer.status == 200 and name != "sums"]
    refused = sum(answer.status == 400 for answer in answers.values())
    expected = {
        "stored": sum(one["accepted"] for one in told),
        "duplicates": sum(one["duplicates"] for one in told),
        "rejected": sum(len(one["rejected"]) for one in told) + refused,
    }
    counted = answers["sums"].told()
    assert counted == {"received": sum(expected.values())} | expected


def test_malformed_requests__afterwards__a_plain_event_is_recorded_as_ever(
    installation: Installation, key: str, answers: dict[str, Answer]
) -> None:
    body = json.dumps({"event": "Still Here", "userId": "ann", "messageId": "after all that"}).encode()
    answer = send(installation, key, Malformed("plain", "/v1/track", body))
    assert (answer.status, answer.told()["accepted"]) == (200, 1)
    await_empty_intake(installation)
    kinds = Lake.open(installation.data).delta("interactions").to_pyarrow_table(columns=["kind"])["kind"].to_pylist()
    assert kinds.count("Still Here") == 1
    said = installation.log.read_text()
    assert "Traceback" not in said
    assert "could not be recorded" not in said
