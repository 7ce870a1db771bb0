"""The command line: `regard COMMAND`. Loading it costs next to nothing; commands load what they need."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Annotated

import typer

from regard.analytics.errors import RegardError

COMMANDS = (
    "demo",
    "up",
    "imports",
    "segments",
    "surveys",
    "schedules",
    "watch",
    "changes",
    "digest",
    "improvements",
    "cases",
    "community",
    "drivers",
    "accounts",
    "analysis",
    "voice",
    "journeys",
    "maps",
    "value",
    "risk",
    "effort",
    "customers",
    "simulate",
    "sources",
    "feeds",
    "rejected",
    "log",
    "users",
    "audit",
    "privacy",
)
BAD_INPUT = 2
FAILURE = 1
BAD_SETTING = 78  # as sysexits.h has it, so that a supervisor does not start us again and again


def build_app() -> typer.Typer:
    """Return the app with every command on it."""
    app = typer.Typer(
        name="regard",
        help="Regard: record what happens between a company and its customers, understand it, "
        "decide what to fix first.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    for name in COMMANDS:
        module = f"regard.project.commands.{name}"
        if find_spec(module) is not None:
            import_module(module).register(app)
    return app


def main() -> None:
    """Run a command. What went wrong is one sentence on stderr, never a traceback of ours."""
    try:
        build_app()()
    except RegardError as error:
        print(f"regard: {error}", file=sys.stderr)
        sys.exit(exit_code(error))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAILURE)


def exit_code(error: RegardError) -> int:
    """Return 2 for input that was bad, 78 for a setting that was refused, 1 for what failed."""
    if error.code == "setting_refused":
        return BAD_SETTING
    return BAD_INPUT if error.status < 500 else FAILURE


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"regard {version('regard')}")
        raise typer.Exit


def _options(
    show_version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


if __name__ == "__main__":
    main()
