"""What the web server calls."""

import os
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regard.project.settings")
django = get_wsgi_application()
import_module("regard.project.urls")  # now rather than during the first request
import_module("regard.project.warmth").warm_in_background(
    lake=import_module("regard.foundation.lake.api").Lake.shared(settings.REGARD.data_dir)
)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request that came through the front, which says who is asking."""
    environ["REMOTE_ADDR"] = environ.pop("HTTP_X_REGARD_PEER", "") or "127.0.0.1"
    return django(environ, start_response)
