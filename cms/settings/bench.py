"""Production settings on a throw-away database; see cms/bench/."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-measuring")
os.environ["MAJLIS_DATA"] = os.environ.get("MAJLIS_BENCH") or tempfile.mkdtemp(
    prefix="majlis-bench-"
)
os.environ["MAJLIS_BENCH"] = os.environ["MAJLIS_DATA"]  # the server that is measured shares it

from cms import secrets

secrets.ensure(os.environ["MAJLIS_DATA"])

from cms.settings.base import *

ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "cms.bench.urls"
