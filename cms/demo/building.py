"""Makes the demo's objects in their source language, with Wagtail's own publishing."""

import datetime as dt

from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import capfirst
from wagtail.models import Locale

from cms.demo import fields, pictures
from cms.demo.content import SITE_SOURCE, ContentError, Name, edition_of
from events import services
from events.models import (
    AnnouncementPage,
    Edition,
    EditionOrganiser,
    EditionPage,
    Room,
    SessionPage,
    SessionSpeaker,
    Slot,
    SpeakerIndexPage,
    SpeakerLink,
    SpeakerPage,
    Track,
)
from home.models import ContentPage
from home.services import ensure_site, home_in
from registration.models import Admission, Question, SeatPool

MODELS = {
    "edition": EditionPage,
    "index": SpeakerIndexPage,
    "speaker": SpeakerPage,
    "session": SessionPage,
    "announcement": AnnouncementPage,
    "page": ContentPage,
    "track": Track,
    "room": Room,
    "question": Question,
}
# Snippets: public as soon as they exist.
VOCABULARIES = ("track", "room", "question")
VOCABULARY_FACTS = ("colour", "capacity", "floor", "kind", "is_required", "audience")
EDITION_FACTS = [
    *("slug", "number", "starts_on", "ends_on", "time_zone", "city", "country"),
    *("latitude", "longitude", "is_sample"),
]
SESSION_FACTS = ("kind", "level", "recording", "credit")


