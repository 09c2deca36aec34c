"""Loads a large programme for measurements: many rows, quickly, and a sound tree."""

import datetime as dt
import json
import uuid

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import slugify
from wagtail.models import Locale, Page

from cms.demo.content import NAMESPACE
from cms.demo.quiet import bulk_work
from events.compiler import snapshots
from events.models import (
    Edition,
    EditionPage,
    Room,
    SessionPage,
    SessionSpeaker,
    Slot,
    SpeakerIndexPage,
    SpeakerPage,
    Track,
)
from home.services import ensure_site, home_in


def read(path):
    """A programme from a JSON file, in the shape that `cms.bench.reference.programme` has."""
    return json.loads(path.read_text())


def load_reference(programme, slug, sessions=None):
    """Load a programme as the edition `slug`, written in its first language; returns the Edition.

    `sessions` takes only so many, or repeats the programme on the days after it until there are
    so many. Rows are written without revisions and logs; documents are only marked.
    """
    talks = _repeated(programme, sessions)
    with bulk_work(), transaction.atomic():
        edition = _Loader(programme, slug, talks).load()
    snapshots.mark_dirty([edition])
    return edition


def _repeated(programme, sessions):
    """Talks with new numbers and titles, as often as needed, with moments as datetimes."""
    talks, days = programme["talks"], _days(programme)
    wanted = len(talks) if sessions is None else sessions
    found = []
    for number in range(wanted):
        round_, place = divmod(number, len(talks))
        talk = talks[place]
        title = talk["title"] if round_ == 0 else f"{talk['title']} ({round_ + 1})"
        shift = dt.timedelta(days=round_ * days)
        times = {key: dt.datetime.fromisoformat(talk[key]) + shift for key in ("start", "end")}
        found.append({**talk, "id": number + 1, "title": title, **times})
    return found


def _days(programme):
    first, last = (dt.date.fromisoformat(programme["event"][key]) for key in ("start", "end"))
    return (last - first).days + 1


