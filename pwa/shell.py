"""What the worker keeps on the device: a shell for each language, and the files it needs."""

import hashlib
import json
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation

from pwa import built
from pwa.catalogue import registration_address

# Pictures that the stylesheet draws with. Fonts are kept when a page first asks for them.
FILES = [
    "majlis/majlis.css",
    "majlis/lattice.svg",
    "majlis/star.svg",
    "pwa/icon.svg",
    "pwa/plain.svg",
]
STYLES_OF_REGISTRATION = "registration/registration.css"
HASHED = re.compile(r"[.-][0-9a-zA-Z_-]{8,12}\.[a-z0-9]+$")


def languages():
    return [code for code, _name in settings.LANGUAGES]


@cache
def render_shell(language):
    """The page before any data; the same for everybody, so nothing in it depends on a request."""
    with translation.override(language):
        context = {
            "language": language,
            "dir": "rtl" if language in settings.LANGUAGES_BIDI else "ltr",
            "title": translation.gettext(settings.WAGTAIL_SITE_NAME),
            "brand": translation.gettext(settings.WAGTAIL_SITE_NAME),
            "home_href": f"/{language}/",
        }
        return render_to_string("pwa/shell.html", context)


@cache
def render_worker():
    """The worker's script, with the list of what it keeps and a version that names all of it."""
    script = built.WORKER.read_text()
    names = [*built.scripts(), *FILES]
    files = [static(name) for name in names]
    later = [built.registration(), STYLES_OF_REGISTRATION]
    kit = [static(name) for name in later]
    digest = hashlib.sha256(script.encode())
    # A shell is kept with its headers.
    digest.update(repr([settings.PUBLIC_POLICY, settings.PERMISSIONS_POLICY]).encode())
    for language in languages():
        digest.update(render_shell(language).encode())
    for name, address in zip([*names, *later], [*files, *kit], strict=True):
        digest.update(address.encode() if HASHED.search(address) else _content(name))
    facts = {
        "version": digest.hexdigest()[:12],
        "languages": languages(),
        "files": files,
        "kit": kit,
        "words": {language: registration_address(language) for language in languages()},
    }
    return f"const MAJLIS = {json.dumps(facts)};\n{script}"


def _content(name):
    """Where addresses do not name contents, as in tests, the contents are read."""
    path = finders.find(name)
    if path:
        return Path(path).read_bytes()
    with staticfiles_storage.open(name) as file:
        return file.read()


def forget():
    """Render anew; for tests."""
    render_shell.cache_clear()
    render_worker.cache_clear()