class Builder:
    """Builds what is missing, and remembers every object by its `Name`.

    Pages are first put into the tree as drafts, then given their words and published: by then
    every link has something to point at.
    """

    def __init__(self, content, tell):
        self.content = content
        self.tell = tell
        self.home = home_in(ensure_site(), SITE_SOURCE)
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.objects = {}  # everything that exists, ours or an editor's
        self.made = []  # the names of what was made now, parents first

    # --- what fields.values asks for ---

    def page(self, name, *, seen_from):
        """The key of the page that a link means: of the same edition, else of the whole site."""
        near = Name(name.kind, name.slug, edition_of(seen_from))
        found = self.objects.get(near) or self.objects.get(name)
        if found is None:
            self.tell(f"{seen_from} links to {name}, which does not exist.")
            return None
        return found.pk

    def image(self, slug):
        return pictures.scene(slug).pk

    # --- steps ---

    def site(self):
        """Front page, speakers' folder and plain pages of the whole site."""
        front = Name("home", "front")
        written = self.words(front)
        ours = fields.values(front, written, self)["introduction"] if written else ""
        if written and self.home.introduction in ("", ours):
            self.objects[front] = self.home
            self.made.append(front)
        self._draft(Name("index", "speakers"), self.home)
        for row in self.content.rows("pages", ""):
            self._draft(Name("page", row["slug"]), self.home)

    def edition(self, facts):
        """An edition with its vocabularies, drafts of its pages, and the speakers it names."""
        languages = [code for code in facts["languages"] if code in self.locales]
        given = {field: facts[field] for field in EDITION_FACTS if field in facts}
        # A draft until all is done: load() gives it its state.
        edition = Edition(**given, languages=languages, source_language=facts["source"])
        edition.full_clean()
        edition.save()
        slug = edition.slug
        parent = home_in(self.home, edition.source_language)
        page = self._draft(Name("edition", slug), parent, edition=edition)
        if page is None:
            raise ContentError(f"{slug} has no words in {edition.source_language}.")
        for kind in VOCABULARIES:
            for position, row in enumerate(self.content.rows(f"{kind}s", slug)):
                self._vocabulary(Name(kind, row["slug"], slug), row, edition, position)
        self._admission(edition)
        for row in self.content.rows("sessions", slug):
            self._session(row, page)
        for row in self.content.rows("announcements", slug):
            own = {"urgency": row["urgency"], "audience": row["audience"]}
            self._draft(Name("announcement", row["slug"], slug), page, **own)
        for row in self.content.rows("pages", slug):
            self._draft(Name("page", row["slug"], slug), page)

    def publish(self):
        """Give all drafts their words and make them public."""
        for name in self.made:
            if name.kind not in VOCABULARIES:
                with transaction.atomic():
                    self._publish(name)

    # --- details ---

    def words(self, name, language=None):
        language = language or self.content.source_of(name)
        if name.kind == "home":
            return self.content.words.get(language, {}).get("home")
        if name.kind == "index":
            with translation.override(language):
                return {"title": capfirst(str(SpeakerIndexPage._meta.verbose_name_plural))}
        return self.content.words_of(language, name)

    def _draft(self, name, parent, **facts):
        """Put a page into the tree; one that is there already stays as it is."""
        words = self.words(name)
        if words is None:
            self.tell(f"{name} is left out: nobody has written its words.")
            return None
        found = parent.get_children().filter(slug=name.slug).first()
        if found is not None:
            if found.specific_class is not MODELS[name.kind]:
                raise ContentError(f"The address {found.url_path} belongs to another page.")
            self.objects[name] = found.specific
            return found.specific
        title = words.get("title") or words["name"]
        page = MODELS[name.kind](
            title=title,
            slug=name.slug,
            translation_key=name.key,
            locale=parent.locale,
            live=False,
            **facts,
        )
        parent.add_child(instance=page)
        self.objects[name] = page
        self.made.append(name)
        return page

    def _vocabulary(self, name, row, edition, position):
        words = self.words(name)
        if words is None:
            self.tell(f"{name} is left out: nobody has written its words.")
            return
        own = {key: row[key] for key in VOCABULARY_FACTS if key in row}
        self.objects[name] = MODELS[name.kind].objects.create(
            edition=edition,
            locale=self.locales[edition.source_language],
            translation_key=name.key,
            position=position,
            **own,
            **fields.values(name, words, self),
        )
        self.made.append(name)

    def _admission(self, edition):
        for row in self.content.rows("admissions", edition.slug):
            Admission.objects.create(edition=edition, mode=row["mode"])
            for kind, capacity in row["seats"].items():
                SeatPool.objects.create(edition=edition, kind=kind, capacity=capacity)

    def _session(self, row, parent):
        name = Name("session", row["slug"], parent.edition.slug)
        facts = {key: row[key] for key in SESSION_FACTS}
        facts["track"] = self._part("track", row, parent.edition)
        facts["languages"] = " ".join(row["languages"])
        facts["interpretation"] = " ".join(row["interpretation"])
        session = self._draft(name, parent, **facts)
        if session is None:
            return
        for order, appearance in enumerate(row["speakers"]):
            speaker = self._speaker(appearance["speaker"])
            if speaker:
                SessionSpeaker.objects.create(
                    session=session,
                    speaker=speaker,
                    role=appearance["role"],
                    sort_order=order,
                    locale=session.locale,
                )
        self._slot(row, session, parent.edition)

    def _speaker(self, slug):
        name = Name("speaker", slug)
        if name in self.objects:
            return self.objects[name]
        row = next((row for row in self.content.rows("speakers") if row["slug"] == slug), None)
        if row is None:
            raise ContentError(f"{name} is named in a session, but has no facts.")
        return self._draft(name, self.objects[Name("index", "speakers")])

    def _part(self, kind, row, edition, field=None):
        slug = row.get(field or kind, "")
        return self.objects.get(Name(kind, slug, edition.slug)) if slug else None

    def _slot(self, row, session, edition):
        """Plan a session where it was at first, then do to it what the organisers did."""
        starts_at = self._moment(row["starts_at"], edition)
        at_first = self._moment(row.get("was_starts_at", row["starts_at"]), edition)
        room = self._part("room", row, edition)
        slot = Slot.objects.create(
            edition=edition,
            session_key=session.translation_key,
            room=self._part("room", row, edition, "was_room") or room,
            starts_at=at_first,
            minutes=row["minutes"],
        )
        state = row.get("state")
        if state == Slot.State.MOVED:
            slot = services.move_slot(slot, starts_at=starts_at, room=room)
        elif state == Slot.State.DELAYED:
            late = int((starts_at - at_first).total_seconds() / 60)
            slot = services.delay_slot(slot, minutes=late) if late > 0 else slot
        elif state == Slot.State.CANCELLED:
            slot = services.cancel_slot(slot)
        if state and slot.state != state:
            raise ContentError(f"{row['slug']} is {state}, but not said from when or where.")

    def _moment(self, text, edition):
        return dt.datetime.fromisoformat(text).replace(tzinfo=edition.zone)

    def _publish(self, name):
        stale = self.objects[name]
        # Afresh: its children have come since, and a stale count would break the tree.
        page = self.objects[name] = type(stale).objects.get(pk=stale.pk)
        for field, value in fields.values(name, self.words(name), self).items():
            setattr(page, field, value)
        add_children(page, name, self.content, self.content.source_of(name))
        if name.kind == "speaker":
            page.photo = pictures.portrait(name.slug, page.title)
        if name.kind == "edition":
            row = next(row for row in self.content.rows("editions") if row["slug"] == name.slug)
            page.venue_picture = (
                pictures.scene(slug) if (slug := row.get("venue_picture")) else None
            )
        page.save_revision().publish()
        if name.kind == "announcement":
            self._date_back(page, name)

    def _date_back(self, page, name):
        row = next(
            row
            for row in self.content.rows("announcements", name.edition)
            if row["slug"] == name.slug
        )
        zone = Edition.objects.get(slug=name.edition).zone
        day = timezone.now().astimezone(zone) - dt.timedelta(days=row["days_ago"])
        at = day.replace(hour=9, minute=0, second=0, microsecond=0)
        AnnouncementPage.objects.filter(pk=page.pk).update(first_published_at=at)


def add_children(page, name, content, language):
    """Organisers of an edition, links of a speaker; with the same keys in every language."""
    if name.kind == "edition":
        rows = content.rows("organisers", name.slug)
        page.organisers = [
            EditionOrganiser(
                name=words["name"],
                url=row.get("url", ""),
                translation_key=Name("organiser", row["slug"], name.slug).key,
                locale=page.locale,
                sort_order=order,
            )
            for order, row in enumerate(rows)
            if (words := content.words_of(language, Name("organiser", row["slug"], name.slug)))
        ]
    if name.kind == "speaker":
        row = next(row for row in content.rows("speakers") if row["slug"] == name.slug)
        if row.get("website"):
            page.links = [
                SpeakerLink(
                    label=row["website"].split("/")[2],
                    url=row["website"],
                    translation_key=Name("website", row["slug"]).key,
                    locale=page.locale,
                )
            ]
