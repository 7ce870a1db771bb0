"""The table of opinions where a question expects the log: what metrics and scopes are asked of."""

from dataclasses import replace
from typing import cast

import ibis
import ibis.expr.types as ir

from regard.analytics.schema.interactions import INTERACTION
from regard.analytics.scope import CUSTOMERS, Scope, customers_with_trait
from regard.foundation.lake.api import Lake, part_of_log
from regard.understand.voice.opinions.mentions import followed
from regard.understand.voice.opinions.shapes import SAID
from regard.understand.voice.opinions.table import opinion_table, token_of


def opinion_log(*, lake: Lake, with_profiles: bool = False, voices: str | None = CUSTOMERS) -> ir.Table:
    """The opinions of customers, of public authors, or (None) of both.

    With the rows that tell customers' traits among them (without label) where a question needs these.
    """
    found = opinion_table(lake=lake, voices=voices)
    if not with_profiles:
        return found
    profiles = part_of_log(lake=lake, families=("profiles",))
    profiles = profiles.filter(profiles.kind == "Profile Updated").select(*SAID)
    if lake.on_spark is not None:
        profiles = ibis.memtable(profiles.to_pyarrow())
    lacking = {name: ibis.null(kind) for name, kind in found.schema().items() if name not in SAID}
    return cast(ir.Table, found.union(profiles.mutate(**lacking).select(*found.columns)))


def opinion_token(*, lake: Lake) -> str:
    """What changes whenever an answer from the opinions may."""
    return token_of(lake=lake, found=followed(lake=lake))


def scope_of_opinions(*, lake: Lake, scope: Scope) -> Scope:
    """The scope with the customers of its segment looked up in the log, since opinions tell no traits."""
    trait = scope.trait()
    if scope.members is not None:
        if lake.on_spark is None:
            return scope
        told = scope.members().to_pyarrow()
        return replace(scope, members=lambda: ibis.memtable(told))
    if trait is None:
        return scope
    profiles = part_of_log(lake=lake, families=("profiles",))
    members = customers_with_trait(profiles, *trait).to_pyarrow()
    return replace(scope, members=lambda: ibis.memtable(members))


assert set(SAID) <= set(INTERACTION.names)
