"""The REST API: every domain's router in one contract."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec

from ninja import Swagger

from regard.foundation.accounts.authentication import WAYS_IN
from regard.foundation.audit.api import noting
from regard.foundation.rest.api import RegardAPI

ROUTERS = (
    "regard.foundation.accounts.rest",
    "regard.foundation.audit.rest",
    "regard.record.sources.rest",
    "regard.record.webhooks.rest",
    "regard.record.feeds.rest",
    "regard.record.interactions.rest",
    "regard.record.rejected.rest",
    "regard.record.customers.rest",
    "regard.record.customers.traits_rest",
    "regard.record.accounts.rest",
    "regard.record.segments.rest",
    "regard.record.privacy.rest",
    "regard.understand.voice.rest",
    "regard.understand.voice.correcting_rest",
    "regard.understand.voice.public_rest",
    "regard.understand.journeys.rest",
    "regard.understand.journeys.maps_rest",
    "regard.understand.journeys.xes_rest",
    "regard.understand.metrics.rest",
    "regard.understand.metrics.comparing_rest",
    "regard.understand.metrics.effort_rest",
    "regard.understand.metrics.schedules_rest",
    "regard.understand.metrics.views_rest",
    "regard.understand.value.rest",
    "regard.understand.value.survival_rest",
    "regard.understand.risk.rest",
    "regard.understand.watch.rest",
    "regard.understand.dashboards.rest",
    "regard.decide.drivers.rest",
    "regard.decide.fix_first.rest",
    "regard.decide.digest.rest",
    "regard.decide.arbiter.rest",
    "regard.decide.improvements.rest",
    "regard.engage.cases.rest",
    "regard.engage.community.rest",
    "regard.engage.surveys.asking.rest",
    "regard.engage.surveys.asking.sms.rest",
    "regard.engage.surveys.asking.widget_rest",
    "regard.engage.surveys.exchange.rest",
    "regard.engage.surveys.rest",
    "regard.engage.surveys.results_rest",
    "regard.engage.surveys.notes_rest",
)

# Operations that show and change nothing about a person: every other is noted in the audit log. A test holds this
# list against what the answers contain.
IMPERSONAL = (
    "get_leads",
    "get_note_topics",
    "post_unnamed_note",  # whose author is nobody's to know
    "get_session",
    "get_feeds",
    "get_one_feed",
    "get_filters",
    "get_journey",
    "get_journey_choices",
    "get_funnel",
    "get_paths",
    "get_flow",
    "get_sessions",
    "get_retention_triangle",
    "get_goal",
    "get_credits",
    "get_maps",
    "get_map",
    "get_map_schema",
    "get_map_versions",
    "get_map_figures",
    "get_map_drawing",
    "fill_one_map",
    "list_all_metrics",
    "get_metric",
    "get_scorecard",
    "compare_one_metric",
    "rank_metric_groups",
    "get_schedules",
    "get_metric_views",
    "get_dashboards",
    "get_digest",
    "get_digest_document",
    "get_dashboard",
    "get_one_schedule",
    "get_targets",
    "get_voice",
    "get_voice_heat",
    "get_topic",
    "get_wishes",
    "get_value",
    "get_value_holdout",
    "get_survival",
    "get_effort",
    "get_risk",
    "get_drivers",
    "get_watches",
    "get_watch_courses",
    "get_sources",
    "get_source",
    "get_webhook",
    "get_segments",
    "get_segment",
    "get_segment_choices",
    "get_improvements",
    "get_improvement",
    "get_case_figures",
    "get_case_rules",
    "preview_case_rule",
    "list_audit_entries",  # whoever reads the audit log would otherwise fill it
    "verify_audit",
    "get_places",
    "get_surveys",
    "get_survey",
    "get_survey_versions",
    "get_survey_version",
    "check_survey",
    "report_survey_export",
    "get_survey_plans",
    "get_survey_widgets",
    "get_contact_budget",
    "get_sms_gateway",
    "count_sms_text",
    "get_retention",
    "get_boards",
    "get_request_topics",
)


def assemble() -> RegardAPI:
    """Return the API with the routers of all domains."""
    api = RegardAPI(
        title="Regard",
        version=version("regard"),
        description="Customer experience: what happened, what it means, what to do first.",
        auth=WAYS_IN,
        docs=Swagger(settings={"persistAuthorization": False}),
    )
    api.add_decorator(noting(impersonal=IMPERSONAL), mode="operation")
    for name in ROUTERS:
        if _exists(name):
            api.add_router("", import_module(name).router)
    return api


def _exists(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
