"""What conditions can be made of: what occurs in the log, most frequent first."""

from dataclasses import dataclass
from typing import Any

from regard.analytics.schema.interactions import STAGES
from regard.foundation.lake.api import Lake

NAMES = r"\w[\w /-]{0,99}"
ROWS_LOOKED_AT = 200_000


@dataclass(frozen=True)
class Choices:
    """Traits with values, kinds with properties, metrics, stages, and traits of accounts."""

    profile_traits: list[dict[str, Any]]
    kinds: list[dict[str, Any]]
    metrics: list[str]
    stages: list[str]
    account_traits: list[str]


def list_choices(*, lake: Lake) -> Choices:
    """What there is to choose from."""
    return lake.remember("segment choices", lambda: _choices(lake))


def _choices(lake: Lake) -> Choices:
    metrics = lake.sql(
        "select metric from interactions where score is not null group by 1 order by count(*) desc limit 50"
    )
    return Choices(
        profile_traits=lake.sql(_TRAITS).to_pylist(),
        kinds=_kinds(lake),
        metrics=metrics.column(0).to_pylist(),
        stages=list(STAGES),
        account_traits=lake.sql(_ACCOUNT_TRAITS).column(0).to_pylist(),
    )


def _kinds(lake: Lake) -> list[dict[str, Any]]:
    counted = lake.sql(
        "select kind, count(*) as interactions from interactions where kind <> 'Profile Updated' "
        "group by 1 order by 2 desc, 1 limit 300"
    ).to_pylist()
    seen = {row["kind"]: row["properties"] for row in lake.sql(_PROPERTIES).to_pylist()}
    return [row | {"properties": seen.get(row["kind"], [])} for row in counted]


_TRAITS = f"""
    with told as (
        select customer_id, unnest(json_keys(properties)) as name, properties
        from interactions where kind = 'Profile Updated'
    ),
    traits as (
        select customer_id, name, max(json_extract_string(properties, '$."' || name || '"')) as value
        from told where regexp_full_match(name, '{NAMES}') and name <> 'context' group by 1, 2
    ),
    sizes as (
        select name, value, count(*) as n from traits where value <> '' and length(value) <= 60 group by 1, 2
        qualify row_number() over (partition by name order by count(*) desc, value) <= 20
    ),
    known as (select name, count(*) as customers from traits group by 1)
    select name, customers, coalesce(list(value order by n desc, value) filter (n > 1), []) as "values"
    from known left join sizes using (name) group by 1, 2 order by 2 desc, 1 limit 200
"""
_PROPERTIES = f"""
    with looked_at as (
        select kind, unnest(json_keys(properties)) as name
        from (select kind, properties from interactions where kind <> 'Profile Updated' limit {ROWS_LOOKED_AT})
    )
    select kind, list(distinct name order by name) as properties from looked_at
    where regexp_full_match(name, '{NAMES}') and name <> 'context' group by 1
"""
_ACCOUNT_TRAITS = f"""
    select distinct name from (
        select unnest(json_keys(properties)) as name from interactions where kind = 'Account Joined' limit {ROWS_LOOKED_AT}
    ) where regexp_full_match(name, '{NAMES}') and name not in ('context', 'group_id') order by 1 limit 200
"""
