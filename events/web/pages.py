"""The public pages: each turns what is Wanted into a template's name and its context."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404
from django.utils.translation import gettext as _

from events.compiler.reading import load_document
from events.folding import fold, matches
from events.models import Edition, SessionPage
from events.web import linked_data, naming, searching
from events.web.contents import blocks, contents
from events.web.now import context as now_context
from events.web.surroundings import edition_surroundings, site_surroundings


@dataclass(frozen=True)
class Unsaved:
    """Wanted by an editor's preview: what the page is made from is given, not stored."""

    page: Callable
    language: str
    path: str
    slug: str
    contents: object = None
    site: dict | None = None
    filters: tuple = ()


FILTERS = ("q", "track", "room", "kind", "language", "interpretation")
# What a search may ask for: words, and only one kind of thing.
SEARCH = ("q", "in")


# --- the site ---


def front(wanted):
    site = _site(wanted)
    home, language = site["home"], wanted.language
    editions = [
        naming.marked(row, language, site["source"])
        | {"state_words": Edition.State(row["state"]).label}
        for row in site["editions"]
    ]
    context = {
        "home": naming.marked(home, language, site["source"]),
        "editions": editions,
        "untranslated": _untranslated(home, wanted, site["source"]),
        "linked_data": linked_data.site(home, wanted),
    }
    around = site_surroundings(
        language, wanted.path, site=site, description=naming.plain(home["introduction"])
    )
    return "events/front.html", around | context


def site_page(wanted):
    site = _site(wanted)
    page = _find(site["pages"], wanted.slug)
    page = naming.marked(page, wanted.language, site["source"])
    body = blocks(page, lambda text: text)
    around = site_surroundings(wanted.language, wanted.path, site=site, title=page["title"])
    return "events/page.html", around | _body_page(page | {"body": body}, wanted, site["source"])


def _site(wanted):
    if isinstance(wanted, Unsaved):
        return wanted.site
    return load_document(dict(wanted.etags)["site"], "site", None, wanted.language)


# --- an edition ---


def overview(wanted):
    found = _contents(wanted)
    edition = found.edition
    around = edition_surroundings(
        found, wanted.path, description=naming.plain(edition["introduction"])
    )
    return "events/edition.html", around | {
        "announcements": list(found.announcements.values())[:3],
        "untranslated": _untranslated(edition, wanted, found.source),
        "linked_data": linked_data.edition(found),
    }


def page(wanted):
    found = _contents(wanted)
    row = _find(found.pages.values(), wanted.slug)
    around = edition_surroundings(found, wanted.path, title=row["title"])
    return "events/page.html", around | _body_page(row, wanted, found.source)


def _body_page(row, wanted, source):
    return {
        "page": row,
        "untranslated": _untranslated(row, wanted, source),
        "linked_data": linked_data.questions(row["body"], wanted.language),
    }


def programme(wanted):
    """One day, or all sessions that pass the filters."""
    found = _contents(wanted)
    filters = dict(wanted.filters)
    if filters:
        shown = _passing(found, filters)
    else:
        shown = [row for row in found.sessions.values() if row["date"] == wanted.slug]
    day = found.day(wanted.slug)
    around = edition_surroundings(
        found, wanted.path, title=_("Programme") if filters else f"{_('Programme')}, {day['name']}"
    )
    return "events/programme.html", around | {
        "day": None if filters else day,
        "days": _days(found, shown),
        "unscheduled": [row for row in found.sessions.values() if not row["date"]]
        if not filters
        else [row for row in shown if not row["date"]],
        "count": len(shown),
        "filters": filters,
        "choices": _choices(found),
        "query": urlencode(wanted.filters),
        "is_partial": any(_is_foreign(row) for row in shown),
        "source_name": naming.language_name(found.source, wanted.language),
        "language_name": naming.language_name(wanted.language, wanted.language),
        "linked_data": None if filters else linked_data.programme(found, shown),
    }


def _is_foreign(row):
    return "lang" in row or "title" in row.get("todo", ())


def _days(found, sessions):
    """`[(day, [(time, [session, …]), …]), …]` of the sessions that have a time."""
    timed = [row for row in sessions if row["date"]]
    timed.sort(key=lambda row: (row["date"], row["start"]))
    return [
        (
            found.day(date),
            [(start, list(rows)) for start, rows in groupby(of_day, key=lambda row: row["start"])],
        )
        for date, of_day in groupby(timed, key=lambda row: row["date"])
    ]


def _passing(found, filters):
    tests = {
        "track": lambda row, value: bool(row["track"]) and row["track"]["id"] == value,
        "room": lambda row, value: bool(row["room"]) and row["room"]["id"] == value,
        "kind": lambda row, value: row["kind"] == value,
        "language": lambda row, value: (
            value in row.get("languages", ()) or value in row.get("interpretation", ())
        ),
        "interpretation": lambda row, value: bool(row["interpreted"]),
        "q": lambda row, value: matches(value, searchable(found)[row["id"]]),
    }
    return [
        row
        for row in found.sessions.values()
        if all(tests[name](row, value) for name, value in filters.items())
    ]


