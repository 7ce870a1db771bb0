"""The door of doors.

A domain whose door is used by a dry run or the simulator, which do without Django, opens part of it late:

    __getattr__ = opened_late(package="regard.record.consents", names=__all__, modules=("operations", "queries"))
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

__all__ = ["opened_late"]


def opened_late(*, package: str, names: Sequence[str], modules: Sequence[str]) -> Callable[[str], Any]:
    """A module's `__getattr__` that finds `names` in the package's `modules`, in this order."""

    def find(name: str) -> Any:
        if name in names:
            for module in modules:
                found = getattr(import_module(f"{package}.{module}"), name, None)
                if found is not None:
                    return found
        raise AttributeError(f"The door of {package} has no {name!r}.")

    return find
