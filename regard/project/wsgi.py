"""What the web server calls."""

import atexit
import multiprocessing
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

if multiprocessing.parent_process() is not None:
    # A web worker ends here, once all else was done, rather than by tearing down engines that still compute.
    atexit.register(os._exit, 0)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regard.project.settings")
application = get_wsgi_application()
import_module("regard.project.urls")  # now rather than during the first request
import_module("regard.project.warmth").warm_in_background(
    lake=import_module("regard.foundation.lake.api").Lake.shared(settings.REGARD.data_dir)
)
