"""`regard surveys`, the part that asks: publish, ask now, plans, who was asked."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.foundation.lake.api import Lake

Number = Annotated[int, typer.Argument(help="The survey's number, as `regard surveys list` shows it.")]
Address = Annotated[str, typer.Option(help="This installation, as customers reach it: https://regard.example.org.")]
Channel = Annotated[str, typer.Option(help="email or sms.")]
Cases = Annotated[bool, typer.Option("--spare-cases", help="Ask nobody who has an open case.")]
Touchpoint = Annotated[str, typer.Option(help="What it is about, as the log calls it: Delivery.")]


def register(group: typer.Typer) -> None:
    """Add the commands."""
    for command in (publish, ask, trial, plans, plan, askings, run):
        group.command(command.__name__)(command)
    group.command("switch-plan")(switch_plan)


def publish(survey: Number, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Publish a survey's draft and open it."""
    start(data)
    from regard.engage.surveys.api import find_survey, publish_survey

    version = publish_survey(survey_id=survey)
    path = find_survey(survey_id=survey).row.path
    tell(as_json, {"version": version, "path": path}, f"Survey {survey} is open, version {version}, at {path}.")


def ask(
    survey: Number,
    to: Annotated[
        list[str], typer.Argument(help="E-mail addresses or telephone numbers, or one file with one a line.")
    ],
    address: Address,
    occasion: Annotated[str, typer.Option(help="What it is about: nobody is asked twice about one occasion.")],
    channel: Channel = "email",
    touchpoint: Touchpoint = "",
    spare_cases: Cases = False,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Ask people now, unless the arbiter says no."""
    lake = start(data)
    from regard.engage.surveys.asking.api import Person, ask_people, check_server

    check_server(channel=channel)
    values = to
    if len(to) == 1 and Path(to[0]).is_file():
        values = Path(to[0]).read_text(encoding="utf-8").split()
    found = ask_people(
        lake=lake,
        survey_id=survey,
        people=[Person(value, occasion) for value in dict.fromkeys(values)],
        address=address,
        channel=channel,
        about={"touchpoint": touchpoint} if touchpoint else {},
        spares_cases=spare_cases,
    )
    tell(as_json, asdict(found), _asked(found.sent, dict(found.withheld)))


def trial(
    survey: Number,
    to: Annotated[str, typer.Argument(help="Your own address.")],
    address: Address,
    channel: Channel = "email",
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Send yourself what customers would get. What is answered to it is kept nowhere."""
    start(data)
    from regard.engage.surveys.asking.api import send_trial

    path = send_trial(survey_id=survey, to=to, address=address, channel=channel)
    tell(
        as_json,
        {"to": to, "path": path},
        f"Sent to {to}. Its link is good for a day, and its answers are kept nowhere.",
    )


def plan(
    survey: Number,
    address: Address,
    event: Annotated[str, typer.Option(help="Ask after this kind of interaction, such as Order Delivered.")] = "",
    after_hours: Annotated[int, typer.Option(help="So many hours after it.")] = 0,
    segment: Annotated[str, typer.Option(help="Only customers in this segment.")] = "",
    on: Annotated[str | None, typer.Option(help="Ask a segment once, on this day (YYYY-MM-DD).")] = None,
    weekday: Annotated[int | None, typer.Option(help="Ask a segment weekly; 0 is Monday.")] = None,
    month_day: Annotated[int | None, typer.Option(help="Ask a segment monthly, on this day.")] = None,
    hour: Annotated[int, typer.Option(help="At this hour.")] = 10,
    zone: Annotated[str, typer.Option(help="Of this time zone.")] = "UTC",
    every_days: Annotated[
        int,
        typer.Option(
            help="Ask the same customer again after so many days; without an event or a day, that is the plan."
        ),
    ] = 90,
    channel: Channel = "email",
    share: Annotated[int, typer.Option(help="Percent of the occasions.")] = 100,
    holdout: Annotated[int, typer.Option(help="Percent of the people, never asked by this plan.")] = 0,
    reminders: Annotated[int, typer.Option(help="How often those who do not answer are reminded.")] = 1,
    remind_days: Annotated[int, typer.Option(help="Days before each reminder; 0 for none.")] = 0,
    touchpoint: Touchpoint = "",
    subject: Annotated[str, typer.Option(help="Of the mail.")] = "",
    wording: Annotated[str, typer.Option(help="Of the text message, with {link}.")] = "",
    spare_cases: Cases = False,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Ask customers by a plan from now on: after an event, on days, or every so often."""
    lake = start(data)
    from regard.analytics.scope import Scope
    from regard.engage.surveys.asking.api import PlanSettings, make_plan

    rhythm = "once" if on else "weekly" if weekday is not None else "monthly" if month_day is not None else ""
    wanted = PlanSettings(
        trigger="event" if event else "calendar" if rhythm else "recurring",
        event=event,
        after_hours=after_hours,
        segment=segment,
        rhythm=rhythm,
        on_date=Scope.day("on", on),
        weekday=weekday or 0,
        month_day=month_day or 1,
        hour=hour,
        zone=zone,
        gap_days=every_days,
        channel=channel,
        share=share,
        holdout=holdout,
        reminders=reminders,
        remind_days=remind_days,
        touchpoint=touchpoint,
        subject=subject,
        wording=wording,
        spares_cases=spare_cases,
        address=address,
    )
    made = make_plan(survey_id=survey, wanted=wanted, lake=lake)
    tell(as_json, {"plan": made}, f"Made plan {made}.")


def plans(survey: Number, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List the plans of a survey and what came of them."""
    start(data)
    from regard.engage.surveys.asking.api import list_plans
    from regard.project.table import print_table

    rows = list_plans(survey_id=survey)
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], default=str, ensure_ascii=False))
        return
    cells = [
        [
            str(row.id),
            "on" if row.is_on else "off",
            row.event
            or (f"{row.rhythm}: {row.segment}" if row.rhythm else f"every {row.gap_days} days: {row.segment}"),
            row.channel,
            f"{row.sent:,}",
            f"{row.waiting:,}",
            f"{row.withheld:,}",
        ]
        for row in rows
    ]
    heads = ["plan", "is", "asks after", "by", "sent", "waiting", "not sent"]
    print_table(heads=heads, rows=cells, numbers=("plan", "sent", "waiting", "not sent"))


