"""Asking, from Python: people now, plans, widgets, text messages, and who was asked or not.

from regard.engage.surveys.asking.api import Person, ask_people
"""

from regard.engage.surveys.asking.operations import Asked, ask_people, ask_who_waited
from regard.engage.surveys.asking.people import AskingRefused, Person
from regard.engage.surveys.asking.plans import PlanRow, PlanSettings, list_plans, make_plan, run_plans, switch_plan
from regard.engage.surveys.asking.posting import check_server
from regard.engage.surveys.asking.queries import AskingCount, AskingList, AskingRow, list_askings
from regard.engage.surveys.asking.reminding import remind_people
from regard.engage.surveys.asking.sms.counting import Counted, count
from regard.engage.surveys.asking.sms.gateways import (
    GatewayRefused,
    GatewayRow,
    GatewaySettings,
    NoGateway,
    find_gateway,
    save_gateway,
)
from regard.engage.surveys.asking.trial import send_trial
from regard.engage.surveys.asking.widgets import WidgetRow, WidgetSettings, list_widgets, make_widget, switch_widget

__all__ = [
    "Asked",
    "AskingCount",
    "AskingList",
    "AskingRefused",
    "AskingRow",
    "Counted",
    "GatewayRefused",
    "GatewayRow",
    "GatewaySettings",
    "NoGateway",
    "Person",
    "PlanRow",
    "PlanSettings",
    "WidgetRow",
    "WidgetSettings",
    "ask_people",
    "ask_who_waited",
    "check_server",
    "count",
    "find_gateway",
    "list_askings",
    "list_plans",
    "list_widgets",
    "make_plan",
    "make_widget",
    "remind_people",
    "run_plans",
    "save_gateway",
    "send_trial",
    "switch_plan",
    "switch_widget",
]
