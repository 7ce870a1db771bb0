"""`regard surveys`, where else it asks: widgets on sites, and the gateway of text messages."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from regard.project.commands.asking import Cases, Number, Touchpoint, start, tell
from regard.project.options import DEFAULT_DATA, AsJson, DataDir


def register(group: typer.Typer) -> None:
    """Add the commands."""
    for command in (widgets, widget, gateway):
        group.command(command.__name__)(command)
    group.command("switch-widget")(switch_widget)


def widgets(survey: Number, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List where a survey shows on a site."""
    start(data)
    from regard.engage.surveys.asking.api import list_widgets
    from regard.project.table import print_table

    rows = list_widgets(survey_id=survey)
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], default=str, ensure_ascii=False))
        return
    cells = [
        [
            str(row.id),
            "on" if row.is_on else "off",
            row.moment,
            ", ".join(row.pages) or "all",
            f"{row.sent:,}",
            f"{row.withheld:,}",
        ]
        for row in rows
    ]
    heads = ["widget", "is", "shows by", "pages", "shown", "not shown"]
    print_table(heads=heads, rows=cells, numbers=("widget", "shown", "not shown"))


def widget(
    survey: Number,
    moment: Annotated[str, typer.Option(help="time, scroll, exit or event.")] = "time",
    amount: Annotated[int, typer.Option(help="Seconds on the page, or percent of it.")] = 5,
    event: Annotated[str, typer.Option(help="The event of the site it shows after.")] = "",
    page: Annotated[list[str] | None, typer.Option(help="A path such as /checkout/*; all pages without one.")] = None,
    place: Annotated[str, typer.Option(help="corner or middle.")] = "corner",
    share: Annotated[int, typer.Option(help="Percent of the visitors.")] = 100,
    every_days: Annotated[int, typer.Option(help="Until the same visitor is asked again.")] = 90,
    touchpoint: Touchpoint = "",
    spare_cases: Cases = False,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Show a survey on sites that carry the script with `data-surveys`."""
    start(data)
    from regard.engage.surveys.asking.api import WidgetSettings, make_widget

    wanted = WidgetSettings(
        place=place,
        moment=moment,
        amount=amount,
        event=event,
        pages=tuple(page or ()),
        share=share,
        every_days=every_days,
        spares_cases=spare_cases,
        touchpoint=touchpoint,
    )
    made = make_widget(survey_id=survey, wanted=wanted)
    tell(as_json, {"widget": made}, f"Made widget {made}.")


def switch_widget(
    widget: Annotated[int, typer.Argument(help="The widget's number.")],
    is_on: Annotated[bool, typer.Option("--on/--off", help="Let it show, or show no more.")],
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Let a widget show, or show no more."""
    start(data)
    from regard.engage.surveys.asking.api import switch_widget as switch

    switch(widget_id=widget, is_on=is_on)
    typer.echo(f"Widget {widget} is {'on' if is_on else 'off'}.")


def gateway(
    settings: Annotated[
        Path | None,
        typer.Argument(help="How text messages leave, as JSON; the gateway there is where left out.", dir_okay=False),
    ] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Show the gateway of text messages, or set it up from a file. Secrets in the file are sealed and never shown."""
    start(data)
    from regard.engage.surveys.asking.api import GatewaySettings, find_gateway, save_gateway

    if settings is not None:
        try:
            save_gateway(wanted=GatewaySettings(**json.loads(settings.read_text(encoding="utf-8"))))
        except (ValueError, TypeError, OSError) as error:
            raise typer.BadParameter(f"{settings} is not the settings of a gateway: {error}.") from error
    found = find_gateway()
    said = (
        "No gateway is set up."
        if found is None
        else f"Text messages leave by {found.url}{'' if found.is_on else ' (off)'}."
    )
    tell(as_json, asdict(found) if found else None, said)
