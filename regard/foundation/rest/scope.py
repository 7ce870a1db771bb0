"""What every question about the log takes: the scope, the log itself, and who asks."""

from django.conf import settings
from django.http import HttpRequest
from pydantic import Field

from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake, with_members
from regard.foundation.rest.schemas import Day, Schema


class ScopeQuery(Schema):
    """The part of the log that is asked about."""

    since: Day | None = Field(None, description="First day, inclusive (UTC).")
    until: Day | None = Field(None, description="Day after the last (UTC).")
    channel: str | None = Field(None, max_length=200, description="One channel, or several with commas.")
    stage: str | None = Field(None, max_length=40, description="A stage of the journey.")
    touchpoint: str | None = Field(None, max_length=255, description="A touchpoint by name.")
    segment: str | None = Field(
        None,
        max_length=255,
        description="trait:NAME=VALUE, or segment:SLUG for a saved one.",
    )

    def scope(self) -> Scope:
        """As the core knows it. Raises ScopeError or NotWorkedOut."""
        asked = Scope(
            since=self.since,
            until=self.until,
            channels=Scope.names(self.channel),
            stage=self.stage,
            touchpoint=self.touchpoint,
            segment=self.segment,
        )
        return with_members(lake=lake(), scope=asked) if asked.saved() else asked


def who(*, request: HttpRequest) -> str:
    """The e-mail address of whoever asks, empty where nobody with one does."""
    return str(getattr(request.user, "email", ""))


def lake() -> Lake:
    """Return the lake of the installation."""
    return Lake.shared(settings.REGARD.data_dir)
