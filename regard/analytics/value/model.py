"""What a model of purchases has to answer, and which there are."""

from collections.abc import Callable
from dataclasses import dataclass

from regard.analytics.errors import RegardError
from regard.analytics.value import bg_nbd, pareto_nbd
from regard.analytics.value.histories import Floats, Histories


class UnknownModel(RegardError):
    """Raised for a model that is not among these."""

    code = "model_unknown"
    status = 422


@dataclass(frozen=True)
class Model:
    """Customers buy at their own rate until they leave, unseen.

    `likelihood` gives the log-likelihood of all customers and its gradient; `alive` the probability that a customer has
    not left; `rate` how many purchases per unit a customer who has not left is expected to make at a time from now;
    `pair` the same for two purchases, now followed by one at that time: what the spread of a sum needs. `scale` is the
    time over which the rate falls, `curvature` the second derivatives of the likelihood where there is a formula.
    """

    name: str
    label: str
    parameters: tuple[str, ...]
    start: Callable[[Histories], Floats]
    likelihood: Callable[[Floats, Histories], tuple[float, Floats]]
    alive: Callable[[Floats, Floats, Floats, Floats], Floats]
    rate: Callable[[Floats, Floats, Floats, Floats], Floats]
    pair: Callable[[Floats, Floats, Floats, Floats], Floats]
    scale: Callable[[Floats, Floats], Floats]
    curvature: Callable[[Floats, Histories], Floats] | None = None


BG_NBD = Model(
    "bg_nbd",
    "BG/NBD",
    ("r", "alpha", "a", "b"),
    bg_nbd.start,
    bg_nbd.likelihood,
    bg_nbd.alive,
    bg_nbd.rate,
    bg_nbd.pair,
    bg_nbd.scale,
    bg_nbd.curvature,
)
PARETO_NBD = Model(
    "pareto_nbd",
    "Pareto/NBD",
    ("r", "alpha", "s", "beta"),
    pareto_nbd.start,
    pareto_nbd.likelihood,
    pareto_nbd.alive,
    pareto_nbd.rate,
    pareto_nbd.pair,
    pareto_nbd.scale,
)
MODELS = {model.name: model for model in (BG_NBD, PARETO_NBD)}


def find_model(name: str) -> Model:
    """The model of that name. Raises UnknownModel, which names them all."""
    if name not in MODELS:
        raise UnknownModel(f"There is no model {name[:40]!r}. There are {', '.join(MODELS)}.")
    return MODELS[name]
