"""Takes the demo away again, and nothing that anybody else has made."""

from django.db import transaction
from wagtail.models import Page, ReferenceIndex
from wagtail_localize.models import StringTranslation, TranslatableObject, TranslationSource

from cms.demo import pictures
from cms.demo.content import Name, edition_of
from events.models import Edition, EditionPage, SessionSpeaker, SpeakerIndexPage, SpeakerPage
from home.models import ContentPage
from registration.models import Admission, Question, SeatPool


class Kept(Exception):
    """Somebody has added to the demo; the message says what."""


@transaction.atomic
def remove(content, slugs, *, everything):
    """Remove the demo's editions with these slugs; `everything`: also speakers, pages, pictures.

    Raises Kept, and removes nothing, if an edition holds what the demo did not make.
    """
    names = content.names()
    keys = {name.key for name in names}
    editions = Edition.objects.filter(slug__in=slugs)
    for edition in editions:
        _refuse_foreign(edition, keys)
    for edition in editions:
        edition.slots.all().delete()  # they protect their rooms
        _delete_pages(EditionPage.objects.filter(edition=edition))
        edition.delete()
    gone = {name.key for name in names if edition_of(name) in slugs}
    if everything:
        gone |= _remove_from_site(names)
    _forget_translations(gone)


def _refuse_foreign(edition, keys):
    for page in edition.pages.all():
        below = Page.objects.descendant_of(page, inclusive=True)
        foreign = below.exclude(translation_key__in=keys).first()
        if foreign:
            raise Kept(f"{edition.slug} holds “{foreign.title}”, which is not of the demo.")
    for relation in Edition._meta.related_objects:
        model = relation.related_model
        rows = model.objects.filter(**{relation.field.name: edition})
        if model is Question:
            rows = rows.exclude(translation_key__in=keys)
        is_ours = model._meta.app_label == "events" or model in (Admission, SeatPool)
        if not is_ours and rows.exists():
            raise Kept(f"{edition.slug} has {model._meta.verbose_name_plural}.")


def _remove_from_site(names):
    """Speakers that no session names any more, the site's own pages, pictures without a use."""
    speakers = {name.key for name in names if name.kind == "speaker"}
    used = SessionSpeaker.objects.filter(speaker__translation_key__in=speakers)
    gone = speakers - set(used.values_list("speaker__translation_key", flat=True))
    gone |= {name.key for name in names if name.kind == "page" and not name.edition}
    _delete_pages(SpeakerPage.objects.filter(translation_key__in=gone))
    _delete_pages(ContentPage.objects.filter(translation_key__in=gone))
    index = SpeakerIndexPage.objects.filter(translation_key=Name("index", "speakers").key)
    if not Page.objects.filter(pk__in=index.filter(numchild__gt=0)).exists():
        _delete_pages(index)
        gone.add(Name("index", "speakers").key)
    for image in pictures.made():
        if not ReferenceIndex.get_references_to(image).exists():
            image.delete()
    return gone


def _forget_translations(keys):
    """wagtail-localize keeps the words of deleted objects; a rebuilt one would take them over."""
    StringTranslation.objects.filter(context__object__in=keys).delete()
    TranslationSource.objects.filter(object__in=keys).delete()
    TranslatableObject.objects.filter(pk__in=keys).delete()


def _delete_pages(pages):
    # One by one and fresh: each deletion moves numbers in the tree.
    for pk in list(pages.values_list("pk", flat=True)):
        page = Page.objects.filter(pk=pk).first()
        if page:
            page.specific.delete()
