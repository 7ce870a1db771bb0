"""Funnels, paths, sessions, retention and goals over REST, and the customers behind each of their numbers."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from regard.analytics.journeys.histories import Keys
from regard.foundation.rest.api import lake
from regard.understand.journeys import asked_rest as a
from regard.understand.journeys import shapes_rest as s
from regard.understand.journeys.behind import BehindPage, page_of
from regard.understand.journeys.choices import list_journey_choices
from regard.understand.journeys.funnels import funnel_customers, funnel_of
from regard.understand.journeys.goals import credit_customers, credits_of, goal_customers, goal_of
from regard.understand.journeys.triangles import retention_customers, retention_of
from regard.understand.journeys.visits import session_customers, sessions_of
from regard.understand.journeys.walks import flow_customers, flow_of, path_customers, paths_of

router = Router(tags=["journeys"])


@router.get("/journeys/choices", response=s.JourneyChoices)
def get_journey_choices(request: HttpRequest) -> Any:
    """Kinds, touchpoints, stages and channels that steps, anchors and goals can name."""
    return list_journey_choices(lake=lake())


@router.get("/journeys/funnel", response=s.FunnelOut)
def get_funnel(request: HttpRequest, query: Query[a.FunnelQuery]) -> Any:
    """How many customers go through some steps within a window, and how long it takes them."""
    return funnel_of(**query.asked())


@router.get("/journeys/funnel/customers", response=s.JourneyCustomers)
def list_funnel_customers(request: HttpRequest, query: Query[a.FunnelCustomersQuery]) -> Any:
    """Who reached a step of a funnel, or came no further."""
    found = funnel_customers(**query.asked(), step=query.step, outcome=query.outcome, group=query.group)
    return _page(query, found)


@router.get("/journeys/paths", response=s.PathsOut)
def get_paths(request: HttpRequest, query: Query[a.PathQuery], limit: int = 20) -> Any:
    """What customers go through, step by step: the most frequent paths and how many others there are."""
    return paths_of(**query.asked(), limit=limit)


@router.get("/journeys/paths/customers", response=s.JourneyCustomers)
def list_path_customers(request: HttpRequest, query: Query[a.PathCustomersQuery]) -> Any:
    """Who walked a path or a part of one, however rare it is."""
    return _page(query, path_customers(**query.asked(), passed=query.nodes()))


@router.get("/journeys/flow", response=s.FlowOut)
def get_flow(request: HttpRequest, query: Query[a.FlowQuery]) -> Any:
    """Which node follows which, where customers end, and where they turn back."""
    return flow_of(lake=lake(), scope=query.scope(), over=query.over, silent_days=query.silent_days)


@router.get("/journeys/flow/customers", response=s.JourneyCustomers)
def list_flow_customers(request: HttpRequest, query: Query[a.FlowCustomersQuery]) -> Any:
    """Who visited a node, began there, ended there or turned back to it."""
    found = flow_customers(
        lake=lake(),
        scope=query.scope(),
        node=query.node,
        what=query.what,
        over=query.over,
        silent_days=query.silent_days,
    )
    return _page(query, found)


@router.get("/journeys/sessions", response=s.SessionsOut)
def get_sessions(request: HttpRequest, query: Query[a.SessionQuery]) -> Any:
    """Sessions: how many, how long, how much is done in them, where they begin and end."""
    return sessions_of(lake=lake(), scope=query.scope(), gap_minutes=query.gap_minutes, by=query.by)


@router.get("/journeys/sessions/customers", response=s.JourneyCustomers)
def list_session_customers(request: HttpRequest, query: Query[a.SessionCustomersQuery]) -> Any:
    """Who had a session."""
    found = session_customers(
        lake=lake(), scope=query.scope(), gap_minutes=query.gap_minutes, by=query.by, group=query.group
    )
    return _page(query, found)


@router.get("/journeys/retention", response=s.RetentionOut)
def get_retention_triangle(request: HttpRequest, query: Query[a.RetentionQuery]) -> Any:
    """Of those who began in a period, who came back in each one after it."""
    return retention_of(**query.asked())


@router.get("/journeys/retention/customers", response=s.JourneyCustomers)
def list_retention_customers(request: HttpRequest, query: Query[a.RetentionCustomersQuery]) -> Any:
    """Who is in one cell of the triangle."""
    return _page(query, retention_customers(**query.asked(), cohort=query.cohort, column=query.column))


@router.get("/journeys/goal", response=s.GoalOut)
def get_goal(request: HttpRequest, query: Query[a.GoalQuery]) -> Any:
    """How many who start come to a goal, how fast, and with how many steps and changes of channel."""
    return goal_of(lake=lake(), scope=query.scope(), start=query.start, goal=query.goal, by=query.by)


@router.get("/journeys/goal/customers", response=s.JourneyCustomers)
def list_goal_customers(request: HttpRequest, query: Query[a.GoalCustomersQuery]) -> Any:
    """Who came to a goal, or has not yet."""
    named = {"start": query.start, "goal": query.goal, "outcome": query.outcome}
    return _page(query, goal_customers(lake=lake(), scope=query.scope(), **named))


@router.get("/journeys/credits", response=s.CreditsOut)
def get_credits(request: HttpRequest, query: Query[a.CreditQuery]) -> Any:
    """To which channels or touchpoints conversions are credited: first, last, linear and Markov."""
    named = {"goal": query.goal, "over": query.over, "lookback_days": query.lookback_days}
    return credits_of(lake=lake(), scope=query.scope(), **named)  # type: ignore[arg-type]


@router.get("/journeys/credits/customers", response=s.JourneyCustomers)
def list_credit_customers(request: HttpRequest, query: Query[a.CreditCustomersQuery]) -> Any:
    """Who converted after a touch at a node."""
    named = {"goal": query.goal, "over": query.over, "lookback_days": query.lookback_days, "node": query.node}
    return _page(query, credit_customers(lake=lake(), scope=query.scope(), **named))  # type: ignore[arg-type]


def _page(query: a.Page, found: Keys) -> BehindPage:
    return page_of(lake=lake(), customers=found, cursor=query.cursor, limit=query.limit)