@lru_cache(maxsize=32)
def searchable(found):
    """Folded text of each session, by its id; the app makes the same from the same words."""
    return {
        row["id"]: fold(" ".join([row["title"], *searching.names_of(row)]))
        for row in found.sessions.values()
    }


def _choices(found):
    rows = found.sessions.values()
    kinds = {row["kind"] for row in rows}
    codes = {code for row in rows for code in row.get("languages", ())}
    codes |= {code for row in rows for code in row.get("interpretation", ())}
    named = ((code, naming.language_name(code, found.language)) for code in codes)
    return {
        "kinds": [(kind.value, kind.label) for kind in SessionPage.Kind if kind in kinds],
        "languages": sorted(named, key=lambda pair: pair[1]),
        "interpretation": any(row["interpreted"] for row in rows),
    }


def session(wanted):
    found = _contents(wanted)
    row = _find(found.sessions.values(), wanted.slug)
    description = row.get("summary") or naming.plain(row["abstract"])
    around = edition_surroundings(found, wanted.path, title=row["title"], description=description)
    timed = sorted(
        (other for other in found.sessions.values() if other["date"]),
        key=lambda other: (other["start"], other["id"]),
    )
    place = timed.index(row) if row in timed else None
    return "events/session.html", around | {
        "session": row,
        "day": found.day(row["date"]) if row["date"] else None,
        "previous": timed[place - 1] if place else None,
        "next": timed[place + 1] if place is not None and place + 1 < len(timed) else None,
        "at_the_same_time": [
            other
            for other in timed
            if other is not row
            and row["date"]
            and other["start"] < row["end"]
            and other["end"] > row["start"]
        ],
        "untranslated": _untranslated(row, wanted, found.source),
        "linked_data": linked_data.session(found, row),
    }


def speakers(wanted):
    found = _contents(wanted)
    around = edition_surroundings(found, wanted.path, title=_("Speakers"))
    rows = sorted(found.speakers.values(), key=lambda row: fold(row["name"]))
    return "events/speakers.html", around | {"speakers": rows}


def speaker(wanted):
    found = _contents(wanted)
    row = _find(found.speakers.values(), wanted.slug)
    around = edition_surroundings(
        found, wanted.path, title=row["name"], description=naming.plain(row["biography"])
    )
    return "events/speaker.html", around | {
        "speaker": row,
        "sessions": [
            part | {"day_name": found.day(part["date"])["short"] if part["date"] else ""}
            for part in found.sessions_of[row["id"]]
        ],
        "untranslated": _untranslated(row, wanted, found.source),
        "linked_data": linked_data.person(found, row),
    }


def announcements(wanted):
    found = _contents(wanted)
    around = edition_surroundings(found, wanted.path, title=_("Announcements"))
    return "events/announcements.html", around | {
        "announcements": list(found.announcements.values())
    }


def announcement(wanted):
    found = _contents(wanted)
    row = _find(found.announcements.values(), wanted.slug)
    around = edition_surroundings(
        found, wanted.path, title=row["title"], description=naming.plain(row["body"])
    )
    return "events/announcement.html", around | {
        "announcement": row,
        "untranslated": _untranslated(row, wanted, found.source),
    }


def now(wanted):
    found = _contents(wanted)
    around = edition_surroundings(found, wanted.path, title=_("Now and next"))
    return "events/now.html", around | now_context(found, wanted.moment)


def agenda(wanted):
    """Lives on the device; the page says so, and what to do without JavaScript."""
    found = _contents(wanted)
    return "events/agenda.html", edition_surroundings(found, wanted.path, title=_("My agenda"))


def search(wanted):
    found, filters = _contents(wanted), dict(wanted.filters)
    words = filters.get("q", "")
    around = edition_surroundings(found, wanted.path, title=_("Search"))
    groups = searching.search(found, words, filters.get("in", ""))
    return "events/search.html", around | {
        "filters": filters,
        "query": urlencode(wanted.filters),
        "query_everywhere": urlencode({"q": words}),
        "groups": groups,
        "count": sum(group.count for group in groups or ()),
    }


def settings_page(wanted):
    """Lives on the device as well."""
    found = _contents(wanted)
    return "events/settings.html", edition_surroundings(found, wanted.path, title=_("Settings"))


# --- shared ---


def _contents(wanted):
    if isinstance(wanted, Unsaved):
        return wanted.contents
    return contents(wanted.edition, wanted.language, wanted.etags)


def _find(rows, slug):
    for row in rows:
        if row["slug"] == slug:
            return row
    raise Http404


def _untranslated(row, wanted, source):
    """What a reader is told about words that are not in their language; None if all are."""
    if not {"lang", "todo", "changed"} & row.keys():
        return None
    code = row.get("lang") or row.get("source", source)
    below = wanted.path.removeprefix(f"/{wanted.language}/")
    return {
        "is_whole": "lang" in row,
        "is_partly": "todo" in row,
        "changed": row.get("changed_date"),
        "code": code,
        "name": naming.language_name(code, wanted.language),
        "wanted": naming.language_name(wanted.language, wanted.language),
        "href": f"/{code}/{below}",
    }
