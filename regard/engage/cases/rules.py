"""Rules: which low scores and which words open cases. All are off until somebody switches them on; the past is left alone."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.analytics.tickets.clocks import BUSINESS, CALENDAR
from regard.engage.cases.models import Rule
from regard.engage.cases.signals import MINUTES, RULES
from regard.foundation.audit.api import note

MOST_MINUTES = 60 * 24 * 90


class RuleRefused(RegardError):
    """A rule cannot be as asked."""

    code = "case_rule_refused"
    status = 422


class NoRule(RegardError):
    """There is no such rule."""

    code = "case_rule_unknown"
    status = 404


@dataclass(frozen=True)
class RuleRow:
    """A rule as it stands. Scores of `threshold` or less open a case; contact is due within `minutes` on `clock`."""

    name: str
    label: str
    is_on: bool
    since: datetime | None
    threshold: float
    scale_min: float
    scale_max: float
    minutes: int
    clock: str
    owner: str


def list_rules() -> list[RuleRow]:
    """All rules, in one order."""
    saved = rules_by_name()
    return [_row(saved[name]) for name in RULES]


def rules_by_name() -> dict[str, Rule]:
    """Every rule, with defaults where nobody said otherwise."""
    saved = {rule.name: rule for rule in Rule.objects.all()}
    return {name: saved.get(name) or _usual(name) for name in RULES}


@transaction.atomic
def change_rule(
    *,
    name: str,
    is_on: bool | None = None,
    threshold: float | None = None,
    minutes: int | None = None,
    clock: str | None = None,
    owner: str | None = None,
) -> RuleRow:
    """Switch a rule on or off, or change what it says; what is not given stays. Raises NoRule, RuleRefused.

    Switched on, it opens cases for what happens from now on.
    """
    rule = get_rule(name)
    _check(name, threshold, minutes, clock, owner)
    if is_on is not None and is_on != rule.is_on:
        rule.is_on, rule.since = is_on, timezone.now() if is_on else rule.since
    rule.threshold = rule.threshold if threshold is None else threshold
    rule.minutes = rule.minutes if minutes is None else minutes
    rule.clock = clock or rule.clock
    rule.owner = rule.owner if owner is None else owner.strip()
    rule.save()
    note(
        verb="changed",
        subject=f"case_rule:{name}",
        detail={"is_on": rule.is_on, "threshold": rule.threshold, "minutes": rule.minutes, "clock": rule.clock},
    )
    return _row(rule)


def get_rule(name: str) -> Rule:
    """The rule of that name. Raises NoRule."""
    if name not in RULES:
        raise NoRule(f"There is no rule {name[:40]!r}. Rules are {', '.join(RULES)}.")
    return rules_by_name()[name]


def _usual(name: str) -> Rule:
    return Rule(name=name, threshold=RULES[name].threshold, minutes=MINUTES, clock=BUSINESS)


def _check(name: str, threshold: float | None, minutes: int | None, clock: str | None, owner: str | None) -> None:
    scale = RULES[name]
    if threshold is not None and not scale.low <= threshold < scale.high:
        raise RuleRefused(
            f"{scale.label} goes from {scale.low:g} to {scale.high:g}: give a threshold from {scale.low:g} to less than "
            f"{scale.high:g}."
        )
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise RuleRefused(f"Contact can be due within 1 to {MOST_MINUTES:,} minutes, not {minutes:,}.")
    if clock is not None and clock not in (BUSINESS, CALENDAR):
        raise RuleRefused(f"{clock[:40]!r} is no clock. Give business or calendar.")
    if owner is not None and (len(owner) > 254 or "\x00" in owner):
        raise RuleRefused("An owner is at most 254 characters long.")


def _row(rule: Rule) -> RuleRow:
    scale = RULES[rule.name]
    return RuleRow(
        rule.name,
        scale.label,
        rule.is_on,
        rule.since,
        rule.threshold,
        scale.low,
        scale.high,
        rule.minutes,
        rule.clock,
        rule.owner,
    )
