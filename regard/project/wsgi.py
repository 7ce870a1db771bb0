"""What the web server calls."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regard.project.settings")
application = get_wsgi_application()
import_module("regard.project.urls")  # now rather than during the first request
import_module("regard.project.warmth").warm_in_background(
    lake=import_module("regard.foundation.lake.api").Lake.shared(settings.REGARD.data_dir)
)
