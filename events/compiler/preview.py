"""Compiles an edition with one page as an editor has it on the screen; nothing is stored."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from events import services
from events.compiler import documents, site
from events.compiler.loading import Item, Loader, load
from events.models import (
    AnnouncementPage,
    Edition,
    EditionPage,
    Room,
    SessionPage,
    Slot,
    SpeakerPage,
)


class PreviewLoader(Loader):
    """Sees the unsaved page in the place of the stored one, and editions that are drafts."""

    def __init__(self, language, source_language, page):
        super().__init__(language, source_language)
        self.page = page

    def _items(self, rows):
        model, rows = rows.model, list(rows)
        if isinstance(self.page, model):
            stored = next((row for row in rows if row.pk == self.page.pk), None)
            # A page that is in no place yet, or hidden from readers, is shown all the same.
            self.page.origin_locale = stored.origin_locale if stored else None
            rows = [row for row in rows if row is not stored] + [self.page]
        for row in rows:
            if model is EditionPage or row.translation_key == self.page.translation_key:
                row.live = True
        return super()._items(rows)


def edition_documents(edition, page):
    """Both documents of the edition in the page's language; None if it has no page at all."""
    _make_showable(page)
    language = page.locale.language_code
    loader = PreviewLoader(language, edition.source_language, page)
    content = load(edition, language, loader)
    if content is None:
        return None
    if isinstance(page, SessionPage):
        _take_session(content, edition, page)
    elif isinstance(page, SpeakerPage):
        content.links[_pk_of_origin(content.speakers, page)] = _unsaved(page.links)
    elif isinstance(page, EditionPage):
        content.organisers = _unsaved(page.organisers)
    return documents.compiled(content, language)


def site_document(page):
    _make_showable(page)
    return site.build(
        page.locale.language_code, lambda language, source: PreviewLoader(language, source, page)
    )


def site_around(edition, page):
    """The site's document beside those of an edition; None while there is no front page."""
    if isinstance(page, EditionPage) and edition.state != Edition.State.DRAFT:
        return site_document(page)
    return site.build(page.locale.language_code)


def _make_showable(page):
    """Times that would hide the page, or that it does not have before it is published."""
    page.slug = page.slug or "preview"
    page.first_published_at = page.first_published_at or timezone.now()
    if isinstance(page, AnnouncementPage):
        page.shown_from = page.shown_until = None


def _take_session(content, edition, page):
    """Speakers and slot as the editor has them."""
    named = page.credit == SessionPage.Credit.NAMED
    rows = list(page.speakers.all()) if named else []
    for row in rows:
        row.speaker_key = row.speaker.translation_key
    content.appearances[_pk_of_origin(content.sessions, page)] = rows
    known = {item.key for item in content.speakers}
    missing = {row.speaker_key for row in rows} - known
    if missing:
        content.speakers += content.loader.pages(SpeakerPage, Q(translation_key__in=missing))
    slot = content.slots.get(page.translation_key)
    facts = services.slot_facts(slot) | services.standing(page.slot_draft or {}, slot)
    if facts.get("starts_at"):
        content.slots[page.translation_key] = _planned(facts, slot, edition, page)


def _planned(facts, slot, edition, page):
    slot = slot or Slot(edition=edition, session_key=page.translation_key)
    slot.starts_at = dt.datetime.fromisoformat(facts["starts_at"])
    slot.minutes = facts.get("minutes", slot.minutes)
    slot.room = Room.objects.filter(pk=facts.get("room")).first()
    return slot


def _pk_of_origin(items, page):
    return next(item.origin.pk for item in items if item.key == page.translation_key)


def _unsaved(children):
    return [Item(row, row) for row in children.all()]
