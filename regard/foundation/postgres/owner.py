"""PostgreSQL refuses to run as root: who owns its files then, and how it reaches them."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

USERS_TO_TRY = ("postgres", "regard")


def find_owner() -> pwd.struct_passwd | None:
    """Return the user that runs PostgreSQL for root; None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in USERS_TO_TRY:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return _add_user()


def _add_user() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd:
        command = [useradd, "--system", "--no-create-home", "--shell", "/bin/false", "regard"]
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return pwd.getpwnam("regard")
    return pwd.getpwnam("nobody")


def let_reach(path: Path) -> None:
    """Let other users walk through the folders above `path`; they still cannot list them."""
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
