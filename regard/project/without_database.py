"""Django set up just enough to import the domains, for commands that need no database."""

from __future__ import annotations

APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "regard.foundation.audit",
    "regard.record.tombstones",
    "regard.record.consents",
    "regard.record.customers",
]


def set_up_without_database() -> None:
    """Let the domains be imported: no database is started and nothing is written to one."""
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(INSTALLED_APPS=APPS, DATABASES={})
        django.setup()
