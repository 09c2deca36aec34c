"""A new edition from an old one: facts, rooms, tracks and pages, as drafts with own keys."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass

from wagtail.log_actions import log as log_action
from wagtail.models import Page

from events.forms import UNPLANNED
from events.models import AnnouncementPage, Edition, EditionPage, SessionPage, Slot
from events.services import GONE
from home.copying import copy_fields, copy_translations, point_links
from home.models import ContentPage

KEPT_FACTS = [
    *("time_zone", "city", "country", "latitude", "longitude"),
    *("source_language", "is_sample", "is_discreet"),
]


@dataclass(frozen=True)
class Copying:
    """From which edition to which, by their pages in the source language, and how much later.

    The key of a copy follows from that of its original, so that nothing is ever copied twice and
    every reference finds its copy.
    """

    old_page: EditionPage
    new_page: EditionPage
    days: int

    @property
    def old(self):
        return self.old_page.edition

    @property
    def new(self):
        return self.new_page.edition

    def key(self, key):
        """The translation key of the copy of what has the translation key `key`."""
        root = self.new_page.translation_key
        return root if key == self.old_page.translation_key else uuid.uuid5(root, str(key))

    def copy_of_page(self, page):
        """The copy of a page of the old edition, or None."""
        key, locale = self.key(page.translation_key), self.new_page.locale_id
        return type(page).objects.filter(translation_key=key, locale=locale).first()

    def day(self, date):
        """A date of the old edition, in the new one."""
        return date and date + dt.timedelta(days=self.days)

    def moment(self, at):
        """A moment (aware) of the old edition: as many days later, at the same local time."""
        if at is None:
            return None
        local = self.old.local(at).replace(tzinfo=None, fold=0)
        later = local + dt.timedelta(days=self.days)
        return later.replace(tzinfo=self.new.zone).astimezone(dt.UTC)


def source_page(edition):
    """The page of an edition in its source language, or None."""
    pages = edition.pages.filter(locale__language_code=edition.source_language)
    return pages.select_related("locale", "edition").first()


def edition_like(old, **facts):
    """A new edition, not saved, with the facts of an old one and other `facts`; a draft."""
    return Edition(**{name: getattr(old, name) for name in KEPT_FACTS}, **facts)


def days_between(old, new):
    return (new.starts_on - old.starts_on).days


# --- what there is to copy ---


def sessions_to_copy(old_page):
    """What readers could see and what took place, in the order of the tree."""
    return _public(old_page, SessionPage).exclude(translation_key__in=_gone(old_page))


def pages_to_copy(old_page):
    return _public(old_page, ContentPage)


def vocabulary_to_copy(edition, model):
    """Rows in the source language; those in the others go with them."""
    return model.objects.filter(edition=edition, locale__language_code=edition.source_language)


def left_out(old_page, models):
    """`{why: how many}` pages that stay behind, of those `models` that are copied."""
    counts = Counter(announcements=_below(old_page, AnnouncementPage).count())
    if SessionPage in models:
        gone = _public(old_page, SessionPage).filter(translation_key__in=_gone(old_page))
        counts["gone"] = gone.count()
    for model in models:
        counts["drafts"] += _below(old_page, model).count() - _public(old_page, model).count()
        counts["elsewhere"] += _written_elsewhere(old_page, model)
    return dict(+counts)


def _below(old_page, model):
    return model.objects.child_of(old_page).filter(alias_of=None).order_by("path")


def _public(old_page, model):
    return _below(old_page, model).live().public()


def _gone(old_page):
    slots = Slot.objects.filter(edition=old_page.edition_id, state__in=GONE)
    return slots.values("session_key")


def _written_elsewhere(old_page, model):
    """How many pages have no twin in the source language."""
    keys = set()
    others = EditionPage.objects.filter(edition=old_page.edition_id).exclude(pk=old_page.pk)
    for other in others:
        keys |= set(_below(other, model).values_list("translation_key", flat=True))
    return len(keys - set(_below(old_page, model).values_list("translation_key", flat=True)))


# --- copies ---


def copy_edition_page(old_page, edition, *, home, title, owner):
    """Put a draft with the words of the old edition's page below the front page `home`.

    The new edition must be saved. Its links still lead to the old edition: see `point_into_copy`.
    """
    page = EditionPage(edition=edition)
    copying = Copying(old_page, page, days_between(old_page.edition, edition))
    copy_fields(old_page, page, copying.key)
    page.edition, page.slug, page.title = edition, edition.slug, title
    return _add(page, home, old_page.locale, owner)


def copy_vocabulary(copying, model, key, *, moved=()):
    """Copy a room, track or question in all its languages; `moved` names dates that move along."""
    rows = list(model.objects.filter(edition=copying.old, translation_key=key))
    twins = [model(locale_id=row.locale_id, translation_key=copying.key(key)) for row in rows]
    for row, twin in zip(rows, twins, strict=True):
        copy_fields(row, twin, copying.key)
        twin.edition = copying.new
        for name in moved:
            setattr(twin, name, copying.day(getattr(row, name)))
        twin.save()
    for row, twin in zip(rows, twins, strict=True):
        copy_translations(row, twin)


def copy_page(copying, page, *, owner):
    """Copy a session or a plain page as a draft below the new edition's page.

    Its links still lead to the old edition: see `point_into_copy`.
    """
    twin = type(page)(translation_key=copying.key(page.translation_key))
    copy_fields(page, twin, copying.key)
    if isinstance(page, SessionPage):
        twin.track = _copy_of(copying, page.track)
        twin.slot_draft = _plan(copying, page)
    # Afresh: pages that came below it since count.
    parent = Page.objects.get(pk=copying.new_page.pk)
    return _add(twin, parent, copying.new_page.locale, owner)


def copies_by_page(copying):
    """`{primary key: primary key of the copy}` of the old edition's pages in all languages."""
    roots = EditionPage.objects.filter(edition=copying.old)
    below = Page.objects.none()
    for root in roots:
        below |= Page.objects.descendant_of(root, inclusive=True)
    new = Page.objects.descendant_of(copying.new_page, inclusive=True)
    copies = dict(new.values_list("translation_key", "pk"))
    pages = {
        pk: copies.get(copying.key(key)) for pk, key in below.values_list("pk", "translation_key")
    }
    return {pk: copy for pk, copy in pages.items() if copy}


