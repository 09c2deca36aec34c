import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("MAJLIS_DATA", tempfile.mkdtemp(prefix="majlis-test-"))

from cms import secrets

secrets.ensure(os.environ["MAJLIS_DATA"])

from cms.settings.base import *

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["CONN_MAX_AGE"] = 0
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

if DATABASES["default"]["ENGINE"] == "cms.sqlite":
    # pytest-django knows only Django's own engine to be in memory by default.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
if os.environ.get("TEST_DB_FILE"):  # with pytest --reuse-db: skips the migrations
    DATABASES["default"]["TEST"] = {"NAME": os.environ["TEST_DB_FILE"]}
