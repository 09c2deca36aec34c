"""What stands around every page: title, languages, sections, addresses for search engines.

Any room may show a page in the same dress: extend "majlis/base.html" and pass it one of these.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from events.models import Edition
from events.web import naming

SCRIPTS = {"ur": "nastaliq"}


def site_surroundings(language, path, *, title="", description="", site=None):
    """Context of a page of the site itself; `site` is the site's document, if it is at hand."""
    brand = site["home"]["title"] if site else settings.WAGTAIL_SITE_NAME
    pages = site["pages"] if site else []
    sections = [
        _section(f"/{language}/{page['slug']}/", page["title"], path, _attributes(page, language))
        for page in pages
    ]
    return _surroundings(
        language,
        path,
        languages=naming.site_languages(),
        source=settings.LANGUAGE_CODE,
        title=title or brand,
        description=description,
    ) | {"brand": brand, "brand_href": f"/{language}/", "sections": sections}


def edition_surroundings(contents, path, *, title="", description=""):
    """Context of a page of an edition; `contents` as `events.web.contents` makes it."""
    edition, root, language = contents.edition, contents.root, contents.language
    sections = [
        _section(root, _("Overview"), path, is_leaf=True),
        _section(f"{root}speakers/", _("Speakers"), path),
        _section(f"{root}announcements/", _("Announcements"), path),
    ]
    sections += [
        _section(page["href"], page["title"], path, page["lang_of"]["title"])
        for page in contents.pages.values()
    ]
    if edition["state"] == Edition.State.OPEN:
        sections.append(_section(f"{root}register/", _("Register"), path))
    around = _surroundings(
        language,
        path,
        languages=edition["languages"],
        source=contents.source,
        title=f"{title} · {edition['title']}" if title else edition["title"],
        description=description or edition.get("tagline") or _in_short(edition),
    )
    return around | {
        "contents": contents,
        "edition": edition,
        "brand": edition["title"],
        "brand_attributes": edition["lang_of"]["title"],
        "brand_href": root,
        "tabs": _tabs(root, path),
        "sections": sections,
        "is_archived": edition["state"] == Edition.State.ARCHIVED,
    }


def _in_short(edition):
    return " · ".join(filter(None, [edition["title"], edition["dates"], edition.get("place")]))


def _surroundings(language, path, *, languages, source, title, description):
    below = path.removeprefix(f"/{language}/")
    codes = [row["code"] for row in languages]
    default = source if source in codes else codes[0]
    return {
        "language": language,
        "dir": naming.direction(language),
        "script": SCRIPTS.get(language, ""),
        "title": title,
        "description": description,
        "canonical": f"{settings.BASE_URL}{path}",
        "home_href": f"/{language}/",
        "languages": [
            row | {"href": f"/{row['code']}/{below}", "is_current": row["code"] == language}
            for row in languages
        ],
        "alternates": [(code, f"{settings.BASE_URL}/{code}/{below}") for code in codes]
        + [("x-default", f"{settings.BASE_URL}/{default}/{below}")],
    }


def _tabs(root, path):
    """What people open again and again, at the thumb; the names are those of their pictures."""
    tabs = [
        ("programme", f"{root}programme/", _("Programme")),
        ("now", f"{root}now/", _("Now")),
        ("agenda", f"{root}my-agenda/", _("My agenda")),
        ("search", f"{root}search/", _("Search")),
        ("settings", f"{root}settings/", _("Settings")),
    ]
    return [_section(href, label, path) | {"name": name} for name, href, label in tabs]


def _section(href, label, path, attributes="", *, is_leaf=False):
    is_here = path == href or (not is_leaf and href.count("/") > 3 and path.startswith(href))
    return {
        "href": href,
        "label": label,
        "attributes": attributes,
        "current": "page" if path == href else "true" if is_here else "",
    }


def _attributes(row, language):
    code = row.get("lang", language)
    return "" if code == language else naming.attributes(code)
