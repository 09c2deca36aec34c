"""Every event that changes what readers see marks the documents it concerns as dirty.

Drafts, autosaved revisions and translators' strings change nothing until they are published.
QuerySet.update, raw SQL and restored backups send no signal: `manage.py clock` sweeps for them.
"""

from django.db.models.signals import post_delete, post_save
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageLogEntry, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from events import services
from events.compiler.snapshots import mark_dirty
from events.models import (
    Edition,
    EditionPage,
    Room,
    SessionPage,
    SessionSpeaker,
    Slot,
    SpeakerPage,
    Track,
)

EDITION_DEPTH = 3
STEP = Page.steplen


def connect():
    page_published.connect(_page_published, dispatch_uid="majlis")
    page_unpublished.connect(_page_changed, dispatch_uid="majlis")
    post_page_move.connect(_page_moved, dispatch_uid="majlis")
    post_delete.connect(_row_deleted, dispatch_uid="majlis")
    for model in (Edition, Room, Track, Slot):
        post_save.connect(_fact_changed, sender=model, dispatch_uid="majlis")
    for model in (get_image_model(), PageViewRestriction, Locale):
        post_save.connect(_anything_changed, sender=model, dispatch_uid="majlis")
    post_save.connect(_logged, sender=PageLogEntry, dispatch_uid="majlis")


def editions_of(page):
    """Editions whose documents hold something of this page."""
    if isinstance(page, SpeakerPage):
        sessions = SessionSpeaker.objects.filter(
            speaker__translation_key=page.translation_key
        ).values_list("session__path", flat=True)
        paths = {path[: STEP * EDITION_DEPTH] for path in sessions}
    else:
        paths = {page.path[: STEP * EDITION_DEPTH]}
    pages = EditionPage.objects.filter(path__in=paths)
    return Edition.objects.filter(pk__in=pages.values("edition_id"))


def _is_of_the_site(page):
    return page.depth <= EDITION_DEPTH


def _page_published(sender, instance, alias=False, **kwargs):
    if alias:
        return
    if isinstance(instance, SessionPage):
        edition = editions_of(instance).first()
        if edition and services.holds_slot(instance, edition):
            services.publish_slot(instance, edition)
    _page_changed(sender, instance)


def _page_changed(sender, instance, **kwargs):
    if isinstance(instance, EditionPage):
        mark_dirty([instance.edition], site=True)
    else:
        mark_dirty(editions_of(instance), site=_is_of_the_site(instance))


def _page_moved(sender, instance, parent_page_before, **kwargs):
    editions = editions_of(instance.specific) | editions_of(parent_page_before)
    mark_dirty(editions.distinct(), site=True)


def _row_deleted(sender, instance, **kwargs):
    if isinstance(instance, Page):
        _page_changed(sender, instance)
        if isinstance(instance, SessionPage):
            services.drop_slot(instance)
    elif isinstance(instance, Room | Track | Slot):
        _fact_changed(sender, instance)
    elif isinstance(instance, Edition):
        mark_dirty([], site=True)
    elif isinstance(instance, get_image_model() | PageViewRestriction):
        mark_dirty()


def _fact_changed(sender, instance, **kwargs):
    if isinstance(instance, Edition):
        mark_dirty([instance], site=True)
    else:
        mark_dirty([instance.edition], site=False)


def _anything_changed(sender, **kwargs):
    mark_dirty()


def _logged(sender, instance, **kwargs):
    # Turning a live translation into an alias publishes nothing, yet readers see another text.
    if "alias" in instance.action:
        mark_dirty()
