"""`regard customers`: who is who, why, and merging and splitting by hand. None needs a server."""

from __future__ import annotations

import getpass
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.table import harmless

if TYPE_CHECKING:
    from regard.foundation.lake.api import Lake
    from regard.record.customers.api import Decided, Step

NAMED = "A customer id, or an identifier as kind:value."
One = Annotated[str, typer.Argument(help=NAMED)]
Other = Annotated[str, typer.Argument(help=NAMED)]
Reason = Annotated[str, typer.Option(help="Why, for whoever reads it later.")]
By = Annotated[str, typer.Option(help="Who decides; the name of the user on this machine when left out.")]

Number = Annotated[int, typer.Argument(help="The number of a proposal.", min=1)]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Who is who, and why.", rich_markup_mode=None)
    group.command("why")(why)
    group.command("merge")(merge)
    group.command("split")(split)
    group.command("undo")(undo)
    group.command("propose")(propose)
    group.command("proposals")(proposals)
    group.command("accept")(accept)
    group.command("reject")(reject)
    group.command("dump")(dump)
    app.add_typer(group, name="customers")


def why(one: One, other: Other, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Say whether two are one customer, and the evidence step by step."""
    start(data)
    from regard.record.customers import api as customers

    found = customers.why(one=one, other=other)
    if as_json:
        typer.echo(to_json(asdict(found)))
        return
    typer.echo(harmless(found.sentence))
    for step in found.steps:
        typer.echo(f"  {harmless(_told(step))}")


def merge(
    one: One,
    other: Other,
    reason: Reason = "",
    by: By = "",
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Say that two are one customer. `regard customers undo` restores both exactly."""
    lake = start(data)
    from regard.record.customers import api as customers

    made = customers.merge_customers(lake=lake, one=one, other=other, by=by or _user(), reason=reason)
    _say(made, f"{one} and {other} are one customer now, {made.customer_ids[0]}.", as_json)


def split(
    customer: One,
    identifier: Annotated[
        str | None, typer.Argument(help="What to take out; without it the latest merge is undone.")
    ] = None,
    reason: Reason = "",
    by: By = "",
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Undo the latest merge of a customer, or take one identifier out of it."""
    lake = start(data)
    from regard.record.customers import api as customers

    made = customers.split_customer(
        lake=lake, customer=customer, identifier=identifier, by=by or _user(), reason=reason
    )
    _say(made, f"These are two customers now: {' and '.join(made.customer_ids)}.", as_json)


def undo(
    decision: Annotated[int, typer.Argument(help="The number of a decision, as merge, split and why print it.", min=1)],
    by: By = "",
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Undo a merge or a split: who is who follows from the rest of the evidence again."""
    lake = start(data)
    from regard.record.customers import api as customers

    undone = customers.undo_decision(lake=lake, decision_id=decision, by=by or _user())
    found = " and ".join(undone.customer_ids)
    _say(undone, f"Decision {decision} is undone. The two belong to {found}.", as_json)


def propose(
    least: Annotated[float, typer.Option(help="Queue pairs of at least this probability.", min=0.01, max=1.0)] = 0.9,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Compare all customers who have a profile and queue the pairs that may be one. Nobody is merged."""
    lake = start(data)
    from regard.record.customers import api as customers

    found = customers.propose_merges(lake=lake, least=least)
    if as_json:
        typer.echo(to_json(asdict(found)))
        return
    typer.echo(
        f"{found.compared:,} customers compared, {found.found:,} pairs found, {found.proposed:,} new in the queue."
    )


def proposals(
    limit: Annotated[int, typer.Option(help="How many.", min=1, max=200)] = 20,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """List open proposals, the weightiest first, each with what its weight is made of."""
    lake = start(data)
    from regard.record.customers import api as customers

    page = customers.list_proposals(lake=lake, limit=limit)
    if as_json:
        typer.echo(to_json(asdict(page)))
        return
    for row in page.rows:
        typer.echo(
            harmless(f"Proposal {row.id}: {row.one_name or row.one} and {row.other_name or row.other}, ")
            + f"weight {row.weight:+.1f}, probability {row.probability:.1%}"
        )
        typer.echo(f"  {row.start:+6.1f}  before anything is compared")
        for part in row.parts:
            values = f"{part['one'] or 'not known'} / {part['other'] or 'not known'}"
            typer.echo(f"  {part['weight']:+6.1f}  " + harmless(f"{part['trait']} {part['found']}: {values}"))
    typer.echo(f"{page.total:,} open. `regard customers accept NUMBER` merges the two, `reject` keeps them apart.")


def accept(
    number: Number, reason: Reason = "", by: By = "", as_json: AsJson = False, data: DataDir = DEFAULT_DATA
) -> None:
    """Accept a proposal: merge the two, with the proposal as evidence."""
    lake = start(data)
    from regard.record.customers import api as customers

    made = customers.accept_proposal(lake=lake, proposal_id=number, by=by or _user(), reason=reason)
    _say(made, f"The two are one customer now, {made.customer_ids[0]}.", as_json)


def reject(
    number: Number, reason: Reason = "", by: By = "", as_json: AsJson = False, data: DataDir = DEFAULT_DATA
) -> None:
    """Reject a proposal: keep the two apart, and do not propose them again."""
    lake = start(data)
    from regard.record.customers import api as customers

    made = customers.reject_proposal(lake=lake, proposal_id=number, by=by or _user(), reason=reason)
    _say(made, "The two stay apart.", as_json)


def dump(data: DataDir = DEFAULT_DATA) -> None:
    """Print who is who and all that follows from it, in one canonical form: the same bytes for the same state."""
    lake = start(data)
    from regard.record.customers import api as customers

    for line in customers.dump(lake=lake):
        typer.echo(line)


def start(data: Path) -> Lake:
    """Set Django up on the data folder and open its log."""
    from regard.foundation.lake.api import Lake
    from regard.project.bootstrap import start_django

    lake = Lake.open(data, create=False)
    start_django(data)
    return lake


def to_json(found: Any) -> str:
    """JSON with times as text."""
    return json.dumps(found, ensure_ascii=False, default=str)


def _say(made: Decided, sentence: str, as_json: bool) -> None:
    typer.echo(to_json(asdict(made)) if as_json else f"{sentence} Decision {made.id}.")


def _told(step: Step) -> str:
    mark = "joins" if step.outcome == "joins" else f"does not join ({step.outcome})"
    proof = f"decision {step.decision_id}" if step.decision_id else f"{step.source}, message {step.message_id}"
    ends = f"{step.one.kind}:{step.one.value} - {step.other.kind}:{step.other.value}"
    return f"{ends}: {mark}. {step.because} ({proof}, {step.at:%Y-%m-%d %H:%M})"


def _user() -> str:
    return f"{getpass.getuser()} (command line)"
