"""An edition's documents with their references resolved, ready for templates; kept by ETag."""

import re
from collections import defaultdict
from functools import cached_property, lru_cache

from events.compiler.reading import load_document
from events.models import AnnouncementPage, Edition, SessionPage, SessionSpeaker, Slot
from events.web import naming, venue

REFERENCE = re.compile(r' href="#ref/([a-z2-7]{8})"')
COLOURLESS = "none"
# Fields of blocks that hold words.
WORDS = ("text", "html", "attribution", "question", "answer", "caption", "alt")


@lru_cache(maxsize=32)
def contents(edition_slug, language, etags):
    """Contents of `etags`: pairs of a document's name and its ETag, details optional."""
    loaded = {name: load_document(etag, name, edition_slug, language) for name, etag in etags}
    return Contents(loaded["programme"], loaded.get("details"))


class Contents:
    """One edition in one language. Rows are those of the documents with what templates need added.

    Made while the language is active, since it holds words of the interface.
    """

    def __init__(self, programme, details=None):
        self.programme, self.details = programme, details
        self.language, self.dir = programme["language"], programme["dir"]
        self.source = programme["source"]
        self.slug = programme["edition"]["slug"]
        self.root = f"/{self.language}/{self.slug}/"
        self.tracks = self._by_id("tracks")
        self.rooms = self._by_id("rooms")
        self.speakers = self._by_id("speakers")
        self.sessions = self._by_id("sessions")
        self.announcements = self._by_id("announcements")
        self.pages = self._by_id("pages")
        self.hrefs = self._hrefs()
        self.edition = self._edition()
        self._complete()

    # --- rows ---

    def _by_id(self, name):
        more = {row["id"]: row for row in (self.details or {}).get(name, ())}
        return {
            row["id"]: self._marked(row | more.get(row["id"], {})) for row in self.programme[name]
        }

    def _marked(self, row):
        return naming.marked(row, self.language, self.source)

    def _hrefs(self):
        folders = {
            "programme/": self.sessions,
            "speakers/": self.speakers,
            "announcements/": self.announcements,
            "": self.pages,
        }
        return {self.programme["edition"]["id"]: self.root} | {
            row["id"]: f"{self.root}{folder}{row['slug']}/"
            for folder, rows in folders.items()
            for row in rows.values()
        }

    def _edition(self):
        row = self.programme["edition"] | (self.details or {}).get("edition", {})
        row["maps"] = venue.maps(row)
        row["organisers"] = self._several(row, "organisers")
        return self._marked(row) | {
            "href": self.root,
            "state_words": Edition.State(row["state"]).label,
        }

    def _complete(self):
        for rows in (self.sessions, self.speakers, self.announcements, self.pages):
            for row in rows.values():
                row["href"] = self.hrefs[row["id"]]
        for row in self.announcements.values():
            self._complete_announcement(row)
        for row in self.sessions.values():
            self._complete_session(row)
        if self.details:
            self._resolve_rich_texts()

    def _complete_announcement(self, row):
        row["body"] = self.rich(row, "body")
        row["time"] = row["at"][11:16]
        row["urgency_words"] = AnnouncementPage.Urgency(row["urgency"]).label
        if "audience" in row:
            row["audience_words"] = AnnouncementPage.Audience(row["audience"]).label

    def _complete_session(self, row):
        start, end = row.get("start", ""), row.get("end", "")
        row["starts"], row["ends"] = start[11:16], end[11:16]
        row["date"] = row.get("day", start[:10])
        row["room"] = self.rooms.get(row.get("room"))
        row["track"] = self.tracks.get(row.get("track"))
        row["colour"] = row["track"]["colour"] if row["track"] else COLOURLESS
        row["kind_words"] = SessionPage.Kind(row["kind"]).label
        row["speakers"] = self._appearances(row)
        row["spoken"] = self._language_names(row.get("languages", ()))
        row["interpreted"] = self._language_names(row.get("interpretation", ()))
        if "state" in row:
            row["state_words"] = Slot.State(row["state"]).label
            row["was"] = self._was(row)
            row["replacement"] = self.sessions.get(row.get("replaced_by"))
        for field, choices in (
            ("level", SessionPage.Level),
            ("recording", SessionPage.Recording),
            ("credit", SessionPage.Credit),
        ):
            if field in row:
                row[f"{field}_words"] = choices(row[field]).label

    def _appearances(self, row):
        roles = SessionSpeaker.Role
        return [
            self.speakers[part["id"]]
            | ({"part": roles(part["role"]).label} if "role" in part else {})
            for part in row.get("speakers", ())
            if part["id"] in self.speakers
        ]

    def _language_names(self, codes):
        return [naming.language_name(code, self.language) for code in codes]

    def _was(self, row):
        """Where a moved session was: `{"time", "day", "room"}`, each only if it differs."""
        start = row.get("was_start", "")
        was = {
            "time": start[11:16] if start[:16] != row.get("start", "")[:16] else "",
            "day": self.day(start[:10])["name"] if start and start[:10] != row["date"] else "",
            "room": self.rooms.get(row.get("was_room")),
        }
        return {name: value for name, value in was.items() if value}

    # --- words ---

    def _several(self, row, field):
        """Small things that belong to an object, each with the language of its own words."""
        whole = {"lang": row["lang"]} if "lang" in row else {}
        parts = row.get(field, ())
        return [naming.marked(whole | part, self.language, self.source) for part in parts]

    def rich(self, row, field):
        """A rich text whose references are addresses."""
        return self.resolve(row.get(field, ""))

    def resolve(self, text):
        def address(found):
            href = self.hrefs.get(found[1])
            return f' href="{href}"' if href else ""

        return REFERENCE.sub(address, text) if "#ref/" in text else text

    def _resolve_rich_texts(self):
        for row in self.sessions.values():
            row["abstract"] = self.rich(row, "abstract")
        for row in self.speakers.values():
            row["biography"] = self.rich(row, "biography")
            row["links"] = self._several(row, "links")
        for field in ("introduction", "venue_directions"):
            self.edition[field] = self.rich(self.edition, field)
        for row in (self.edition, *self.pages.values()):
            row["body"] = blocks(row, self.resolve)

    # --- days ---

    @cached_property
    def days(self):
        """The edition's days, and any other on which a session was put."""
        known = {day["date"]: day for day in self.programme["days"]}
        for row in self.sessions.values():
            if row["date"] and row["date"] not in known:
                known[row["date"]] = naming.day_name(row["date"], self.language)
        return [known[date] for date in sorted(known)]

    def day(self, date):
        found = (day for day in self.programme["days"] if day["date"] == date)
        return next(found, None) or naming.day_name(date, self.language)

    @cached_property
    def rooms_with_directions(self):
        return [row for row in self.rooms.values() if row.get("directions")]

    @cached_property
    def session_slugs(self):
        return {row["slug"]: row for row in self.sessions.values()}

    @cached_property
    def speaker_slugs(self):
        return {row["slug"]: row for row in self.speakers.values()}

    @cached_property
    def sessions_of(self):
        """Sessions of each speaker, by the speaker's id."""
        found = defaultdict(list)
        for session in self.sessions.values():
            for speaker in session["speakers"]:
                found[speaker["id"]].append(session)
        return found


def blocks(row, resolve):
    """Blocks of a body with what templates ask about their language, references resolved."""
    language, source = row["parts"].language, row["parts"].source
    found, before = [], None
    for place, block in enumerate(row.get("body", ())):
        block = block | {name: resolve(block[name]) for name in ("html", "answer") if name in block}
        code = row.get("lang", block.get("lang"))
        # What is inside does not repeat what the block says as a whole.
        own = {name: value for name, value in block.items() if name != "lang"}
        block["inside"] = naming.LanguageOf(own, language, source)
        whole = {"lang": code} if code else {}
        block["lang_of"] = naming.LanguageOf(own | whole, language, source)
        block["attributes"] = naming.attributes(code) if code else ""
        # The first of several says it for all.
        if "lang" not in row and ("todo" in block or block.get("lang", before) != before):
            block |= naming.part(
                f"{row['id']}-{place}", block["attributes"], source, language, bool(code)
            )
        before = block.get("lang")
        found.append(block)
    return found
