"""Production settings: they read the environment and fail closed; the others only loosen them."""

from pathlib import Path
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

from cms.settings import languages

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

# Where database, media and secrets live.
DATA_DIR = Path(env.str("MAJLIS_DATA", default=str(BASE_DIR / "var"))).resolve()
SECRETS_DIR = DATA_DIR / "secrets"


def read_secret(name):
    """The content of a secret file; `manage.py bootstrap` makes them on first start."""
    path = SECRETS_DIR / name
    try:
        return path.read_text().strip()
    except OSError:
        raise ImproperlyConfigured(
            f"The secret {path} cannot be read: run `manage.py bootstrap` on a new "
            "installation, or restore the file from your backup of keys."
        ) from None


SECRET_KEY = env.str("SECRET_KEY", default="") or read_secret("secret_key")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
# Origin under which people reach the site, such as https://conference.example.org
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
# How many proxies of ours stand before this server: what they say of a request is believed.
PROXIES = env.int("PROXIES", default=0)
# Kept apart from the database and its backup: without it no registration can be read.
MASTER_KEY_FILE = env.str("MASTER_KEY_FILE", default=str(SECRETS_DIR / "master.key"))
if not BASE_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured(f"BASE_URL must begin with http:// or https://, not {BASE_URL!r}.")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    # Ours come first: our templates win over those of wagtail_localize and Wagtail.
    "cms",
    "pwa",
    "registration",
    "events",
    "home",
    "wagtail_localize",
    "wagtail_localize.locales",  # instead of wagtail.locales
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",  # never beside "modelsearch": the first save would crash
    "wagtail.admin",
    "wagtail",
    "django_tasks_db",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cms.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "events.api.cors.open_reading",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.middleware.reader_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Database ---------------------------------------------------------------------------------
# Why these SQLite settings: docs/decisions/0003-sqlite-settings.md
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;"
        " PRAGMA secure_delete=ON"
    ),
}


def database(url):
    """A Django database from a URL; the embedded SQLite file when the URL is empty."""
    url = url or f"sqlite:///{DATA_DIR / 'majlis.sqlite3'}"
    if not url.startswith(("sqlite:///", "postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///.")
    config = env.db_url_config(url)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config |= {"ENGINE": "cms.sqlite", "OPTIONS": SQLITE_OPTIONS}
    return {**config, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": database(env.str("DATABASE_URL", default=""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- Languages --------------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = languages.configured(
    env.list("MAJLIS_LANGUAGES", default=["en", "ar", "ur", "tr"])
)
LANGUAGES_BIDI = languages.right_to_left()
# An installation may bring catalogues of its own; see docs/languages.md.
LOCALE_PATHS = [DATA_DIR / "locale", BASE_DIR / "locale"]

WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # nothing is public before it is translated
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True  # keep the words of a page deleted by accident
WAGTAILLOCALIZE_JOBS = {"BACKEND": "cms.localize.jobs.SafeJobs"}

# --- Wagtail ----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Majlis"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long page, or its texts with what was seen of each
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = True
# Debian's own names: at the first that a browser does not know, Wagtail's script gives up.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"Factory", "localtime"})
WAGTAILEMBEDS_FINDERS = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 36_000_000
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "ods", "docx", "xlsx", "csv", "txt", "zip"]

# --- API --------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "events.api.negotiation.AlwaysJson",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "cms.errors.api_error",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Majlis",
    "DESCRIPTION": "Editions, programmes, pages and registration, in every language.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "PREPROCESSING_HOOKS": ["events.api.schema.only_the_api"],
    "POSTPROCESSING_HOOKS": [],  # choices stand where they are used: their names would collide
    "TAGS": [
        {"name": "editions", "description": "What there is, and where."},
        {"name": "documents", "description": "All that a reader needs, as stored bytes."},
        {"name": "objects", "description": "Lists with filters, and single objects."},
        {"name": "registration", "description": "From a request for a seat to a ticket."},
    ],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "Registration": {
                "type": "apiKey",
                "in": "header",
                "name": "Authorization",
                "description": "`Registration ` and the token of the mailed link.",
            }
        }
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
}

# --- Files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"
STATICFILES_DIRS = [("app", BASE_DIR / "pwa" / "dist")]  # made by `make build`
# Removes the app's service worker, and what it keeps, from every device that comes by.
MAJLIS_KILL_WORKER = env.bool("MAJLIS_KILL_WORKER", default=False)
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cms.storage.StaticFiles"},
}
# Kept by browsers for good: their names change with their contents.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/(app/[a-z]+-[\w-]{8}\.js|.+\.[0-9a-f]{12}\.\w+)$"

# --- Security ---------------------------------------------------------------------------------
# Other limits than those of registration/limits.py: {action: (how often, in how many seconds)}.
REGISTRATION_LIMITS = env.json("REGISTRATION_LIMITS", default={})
IS_HTTPS = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
# Not "no-referrer": browsers then send forms with "Origin: null", and every POST is refused.
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
# The Content-Security-Policy of readers' pages. Devices keep pages with the policy that they came
# with, so a change of either of these is a new version of the app (pwa/shell.py).
PUBLIC_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "majlis",
}
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=()"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin's preview panel is a frame of our own
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}

EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT = 10  # seconds, for each answer of the mail server
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="majlis@localhost")

# No address of a reader is ever logged: there is no access log, and errors name no request.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "cms.logs.Discreet",
            "fmt": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.server": {"level": "WARNING"}},
}
