"""Holds every setting of the project, read from the environment once; it must not decide or query."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from tracker.config import env

BASE_DIR = Path(__file__).resolve().parents[2]

VERSION = "0.1.0"  # as in pyproject.toml, which the image does not have

# What the environment says; each name is described in docs/operate/install.md.
DATA_DIR = env.data_dir(os.environ, root=BASE_DIR)
HOST = os.environ.get("HOST", "").strip() or "127.0.0.1"
PORT = env.port(os.environ)
PUBLIC_URL = env.public_url(os.environ, default_port=PORT)
DATABASE_URL = env.database_url(os.environ)
REDIS_URL = env.redis_url(os.environ, data=DATA_DIR)
EMBEDDED_DATABASE = DATABASE_URL is None
DEMO = env.flag(os.environ, "DEMO", default=True) and EMBEDDED_DATABASE
BACKUP_DIR = env.backup_dir(os.environ, data=DATA_DIR, root=BASE_DIR, embedded=EMBEDDED_DATABASE)
BACKUP_RECIPIENTS = env.recipients(os.environ)  # public keys of age; without any a backup is not encrypted
PG_BIN = os.environ.get("PG_BIN", "").strip() or None  # where pg_dump and psql lie, if not on the PATH
FETCH = env.flag(os.environ, "FETCH", default=False)  # whether pages and feeds are fetched from the web
HTTPS = PUBLIC_URL.startswith("https://")

SECRET_KEY = env.secret_key(os.environ, data=DATA_DIR, database=DATABASE_URL)
ALLOWED_HOSTS = env.allowed_hosts(os.environ, public=PUBLIC_URL, host=HOST)
DEBUG = False

INSTALLED_APPS = [
    "tracker.apps.TrackerConfig",
    "tracker.apps.TrackerAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_tables2",
    "django_filters",
    "django_htmx",
    "template_partials",
    "crispy_forms",
    "crispy_bootstrap5",
    "import_export",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tracker.web.odd_text.WithoutNul",
    "tracker.web.request_id.RequestId",
    "tracker.web.drafts.taken.TakenForms",
    "tracker.web.not_computed.NotComputed",
]

ROOT_URLCONF = "tracker.config.urls"
WSGI_APPLICATION = "tracker.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.web.shell.shell",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True  # a cell that begins with = is text, not a program
DJANGO_TABLES2_TEMPLATE = "_parts/table.html"

# IMMEDIATE: with the default, a reader that turns writer is refused at once, whatever the time-out.
# FULL: in WAL mode anything less may lose the last commits at a power cut.
# mmap_size (bytes): a portfolio is read from the system's own copy of the file, in half the time.
SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "servanda.sqlite3",
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA mmap_size=268435456;"
        ),
    },
    "TEST": {"NAME": DATA_DIR / "test.sqlite3"},  # a file, so that a real worker can open it too
}
DATABASES: dict[str, Any] = {
    "default": (
        dict(dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True))
        if DATABASE_URL
        else SQLITE
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the database, because throttles must hold while the broker is down.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "tracker_cache"}}

AUTH_USER_MODEL = "tracker.User"
AUTHENTICATION_BACKENDS = ["tracker.web.accounts.backends.WithAudience"]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fa", _("Dari and Persian"))]  # those with a catalogue: decision 0010
LOCALE_PATHS = [BASE_DIR / "tracker" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_DIR", "").strip() or DATA_DIR / "static")
STATICFILES_DIRS = [DATA_DIR / "assets"]  # built from package.json and tracker/static by esbuild
MEDIA_ROOT = DATA_DIR / "files"
FONTS_DIR = Path(os.environ.get("FONTS_DIR", "").strip() or DATA_DIR / "fonts")  # of briefs, made at set-up
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # bytes; a long pasted document fits, a bomb does not
FILE_UPLOAD_PERMISSIONS = 0o600

_mail = env.mail(os.environ, public=PUBLIC_URL)
EMAIL_BACKEND = _mail.backend
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starttls, _mail.tls
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _mail.sender

# Browser: nothing from elsewhere, nothing inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds; counted from the login, one working day
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz"]  # asked over plain http inside the container
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

# Background jobs. The queue is a hint, the outbox row is the record; see docs/operate/run.md.
VISIBILITY_TIMEOUT = 600  # seconds; above the hard limit, or a second copy starts while the first runs
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker for ever
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": VISIBILITY_TIMEOUT,
    "socket_connect_timeout": 0.3,  # seconds; a page that nudges a dead broker must still answer
    "socket_keepalive": True,
    # without these kombu tries a hundred times before a publish gives up
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": VISIBILITY_TIMEOUT}
CELERY_VISIBILITY_TIMEOUT = VISIBILITY_TIMEOUT
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_TASK_DEFAULT_QUEUE = "servanda"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120  # seconds, hard
CELERY_TASK_SOFT_TIME_LIMIT = 90  # seconds
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 100  # seconds; containers grant 120
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "run" / "beat-schedule")
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "finds what the broker lost": {"task": "tracker.sweep", "schedule": 60.0},
    "finds originals that nobody reads": {"task": "tracker.sweep_documents", "schedule": 60.0},
    "shows that jobs run": {"task": "tracker.heartbeat", "schedule": 30.0},
    "looks which time zones passed midnight": {"task": "tracker.midnight", "schedule": 60.0},
    "finds pages that wait to be fetched": {"task": "tracker.sweep_pages", "schedule": 60.0},
    "asks the feeds that are due": {"task": "tracker.poll_feeds", "schedule": 60.0},
    "ends rulings whose day has come": {"task": "tracker.lapse_rulings", "schedule": 3600.0},
    "lets old uploads and drafts go": {"task": "tracker.clean_up", "schedule": 3600.0},
    "finds briefs that wait to be made": {"task": "tracker.sweep_briefs", "schedule": 60.0},
    "finds portfolios that wait to be computed": {"task": "tracker.sweep_portfolios", "schedule": 60.0},
    "finds rehearsals that wait to be worked out": {"task": "tracker.sweep_rehearsals", "schedule": 60.0},
    "sends letters that are due": {"task": "tracker.sweep_letters", "schedule": 30.0},
    "looks which due days come near": {"task": "tracker.remind", "schedule": 60.0},
    "makes the backup of the night": {"task": "tracker.back_up", "schedule": 900.0},
    "makes the checkpoint of the day": {"task": "tracker.publish_checkpoint", "schedule": 3600.0},
    "mails checkpoints to witnesses": {"task": "tracker.sweep_witnesses", "schedule": 60.0},
    "reads files that wait for a report": {"task": "tracker.sweep_uploads", "schedule": 60.0},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # a heartbeat each 30 s tells nobody anything; failures are warnings and above
    "loggers": {name: {"level": "WARNING"} for name in ("celery.worker.strategy", "celery.app.trace")},
}
