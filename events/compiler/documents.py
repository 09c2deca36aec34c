"""Makes the documents of an edition: `programme` for the first screen, `details` for the rest."""

from django.utils import timezone, translation
from wagtail.models import Page

from events.compiler import pictures
from events.compiler.bodies import Words, body_images, body_pages
from events.compiler.dates import (
    babel_locale,
    date_range,
    day_names,
    day_of,
    local_iso,
    long_date,
    zone_name,
)
from events.compiler.heads import Heads
from events.compiler.ids import public_id
from events.compiler.loading import load
from events.models import SessionPage, Slot

VERSION = 1


class CompileError(Exception):
    """The content cannot be compiled; the message says what an editor can do."""


def build(edition, language):
    """`{"programme": dict, "details": dict}`, or None while the edition has no published page.

    Raises CompileError. Takes at most 20 queries, and more only to make missing renditions.
    """
    content = load(edition, language)
    return compiled(content, language) if content else None


def compiled(content, language):
    """The documents of content that was loaded already."""
    with translation.override(language):
        return _Compiler(content, language).documents()


class _Compiler:
    def __init__(self, content, language):
        self.content = content
        self.edition = content.edition
        self.language = language
        self.codes = content.loader.codes
        self.items = [
            content.page,
            *content.sessions,
            *content.speakers,
            *content.announcements,
            *content.pages,
        ]
        self.ids = self._ids()
        self.words = Words(self._hrefs(), self._pictures())
        self._head = Heads(
            content.loader,
            self.edition.source_language,
            content.untranslated,
            local=self.edition.local,
            children=self._children,
        ).head
        self.speaker_ids = {item.key for item in content.speakers}

    def documents(self):
        head = {
            "v": VERSION,
            "language": self.language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "source": self.edition.source_language,
        }
        return {"programme": head | self._programme(), "details": head | self._details()}

    # --- identities and references ---

    def _ids(self):
        owners = {}
        for item in self.items:
            if owners.setdefault(public_id(item.key), item.key) != item.key:
                raise CompileError(f"Two objects share the public id {public_id(item.key)}.")
        return {item.key: public_id(item.key) for item in self.items}

    def _hrefs(self):
        """Where a link to a page goes: inside the document by id, else to its address."""
        known = {
            row.pk: f"#ref/{self.ids[item.key]}"
            for item in self.items
            for row in (item.origin, item.words)
        }
        wanted = set()
        for item in self.items:
            wanted |= body_pages(item.words)
        missing = wanted - known.keys()
        if missing:
            by_key = {item.key: f"#ref/{self.ids[item.key]}" for item in self.items}
            for page in Page.objects.filter(pk__in=missing, live=True).exclude(
                self.content.loader.hidden
            ):
                known[page.pk] = by_key.get(page.translation_key) or self._outside(page)
        return known

    def _outside(self, page):
        slug = page.slug
        return f"/{self.language}/{slug}/" if page.depth == 3 else f"/{self.language}/"

    def _pictures(self):
        portraits = {item.origin.photo_id for item in self.content.speakers} - {None}
        wides = {self.content.page.origin.venue_picture_id} - {None}
        for item in (self.content.page, *self.content.pages):
            wides |= body_images(item.words)
        return pictures.load(portraits, wides)

    # --- objects ---

    def _missing(self, item):
        return self.content.untranslated.get(item.key)

    def _children(self, item, field):
        if field == "links":
            return [link.words.label for link in self.content.links.get(item.origin.pk, [])]
        if field == "organisers":
            return [row.words.name for row in self.content.organisers]
        return None

    def _programme(self):
        content = self.content
        return {
            "edition": self._edition(),
            "days": day_names(self.edition, self.language),
            "language_names": self._language_names(),
            "rooms": [self._room(item) for item in _distinct(content.rooms)],
            "tracks": [self._track(item) for item in _distinct(content.tracks)],
            "sessions": self._sessions(),
            "speakers": [
                self._head(item) | {"slug": item.origin.slug, "name": item.words.title}
                for item in content.speakers
            ],
            "announcements": self._announcements(),
            "pages": [
                self._head(item) | {"slug": item.origin.slug, "title": item.words.title}
                for item in content.pages
            ],
        }

    def _edition(self):
        edition, words = self.edition, self.content.page.words
        facts = {
            "slug": edition.slug,
            "number": edition.number,
            "state": edition.state,
            "starts_on": edition.starts_on.isoformat(),
            "ends_on": edition.ends_on.isoformat(),
            "dates": date_range(edition.starts_on, edition.ends_on, self.language),
            "time_zone": edition.time_zone,
            "zone": zone_name(edition, self.language),
            "country": edition.country,
            "languages": [_language(code) for code in edition.languages],
            "organisers": [
                _filled({"name": item.words.name, "url": item.origin.url})
                | self._own_language(self.content.page, "organisers", item.words.name)
                for item in self.content.organisers
            ],
        }
        optional = {
            "sample": edition.is_sample,
            "discreet": edition.is_discreet,
            "tagline": words.tagline,
            "place": words.place or edition.city,
            "venue": words.venue_name,
        }
        if edition.latitude is not None:
            optional["coordinates"] = [float(edition.latitude), float(edition.longitude)]
        return self._head(self.content.page) | {"title": words.title} | facts | _filled(optional)

    def _rich(self, item, field):
        return self.words.rich(getattr(item.words, field), field, self._missing(item))

    def _body(self, item):
        return self.words.body(item.words.body, self._missing(item))

    def _own_language(self, item, field, text):
        """The language of one of several texts in a field, if it is not the document's."""
        missing = self._missing(item)
        return {"lang": missing.source} if missing and missing.has(field, text) else {}

    def _language_names(self):
        """Names, in the document's language, of all languages that its objects speak of."""
        codes = {self.language, self.edition.source_language, *self.codes.values()}
        for item in self.content.sessions:
            codes |= {*item.origin.languages.split(), *item.origin.interpretation.split()}
        return {code: _name_of(code, self.language) for code in codes}

    def _room(self, item):
        facts = {"capacity": item.origin.capacity, "floor": item.origin.floor}
        return self._head(item) | {"name": item.words.name} | _given(facts)

    def _track(self, item):
        return self._head(item) | {"name": item.words.name, "colour": item.origin.colour}

    def _sessions(self):
        rows = [self._session(item) for item in self.content.sessions]
        return sorted(rows, key=lambda row: (row.get("start", "9"), row.get("room", ""), row["id"]))

    def _session(self, item):
        origin = item.origin
        speakers = [
            {"id": self.ids[row.speaker_key]}
            | _filled({"role": "" if row.role == "speaker" else row.role})
            for row in self.content.appearances.get(origin.pk, [])
            if row.speaker_key in self.speaker_ids
        ]
        track = self.content.tracks.get(origin.track_id)
        optional = {
            "track": public_id(track.key) if track else "",
            "languages": origin.languages.split(),
            "interpretation": origin.interpretation.split(),
            "speakers": speakers,
        }
        row = self._head(item) | {
            "slug": origin.slug,
            "title": item.words.title,
            "kind": origin.kind,
        }
        return row | _filled(optional) | self._slot(self.content.slots.get(item.key))

    def _slot(self, slot):
        if slot is None:
            return {}
        room = self.content.rooms.get(slot.room_id)
        day = day_of(self.edition, slot.starts_at)
        local = {
            "start": local_iso(self.edition, slot.starts_at),
            "end": local_iso(self.edition, slot.ends_at),
        }
        was_room = self.content.rooms.get(slot.moved_from_room_id)
        was_start = slot.moved_from_starts_at
        if was_start == slot.starts_at:
            was_start = None
        if was_room is room:
            was_room = None
        optional = {
            "room": public_id(room.key) if room else "",
            "day": "" if local["start"].startswith(day) else day,
            "state": "" if slot.state == Slot.State.SCHEDULED else slot.state,
            "was_room": public_id(was_room.key) if was_room else "",
            "was_start": local_iso(self.edition, was_start) if was_start else "",
            "replaced_by": public_id(slot.replaced_by) if slot.replaced_by else "",
        }
        return local | _filled(optional)

    def _announcements(self):
        now = timezone.now()
        shown = [
            item
            for item in self.content.announcements
            if (item.origin.shown_from or now) <= now
            and (item.origin.shown_until is None or now < item.origin.shown_until)
        ]
        return sorted(
            (self._announcement(item) for item in shown),
            key=lambda row: (row["at"], row["id"]),
            reverse=True,
        )

    def _announcement(self, item):
        origin = item.origin
        at = origin.shown_from or origin.first_published_at or origin.latest_revision_created_at
        optional = {
            "audience": "" if origin.audience == "everyone" else origin.audience,
            "until": local_iso(self.edition, origin.shown_until) if origin.shown_until else "",
        }
        return (
            self._head(item)
            | {
                "slug": origin.slug,
                "title": item.words.title,
                "body": self._rich(item, "body"),
                "urgency": origin.urgency,
                "at": local_iso(self.edition, at),
                "at_date": long_date(self.edition.local(at), self.language),
            }
            | _filled(optional)
        )

    def _details(self):
        content = self.content
        return {
            "edition": self._head(content.page)
            | _filled(
                {
                    "introduction": self._rich(content.page, "introduction"),
                    "body": self._body(content.page),
                    "venue_directions": self._rich(content.page, "venue_directions"),
                    "venue_picture": self._venue_picture(),
                }
            ),
            "rooms": self._described(content.rooms, "directions"),
            "tracks": self._described(content.tracks, "description"),
            "sessions": [self._session_details(item) for item in content.sessions],
            "speakers": [self._speaker_details(item) for item in content.speakers],
            "pages": [self._head(item) | {"body": self._body(item)} for item in content.pages],
        }

    def _venue_picture(self):
        page = self.content.page
        picture = self.words.wide(page.origin.venue_picture_id)
        return picture and picture | {"alt": page.words.venue_picture_alt}

    def _described(self, items, field):
        rows = ((item, getattr(item.words, field)) for item in _distinct(items))
        return [self._head(item) | {field: text} for item, text in rows if text]

    def _session_details(self, item):
        origin, words = item.origin, item.words
        optional = {
            "summary": words.summary,
            "abstract": self._rich(item, "abstract"),
            "level": "" if origin.level == SessionPage.Level.EVERYONE else origin.level,
            "recording": "" if origin.recording == SessionPage.Recording.NO else origin.recording,
            "credit": "" if origin.credit == SessionPage.Credit.NAMED else origin.credit,
        }
        return self._head(item) | _filled(optional)

    def _speaker_details(self, item):
        words = item.words
        links = [
            {"label": link.words.label, "url": link.origin.url}
            | self._own_language(item, "links", link.words.label)
            for link in self.content.links.get(item.origin.pk, [])
        ]
        optional = {
            "role": words.role,
            "affiliation": words.affiliation,
            "biography": self._rich(item, "biography"),
            "photo": self.words.portrait(item.origin.photo_id),
            "links": links,
        }
        return self._head(item) | _filled(optional)


def _name_of(code, language):
    name = babel_locale(language).languages.get(code)
    if name:
        return name
    try:
        return translation.get_language_info(code)["name_local"]
    except KeyError:
        return code


def _language(code):
    info = translation.get_language_info(code)
    return {"code": code, "name": info["name_local"], "dir": "rtl" if info["bidi"] else "ltr"}


def _distinct(items):
    """Items of a vocabulary, each once, in their order."""
    seen = {item.key: item for item in items.values()}
    return sorted(seen.values(), key=lambda item: (item.origin.position, item.origin.pk))


def _filled(values):
    return {name: value for name, value in values.items() if value}


def _given(values):
    return {name: value for name, value in values.items() if value is not None}