def switch_plan(
    plan: Annotated[int, typer.Argument(help="The plan's number.")],
    is_on: Annotated[bool, typer.Option("--on/--off", help="Let it ask, or ask no more.")],
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Let a plan ask, or ask no more."""
    start(data)
    from regard.engage.surveys.asking.api import switch_plan as switch

    switch(plan_id=plan, is_on=is_on)
    typer.echo(f"Plan {plan} is {'on' if is_on else 'off'}.")


def run(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Ask and remind whoever is due now, as `regard up` does every ten minutes."""
    lake = start(data)
    from regard.engage.surveys.asking.api import ask_who_waited, remind_people, run_plans

    waited, planned, reminded = ask_who_waited(lake=lake), run_plans(lake=lake), remind_people(lake=lake)
    found = [waited, *planned.values()]
    reasons: dict[str, int] = {}
    for one in found:
        for reason, n in one.withheld.items():
            reasons[reason] = reasons.get(reason, 0) + n
    sent = sum(one.sent for one in found)
    told = {"sent": sent, "withheld": reasons, "reminded": reminded}
    tell(as_json, told, f"{_asked(sent, reasons)} {reminded:,} reminded.")


def askings(
    survey: Number,
    state: Annotated[str, typer.Option(help="waiting, sent, withheld or failed.")] = "",
    reason: Annotated[str, typer.Option(help="One reason, as quiet or budget.")] = "",
    limit: Annotated[int, typer.Option(help="How many at most, to 200.")] = 50,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """List who was asked and who was not, with the reason, the newest first."""
    start(data)
    from regard.engage.surveys.asking.api import list_askings
    from regard.project.table import print_table

    found = list_askings(survey_id=survey, state=state, reason=reason, limit=limit)
    if as_json:
        typer.echo(json.dumps(asdict(found), default=str, ensure_ascii=False))
        return
    counts = [[one.channel or "-", one.state, one.sentence, f"{one.n:,}"] for one in found.counts]
    print_table(heads=["by", "became", "because", "people"], rows=counts, numbers=("people",))
    cells = [
        [one.endpoint or one.customer_id, one.state, one.reason, f"{one.asked_at:%Y-%m-%d %H:%M}"] for one in found.rows
    ]
    print_table(heads=["who", "became", "reason", "when (UTC)"], rows=cells)


def start(data: Path) -> Lake:
    """Set Django up, and open the log."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake

    return Lake.open(data)


def tell(as_json: bool, found: Any, said: str) -> None:
    """Print it as JSON or as a sentence."""
    typer.echo(json.dumps(found, default=str, ensure_ascii=False) if as_json else said)


def _asked(sent: int, withheld: dict[str, int]) -> str:
    why = ", ".join(f"{reason} {n:,}" for reason, n in sorted(withheld.items()))
    return f"{sent:,} sent, {sum(withheld.values()):,} not{f' ({why})' if why else ''}."
