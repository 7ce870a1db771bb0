"""Models out of installed packages: found without importing them, and checked before they are read."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from regard.analytics.text.errors import ModelsDamaged, ModelsMissing


def find_file(*, package: str, name: str, sha256: str) -> Path:
    """Where a file of an installed package lies, once its digest is the one expected."""
    try:
        path = Path(str(distribution(package).locate_file(name)))
    except PackageNotFoundError:
        raise ModelsMissing(package) from None
    if not path.is_file():
        raise ModelsMissing(package)
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise ModelsDamaged(name, package)
    return path


def is_installed(package: str) -> bool:
    """Whether the package is there, at whatever version."""
    try:
        distribution(package)
    except PackageNotFoundError:
        return False
    return True
