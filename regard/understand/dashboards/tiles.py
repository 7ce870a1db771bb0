"""What a dashboard is made of: typed tiles, four columns wide at most, that forbid what they do not know."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from regard.analytics.errors import RegardError
from regard.analytics.metrics.measure import find_metric
from regard.analytics.metrics.metric import check_dimension
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake, with_members

MOST_TILES = 40
COLUMNS = 4


class DashboardRefused(RegardError):
    """A dashboard cannot be as asked."""

    code = "dashboard_refused"
    status = 422


def _written(text: str) -> str:
    if "\x00" in text:
        raise ValueError("a text cannot contain a NUL character")
    return text


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_written)]
Name = Annotated[str, StringConstraints(max_length=255), AfterValidator(_written)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]


class _Tile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Key = Field(description="Names the tile within its dashboard.")
    width: int = Field(1, ge=1, le=COLUMNS, description="Of four columns.")


class Selection(BaseModel):
    """What a tile alone looks at; the period is the page's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    channel: Name | None = None
    stage: Name | None = None
    touchpoint: Name | None = None
    segment: Name | None = Field(default=None, description="trait:NAME=VALUE, or segment:SLUG.")

    def scope(self) -> Scope:
        """The same as a scope. Raises ScopeError."""
        return Scope(
            channels=Scope.names(self.channel), stage=self.stage, touchpoint=self.touchpoint, segment=self.segment
        )


class MetricTile(_Tile):
    """A metric as a figure, as a course over time, or by groups."""

    type: Literal["metric"]
    metric: Name
    shape: Literal["figure", "course", "groups"] = "figure"
    by: Name = Field("month", description="The grain of a course, or the dimension of groups.")
    title: Line = ""
    selection: Selection = Selection()


class JourneyTile(_Tile):
    """The experience curve over the stages."""

    type: Literal["journey"]


class FixFirstTile(_Tile):
    """What to fix first."""

    type: Literal["fix_first"]


class HeadingTile(_Tile):
    """A line of words above what follows."""

    type: Literal["heading"]
    title: Line


AnyTile = MetricTile | JourneyTile | FixFirstTile | HeadingTile
Tile = Annotated[AnyTile, Field(discriminator="type")]


def check_tiles(*, lake: Lake, tiles: Sequence[AnyTile]) -> None:
    """Whether everything the tiles name exists. Raises DashboardRefused, UnknownMetric, ScopeError, NotWorkedOut."""
    if len(tiles) > MOST_TILES:
        raise DashboardRefused(f"A dashboard has at most {MOST_TILES} tiles. Begin a second one.")
    if len({one.id for one in tiles}) < len(tiles):
        raise DashboardRefused("Two tiles have the same id. Each needs one of its own.")
    for tile in tiles:
        if isinstance(tile, MetricTile):
            find_metric(tile.metric)
            if tile.shape != "figure":
                check_dimension(tile.by)
            with_members(lake=lake, scope=tile.selection.scope())
        if isinstance(tile, HeadingTile) and not tile.title.strip():
            raise DashboardRefused("A heading needs a text.")
