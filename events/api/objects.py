"""Full objects for integrators: `programme` and `details` together, with defaults spelled out.

Made once per pair of ETags; all requests share them, so nobody may change them.
"""

import html
from collections import defaultdict
from functools import cached_property, lru_cache

from django.utils.html import strip_tags

from events.api import problems
from events.compiler.reading import DocumentChanged, load_document, snapshot_etags
from events.folding import fold


class Library:
    """The objects of one edition in one language: `library[kind]` is `{id: object}` in order."""

    def __init__(self, programme, details, version):
        self.programme, self.details = programme, details
        self.version = version
        self.slug = programme["edition"]["slug"]
        self.language = programme["language"]
        self.base = f"/{self.language}/{self.slug}"
        self.zone = programme["edition"]["time_zone"]
        self.rows = {}
        makers = {
            "rooms": _room,
            "tracks": _track,
            "pages": _page,
            "announcements": _announcement,
            "speakers": _speaker,
            "sessions": _session,
        }
        for kind, make in makers.items():
            self.rows[kind] = {
                row["id"]: self._head(row) | make(self, row) for row in self._merged(kind)
            }
        self._add_sessions_to_speakers()

    def __getitem__(self, kind):
        return self.rows[kind]

    def _merged(self, kind):
        details = {row["id"]: row for row in self.details.get(kind, [])}
        return [details.get(row["id"], {}) | row for row in self.programme[kind]]

    def _head(self, row):
        return {
            "id": row["id"],
            "lang": row.get("lang", self.language),
            "todo": row.get("todo", []),
            "source": row.get("source", self.programme["source"]),
            "changed": row.get("changed"),
        }

    def _add_sessions_to_speakers(self):
        appearances = defaultdict(list)
        for session in self.rows["sessions"].values():
            for speaker in session["speakers"]:
                appearances[speaker["id"]].append(session["id"])
        for speaker in self.rows["speakers"].values():
            speaker["sessions"] = appearances[speaker["id"]]

    def named(self, kind, identity):
        """`{"id", "name", "lang"}` of a room, track or speaker, or None."""
        row = self.rows[kind].get(identity)
        if row is None:
            return None
        lang = row["source"] if "name" in row["todo"] else row["lang"]
        return {"id": identity, "name": row["name"], "lang": lang}

    @cached_property
    def folded_sessions(self):
        """`{id: folded text}` to search in."""
        return {key: fold(_session_text(row)) for key, row in self.rows["sessions"].items()}

    @cached_property
    def folded_speakers(self):
        return {key: fold(_speaker_text(row)) for key, row in self.rows["speakers"].items()}


def library(slug, language):
    """The current library, in one query when nothing changed.

    Raises NotFound, UnknownLanguage or NotBuilt as the documents themselves do.
    """
    for _attempt in range(3):  # a rebuild may replace what was just looked up
        etags = snapshot_etags(slug, language) or {}
        if not {"programme", "details"} <= etags.keys():
            raise problems.reason(slug, language, "programme")
        try:
            return library_of(slug, language, etags["programme"], etags["details"])
        except DocumentChanged:
            continue
    raise problems.NotBuilt


@lru_cache(maxsize=16)
def library_of(slug, language, programme_etag, details_etag):
    """The library of one state of the documents. Raises DocumentChanged when it is gone."""
    programme = load_document(programme_etag, "programme", slug, language)
    details = load_document(details_etag, "details", slug, language)
    return Library(programme, details, version=programme_etag.strip('"')[:8])


def _session(library, row):
    return {
        "path": f"{library.base}/programme/{row['slug']}/",
        "title": row["title"],
        "kind": row["kind"],
        "state": row.get("state", "scheduled"),
        "day": row.get("day") or row.get("start", "")[:10] or None,
        "start": row.get("start"),
        "end": row.get("end"),
        "room": library.named("rooms", row.get("room")),
        "was_start": row.get("was_start"),
        "was_room": library.named("rooms", row.get("was_room")),
        "replaced_by": row.get("replaced_by"),
        "track": library.named("tracks", row.get("track")),
        "speakers": [
            library.named("speakers", speaker["id"]) | {"role": speaker.get("role", "speaker")}
            for speaker in row.get("speakers", [])
        ],
        "languages": row.get("languages", []),
        "interpretation": row.get("interpretation", []),
        "level": row.get("level", "everyone"),
        "recording": row.get("recording", "no"),
        "credit": row.get("credit", "named"),
        "summary": row.get("summary", ""),
        "abstract": row.get("abstract", ""),
    }


def _speaker(library, row):
    return {
        "path": f"/{library.language}/speakers/{row['slug']}/",
        "name": row["name"],
        "role": row.get("role", ""),
        "affiliation": row.get("affiliation", ""),
        "biography": row.get("biography", ""),
        "photo": row.get("photo"),
        "links": row.get("links", []),
    }


def _announcement(library, row):
    return {
        "path": f"{library.base}/announcements/{row['slug']}/",
        "title": row["title"],
        "body": row["body"],
        "urgency": row["urgency"],
        "audience": row.get("audience", "everyone"),
        "at": row["at"],
        "until": row.get("until"),
    }


def _page(library, row):
    return {
        "path": f"{library.base}/{row['slug']}/",
        "title": row["title"],
        "body": row.get("body", []),
    }


def _room(library, row):
    return {
        "name": row["name"],
        "capacity": row.get("capacity"),
        "floor": row.get("floor"),
        "directions": row.get("directions", ""),
    }


def _track(library, row):
    return {
        "name": row["name"],
        "colour": row["colour"],
        "description": row.get("description", ""),
    }


def _session_text(session):
    named = [session["room"], session["track"], *session["speakers"]]
    words = [row["name"] for row in named if row]
    return _plain(session["title"], session["summary"], session["abstract"], *words)


def _speaker_text(speaker):
    return _plain(*(speaker[field] for field in ("name", "role", "affiliation", "biography")))


def _plain(*texts):
    return html.unescape(strip_tags(" ".join(texts).replace("<", " <")))
