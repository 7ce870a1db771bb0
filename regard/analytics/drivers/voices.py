"""What the customers that a pain point touched said soon after."""

import ibis
import ibis.expr.types as ir

SAID_WITHIN_DAYS = 14


def said_after(log: ir.Table, met: ir.Table) -> ir.Table:
    """The rows of `log` in which a customer said something about what was met.

    That is: a text of the customer's own, from a day before to 14 days after one of the encounters `met`, at the
    same stage of the journey, to service, or in a review.
    """
    met = met.select("customer_id", met_at=met.time, met_stage=met.stage)
    said = log.filter(log.text.notnull() & (log.actor == "customer")).select("id", "customer_id", "time", "stage")
    near = said.join(met, "customer_id")
    near = near.filter(
        (near.time >= near.met_at - ibis.interval(days=1))
        & (near.time <= near.met_at + ibis.interval(days=SAID_WITHIN_DAYS))
        & ((near.stage == near.met_stage) | near.stage.isin(("service", "loyalty")))
    )
    return log.semi_join(near.select("id").distinct(), "id")
