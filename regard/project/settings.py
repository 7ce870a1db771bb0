"""Django's settings, made from Regard's. Choices come from the environment; see `read_settings`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from regard.foundation.postgres.api import find_postgres_url
from regard.foundation.settings.api import mail_settings, read_settings

REGARD = read_settings()
HERE = Path(__file__).resolve().parent

SECRET_KEY = REGARD.secret_key
DEBUG = REGARD.debug
ALLOWED_HOSTS = list(REGARD.allowed_hosts)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "ninja",
    "procrastinate.contrib.django",
    "regard.foundation.audit",
    "regard.foundation.accounts",  # before allauth, whose pages it replaces
    "allauth",
    "allauth.account",
    "django.contrib.postgres",
    "regard.record.sources",
    "regard.record.tombstones",
    "regard.record.consents",
    "regard.record.privacy",
    "regard.record.webhooks",
    "regard.record.feeds",
    "regard.record.customers",
    "regard.record.upkeep",
    "regard.record.segments",
    "regard.record.collection",
    "regard.record.rejected",
    "regard.understand.voice",
    "regard.understand.journeys",
    "regard.understand.metrics",
    "regard.understand.risk",
    "regard.understand.watch",
    "regard.understand.dashboards",
    "regard.decide.digest",
    "regard.decide.arbiter",
    "regard.decide.improvements",
    "regard.engage.cases",
    "regard.engage.surveys",
    "regard.engage.surveys.asking",
    "regard.engage.community",
]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # the worker finds tasks itself

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "regard.project.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "regard.foundation.audit.acting.KnowWhoActs",
]

ROOT_URLCONF = "regard.project.urls"
WSGI_APPLICATION = "regard.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]


def _database(url: str) -> dict[str, Any]:
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    known["port"] = "PORT"
    named = {known[key]: value for key, value in parts.items() if key in known}
    options = {key: value for key, value in parts.items() if key not in known}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **named,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


DATABASES = {"default": _database(REGARD.database_url or find_postgres_url(data_dir=REGARD.data_dir))}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_CHECKS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_CHECKS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_CHECKS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_CHECKS}.CommonPasswordValidator"},
    {"NAME": f"{_CHECKS}.NumericPasswordValidator"},
]
DEFAULT_FROM_EMAIL = REGARD.mail_from
globals().update(mail_settings(url=REGARD.smtp_url))

LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "regard.foundation.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "regard.foundation.accounts.forms.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}

SESSION_COOKIE_NAME = "__Host-regard_session" if REGARD.https else "regard_session"
SESSION_COOKIE_SECURE = REGARD.https
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-regard_csrf" if REGARD.https else "regard_csrf"
CSRF_COOKIE_SECURE = REGARD.https
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if REGARD.https else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if REGARD.https else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if REGARD.https else 0

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = REGARD.debug
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/console/assets/"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},  # a 401 or 404 is an answer, not a fault
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
