"""Makes content for tests, with plain constant defaults and Wagtail's own publishing."""

import datetime as dt

from django.test import TestCase
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Collection, Locale, Page
from wagtail.signals import page_published
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import TranslationCreator

from events.models import (
    AnnouncementPage,
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
from home.models import ContentPage, HomePage, SourceChange
from home.services import ensure_site

DAY = dt.date(2027, 6, 11)
# In Istanbul it is the third of June already.
CHANGED_AT = dt.datetime(2027, 6, 2, 21, 30, tzinfo=dt.UTC)


def _make_roots():
    """What migrations make, and what a test that flushes the database takes away."""
    if not Page.objects.exists():
        locale, _made = Locale.objects.get_or_create(language_code="en")
        Page.add_root(title="Root", slug="root", locale=locale)
    if not Collection.objects.exists():
        Collection.add_root(name="Root")


def make_home():
    _make_roots()
    return HomePage.objects.filter(locale__language_code="en").first() or ensure_site()


def make_edition(slug="sample", **facts):
    """A public edition in Istanbul, 11 to 13 June 2027, written in English; returns its page."""
    values = {
        "number": 3,
        "state": Edition.State.ANNOUNCED,
        "starts_on": DAY,
        "ends_on": DAY + dt.timedelta(days=2),
        "time_zone": "Europe/Istanbul",
        "city": "Istanbul",
        "languages": ["en", "ar", "ur", "tr"],
        "source_language": "en",
    }
    edition = Edition.objects.create(slug=slug, **values | facts)
    page = EditionPage(title="Sample edition", slug=slug, edition=edition)
    return publish_below(_home_of(edition.source_language), page)


def _home_of(language):
    home = make_home()
    locale = Locale.objects.get(language_code=language)
    return (
        home
        if home.locale == locale
        else home.get_translation_or_none(locale) or translate(home, language)
    )


def publish_below(parent, page):
    """A public page as publishing leaves it, but for its revision: that takes far longer."""
    page.slug = page.slug or slugify(page.title)
    page.locale = parent.locale
    page.first_published_at = page.last_published_at = timezone.now()
    parent.add_child(instance=page)
    page_published.send(sender=type(page), instance=page, revision=None)
    return page


def make_room(edition, name="Room A", **facts):
    locale = Locale.objects.get(language_code=edition.source_language)
    return Room.objects.create(edition=edition, name=name, locale=locale, **facts)


def make_track(edition, name="Culture", **facts):
    locale = Locale.objects.get(language_code=edition.source_language)
    return Track.objects.create(edition=edition, name=name, locale=locale, **facts)


def make_speaker(name="Amina Dar", **values):
    home = make_home()
    index = SpeakerIndexPage.objects.filter(locale=home.locale).first()
    if index is None:
        index = publish_below(home, SpeakerIndexPage(title="Speakers", slug="speakers"))
    return publish_below(index, SpeakerPage(title=name, **values))


def make_session(
    page, title="Opening", *, speakers=(), at="09:00", minutes=45, room=None, **values
):
    """A published session on the first day of the edition of `page`; `at` None makes no slot."""
    session = publish_below(page, SessionPage(title=title, **values))
    for order, speaker in enumerate(speakers):
        SessionSpeaker.objects.create(
            session=session, speaker=speaker, locale=session.locale, sort_order=order
        )
    if at:
        hour, minute = map(int, at.split(":"))
        Slot.objects.create(
            edition=page.edition,
            session_key=session.translation_key,
            room=room,
            minutes=minutes,
            starts_at=dt.datetime.combine(
                page.edition.starts_on, dt.time(hour, minute), tzinfo=page.edition.zone
            ),
        )
    return session


def make_announcement(page, title="Welcome", body="<p>Doors open at eight.</p>", **values):
    return publish_below(page, AnnouncementPage(title=title, body=body, **values))


def make_content_page(parent, title="Venue", paragraphs=("<p>By the sea.</p>",)):
    body = [("paragraph", text) for text in paragraphs]
    return publish_below(parent, ContentPage(title=title, body=body))


def submit(instance, language, user=None):
    """Submit for translation, as the button in the admin does; returns the Translation."""
    locale = Locale.objects.get(language_code=language)
    TranslationCreator(user, [locale]).create_translations(instance)
    return Translation.objects.get(source__object_id=instance.translation_key, target_locale=locale)


def fill(translation, words, *, default=None):
    """Write a translator's strings: `words` maps source text to target text."""
    for segment in StringSegment.objects.filter(source=translation.source):
        text = words.get(segment.string.data, default and default.format(segment.string.data))
        if text is not None:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                defaults={"data": text, "translation_type": "manual"},
            )


def translate(instance, language, words=None, *, default=None, publish=True):
    """Translate with the real wagtail-localize and publish; returns the translated instance."""
    translation = submit(instance, language)
    fill(translation, words or {}, default=default)
    with TestCase.captureOnCommitCallbacks(execute=True):  # localize publishes on commit
        translation.save_target(publish=publish)
    return translation.get_target_instance()


def change(page, at=CHANGED_AT, **words):
    """Change words of a source and publish it; note it as is done when a source is synced."""
    source = TranslationSource.objects.get_for_instance(page)
    before = _sentences(source)
    for name, text in words.items():
        setattr(page, name, text)
    page.save_revision().publish()
    TranslationSource.update_or_create_from_instance(page)
    for place, string in _sentences(source).items():
        if before.get(place) != string:
            context, _order = place
            old = before.get(place)
            SourceChange.objects.create(
                source=source, context_id=context, before_id=old, after_id=string, at=at
            )


def _sentences(source):
    """`{(context, place in it): string}` of a source."""
    found = {}
    for row in StringSegment.objects.filter(source=source).order_by("context_id", "order"):
        place = sum(context == row.context_id for context, _place in found)
        found[row.context_id, place] = row.string_id
    return found
