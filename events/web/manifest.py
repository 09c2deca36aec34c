"""Web app manifests (https://www.w3.org/TR/appmanifest/): of the site, and of each edition."""

import json

from django.conf import settings
from django.http import HttpResponse
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.web import naming

THEME, GROUND = "#fffdf8", "#faf6ee"
SHORT = 12  # letters that fit below an icon
KIND = "application/manifest+json"


@require_safe
def of_site(request, language):
    """For pages that belong to no edition."""
    with translation.override(language):
        name = _(settings.WAGTAIL_SITE_NAME)
        values = _manifest(language, "/", f"/{language}/", name)
    response = HttpResponse(_encoded(values), content_type=KIND)
    response["Cache-Control"] = "no-cache"
    return response


def of_edition(library, _built_at):
    """An app of its own for each edition; a discreet one has neither its name nor its sign."""
    edition, language = library.programme["edition"], library.programme["language"]
    is_discreet = edition.get("discreet", False)
    root = f"{library.base}/"
    name = _("Programme") if is_discreet else edition["title"]
    shortcuts = [(_("Now"), "now/"), (_("My agenda"), "my-agenda/")]
    values = _manifest(language, f"/{edition['slug']}/", root, name, is_discreet=is_discreet)
    values["shortcuts"] = [{"name": label, "url": f"{root}{path}"} for label, path in shortcuts]
    return _encoded(values)


def _manifest(language, identity, start, name, *, is_discreet=False):
    return {
        "id": identity,
        "name": name,
        "short_name": short_name(name),
        "description": _("The programme of your conference, also without a network."),
        "lang": language,
        "dir": naming.direction(language),
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "theme_color": THEME,
        "background_color": GROUND,
        "icons": _icons("plain" if is_discreet else "icon"),
    }


def short_name(name):
    """As many whole words as fit below an icon, at least one."""
    short, *others = name.split() or [""]
    for word in others:
        if len(f"{short} {word}") > SHORT:
            break
        short = f"{short} {word}"
    return short.rstrip(":,;.–-،؛ ")


def _icons(stem):
    return [
        _icon(f"{stem}.svg", "any"),
        _icon(f"{stem}-192.png", "192x192"),
        _icon(f"{stem}-512.png", "512x512"),
        _icon(f"{stem}-maskable-512.png", "512x512", purpose="maskable"),
    ]


def _icon(name, sizes, purpose="any"):
    kind = "image/svg+xml" if name.endswith(".svg") else "image/png"
    return {"src": static(f"pwa/{name}"), "sizes": sizes, "type": kind, "purpose": purpose}


def _encoded(values):
    return json.dumps(values, ensure_ascii=False).encode()