class _Loader:
    def __init__(self, programme, slug, talks):
        self.programme = programme
        self.slug = slug
        self.talks = talks
        self.languages = programme["event"]["locales"]
        self.source = self.languages[0]
        self.home = ensure_site()
        self.locales = {code: Locale.objects.get(language_code=code) for code in self.languages}
        self.now = timezone.now()

    def load(self):
        homes = {code: home_in(self.home, code) for code in self.languages}
        edition = self._edition()
        pages = self._edition_pages(homes, edition)
        rooms = self._vocabulary(Room, "rooms", edition, ["capacity"])
        tracks = self._vocabulary(Track, "tracks", edition, [])
        speakers = self._speakers(homes)
        self._sessions(pages, tracks, speakers)
        self._breaks(pages)
        self._slots(edition, rooms)
        return edition

    def _key(self, kind, number):
        return uuid.uuid5(NAMESPACE, f"{self.slug}/{kind}/{number}")

    def _edition(self):
        event = self.programme["event"]
        first = dt.date.fromisoformat(event["start"])
        last = max((talk["end"].date() for talk in self.talks), default=first)
        edition = Edition(
            slug=self.slug,
            number=99,
            state=Edition.State.ANNOUNCED,
            is_sample=True,
            starts_on=first,
            ends_on=max(last, dt.date.fromisoformat(event["end"])),
            time_zone=event["timezone"],
            languages=self.languages,
            source_language=self.source,
        )
        edition.full_clean()
        edition.save()
        return edition

    def _edition_pages(self, homes, edition):
        names = self.programme["event"]["name"]
        pages = {}
        for code, home in homes.items():
            page = EditionPage(title=names[code], slug=self.slug, edition=edition)
            pages[code] = self._append(home, code, [(page, self._key("edition", 1))])[0]
        return pages

    def _vocabulary(self, model, kind, edition, facts):
        """`{number: source row}` of rooms or tracks, in all languages."""
        colours = [code for code, _name in Track.Colour.choices]
        rows = {}
        for position, row in enumerate(self.programme[kind]):
            values = {key: row[key] for key in facts}
            if model is Track:
                values["colour"] = colours[position % len(colours)]
            for code in self.languages:
                made = model.objects.create(
                    edition=edition,
                    name=row["name"][code],
                    locale=self.locales[code],
                    translation_key=self._key(kind, row["id"]),
                    position=position,
                    **values,
                )
                if code == self.source:
                    rows[row["id"]] = made
        return rows

    def _speakers(self, homes):
        """`{number: page}`; each speaker is presented in one language only."""
        used = {number for talk in self.talks for number in talk["speakers"]}
        found = {}
        for code, index in self._indexes(homes).items():
            rows = [
                row
                for row in self.programme["speakers"]
                if row["language"] == code and row["id"] in used
            ]
            pages = [
                SpeakerPage(
                    title=row["name"],
                    slug=f"{self.slug}-{row['id']}",
                    affiliation=row["affiliation"],
                    biography=_rich(row["biography"]),
                )
                for row in rows
            ]
            keys = [self._key("speaker", row["id"]) for row in rows]
            made = self._append(index, code, zip(pages, keys, strict=True))
            found |= {row["id"]: page for row, page in zip(rows, made, strict=True)}
        return found

    def _indexes(self, homes):
        first = SpeakerIndexPage.objects.order_by("pk").first()
        key = first.translation_key if first else uuid.uuid5(NAMESPACE, "index/speakers")
        found = {}
        for code, home in homes.items():
            index = SpeakerIndexPage.objects.filter(translation_key=key, locale=home.locale).first()
            if index is None:
                page = SpeakerIndexPage(title="Speakers", slug="speakers")
                index = self._append(home, code, [(page, key)])[0]
            found[code] = index
        return found

    def _sessions(self, pages, tracks, speakers):
        for code in self.languages:
            rows = [talk for talk in self.talks if talk["language"] == code]
            sessions = [
                SessionPage(
                    title=row["title"],
                    slug=f"session-{row['id']}",
                    abstract=_rich(row["abstract"]),
                    languages=code,
                    track=tracks[row["track"]],
                )
                for row in rows
            ]
            keys = [self._key("session", row["id"]) for row in rows]
            made = self._append(pages[code], code, zip(sessions, keys, strict=True))
            SessionSpeaker.objects.bulk_create(
                SessionSpeaker(
                    session=session,
                    speaker=speakers[number],
                    sort_order=order,
                    locale=session.locale,
                    translation_key=uuid.uuid4(),
                )
                for row, session in zip(rows, made, strict=True)
                for order, number in enumerate(row["speakers"])
            )

    def _breaks(self, pages):
        for code, page in pages.items():
            rows = [
                (
                    SessionPage(
                        title=row["title"][code],
                        slug=f"{slugify(row['title'][self.source])}-{row['id']}",
                        kind=SessionPage.Kind.BREAK,
                    ),
                    self._key("break", row["id"]),
                )
                for row in self.programme["breaks"]
            ]
            self._append(page, code, rows)

    def _slots(self, edition, rooms):
        planned = [("session", row, row["start"], row["end"]) for row in self.talks]
        for row in self.programme["breaks"]:
            times = (dt.datetime.fromisoformat(row[key]) for key in ("start", "end"))
            planned.append(("break", row, *times))
        Slot.objects.bulk_create(
            Slot(
                edition=edition,
                session_key=self._key(kind, row["id"]),
                room=rooms.get(row.get("room")),
                starts_at=start,
                minutes=int((end - start).total_seconds() / 60),
            )
            for kind, row, start, end in planned
        )

    def _append(self, parent, code, pages):
        """Put `[(page, translation key), …]` below a page, published; returns the pages.

        What `add_child` does, without its checks and its ten queries for each page.
        """
        parent = Page.objects.get(pk=parent.pk)
        last = parent.get_last_child()
        made = []
        for page, key in pages:
            page.depth, page.numchild = parent.depth + 1, 0
            page.path = last._inc_path() if last else parent._get_path(parent.path, page.depth, 1)
            page._cached_parent_obj, page._is_site_root = parent, False
            page.locale, page.translation_key = self.locales[code], key
            page.draft_title = page.title
            page.first_published_at = page.last_published_at = self.now
            page.save(clean=False, log_action=None)
            last = page
            made.append(page)
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(made))
        return made


def _rich(text):
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