def point_into_copy(page, copies, *, user):
    """Let a copy's links lead to other copies, and keep it as its first draft.

    What somebody has written there meanwhile stays. Returns the page.
    """
    if point_links(page, copies):
        page.save(clean=False)
    draft = page.get_latest_revision_as_object() if page.latest_revision_id else page
    if point_links(draft, copies) or not page.latest_revision_id:
        draft.save_revision(user=user, clean=False)
    return page


def _add(page, parent, locale, owner):
    page.locale, page.owner, page.live = locale, owner, False
    parent.add_child(instance=page)
    log_action(instance=page, action="wagtail.create", user=owner)
    return page


def _copy_of(copying, row):
    """The copy of a room or track, in the source language; None where there is none."""
    if row is None:
        return None
    key, locale = copying.key(row.translation_key), copying.new_page.locale
    return type(row).objects.filter(translation_key=key, locale=locale).first()


def _plan(copying, session):
    """Time and room as a draft of the session keeps them; they wait until it is published."""
    slot = Slot.objects.filter(session_key=session.translation_key).select_related("room").first()
    if slot is None:
        return {}
    room = _copy_of(copying, slot.room)
    facts = {
        "starts_at": copying.moment(slot.starts_at).isoformat(),
        "minutes": slot.minutes,
        "room": room and room.pk,
    }
    changes = {name: value for name, value in facts.items() if value != UNPLANNED[name]}
    return {"seen": {}, "changes": changes}
