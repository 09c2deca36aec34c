"""Facts reach readers of all languages without any synchronising; words only when published."""

import json

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField
from wagtail_localize.models import StringSegment

from cms.demo import fields
from cms.demo.content import Name
from events.compiler import documents
from events.compiler.ids import public_id
from events.models import SessionPage, SessionSpeaker
from tests import factories

LANGUAGES = ["en", "ar", "ur", "tr"]
OURS = [
    model
    for app in ("home", "events", "registration")
    for model in apps.get_app_config(app).get_models()
    if issubclass(model, TranslatableMixin)
]


def programme(page, language):
    return documents.build(page.edition, language)["programme"]


def session_facts(page, *names):
    """One value for each language: what its document says about the only session."""
    rows = [programme(page, language)["sessions"][0] for language in LANGUAGES]
    return [tuple(row.get(name) for name in names) for row in rows]


@pytest.fixture
def session(edition_page):
    session = factories.make_session(edition_page, track=factories.make_track(edition_page.edition))
    for language in ("ar", "ur"):
        factories.translate(session, language, {"Opening": "الافتتاح"})
    return session


# --- P1: facts of a translation go stale ---


def test_changed_fact_reaches_all_languages_without_synchronising(edition_page, session):
    session.kind = SessionPage.Kind.KEYNOTE
    session.languages = "ar tr"
    session.save_revision().publish()

    assert session_facts(edition_page, "kind", "languages") == [("keynote", ["ar", "tr"])] * 4
    # Control: the row of the translation itself still has the old fact.
    assert session.get_translation(Locale.objects.get(language_code="ar")).kind == "talk"


def test_new_speaker_reaches_all_languages_without_synchronising(edition_page, session):
    speaker = factories.make_speaker("Amina Dar")
    session.speakers.add(SessionSpeaker(speaker=speaker, locale=session.locale))
    session.save_revision().publish()

    expected = [{"id": public_id(speaker.translation_key)}]
    assert session_facts(edition_page, "speakers") == [(expected,)] * 4
    ar = session.get_translation(Locale.objects.get(language_code="ar"))
    assert ar.speakers.count() == 0


# --- P2: a translation keeps the old target of a foreign key ---


def test_track_replaced_by_an_untranslated_one_reaches_all_languages(edition_page, session):
    other = factories.make_track(edition_page.edition, "Academia")
    session.track = other
    session.save_revision().publish()

    assert session_facts(edition_page, "track") == [(public_id(other.translation_key),)] * 4


def test_cleared_track_reaches_all_languages(edition_page, session):
    session.track = None
    session.save_revision().publish()

    assert session_facts(edition_page, "track") == [(None,)] * 4
    ar = session.get_translation(Locale.objects.get(language_code="ar"))
    assert ar.track is not None


def test_changed_room_reaches_all_languages(edition_page, session):
    slot = session.slot
    slot.room = factories.make_room(edition_page.edition, "Annex")
    slot.save()

    room = public_id(slot.room.translation_key)
    assert session_facts(edition_page, "room") == [(room,)] * 4


# --- P3, P4: relations that wagtail-localize crashes on or never brings along ---


def declared(model):
    return {field.field_name: field for field in vars(model)["translatable_fields"]}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
class TestModel:
    def test_declares_what_is_translated(self, model):
        assert "translatable_fields" in vars(model)

    def test_declares_every_field_that_is_its_own(self, model):
        technical = {"id", "page_ptr", "locale", "translation_key", "sort_order", "slot_draft"}
        own = {
            field.name
            for field in model._meta.local_fields
            if not (field.remote_field and getattr(field, "parent_link", False))
            and type(field).__name__ != "ParentalKey"
        }

        assert own - technical - set(declared(model)) == set()

    def test_translates_no_reference_to_a_page(self, model):
        references = [
            name
            for name, rule in declared(model).items()
            if isinstance(rule, TranslatableField)
            and isinstance(field_of(model, name), models.ForeignKey)
        ]

        assert references == []

    def test_has_no_relation_that_is_never_brought_along(self, model):
        many = [field.name for field in model._meta.local_many_to_many]

        assert many == []
        assert [f for f in model._meta.get_fields() if isinstance(f, ParentalManyToManyField)] == []

    def test_translates_no_json_and_nothing_unique(self, model):
        fields = [
            field_of(model, name)
            for name, rule in declared(model).items()
            if not isinstance(field_of(model, name), models.ManyToOneRel)
        ]
        bad = [
            field.name
            for field in fields
            if field.unique
            or isinstance(field, models.OneToOneField)
            or (isinstance(field, models.JSONField) and not isinstance(field, StreamField))
        ]

        assert bad == []

    def test_lets_no_translator_override_a_fact(self, model):
        rules = declared(model).values()

        assert [
            rule.field_name
            for rule in rules
            if isinstance(rule, SynchronizedField) and rule.overridable
        ] == []


def field_of(model, name):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return pytest.fail(f"{model.__name__} declares {name}, which it does not have")


# --- P6, P15: nothing is public before it is translated ---


def test_submitted_page_is_a_draft_and_readers_keep_the_source(edition_page):
    session = factories.make_session(edition_page)
    target = factories.submit(session, "ar").get_target_instance()

    assert (target.live, target.alias_of_id) == (False, None)
    row = programme(edition_page, "ar")["sessions"][0]
    assert (row["title"], row["lang"]) == ("Opening", "en")


def test_stock_setting_publishes_an_untranslated_page(edition_page, settings, stock_commit):
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
    session = factories.make_session(edition_page)
    with stock_commit():
        target = factories.submit(session, "ar")

    assert target.get_target_instance().live is True


@pytest.fixture
def stock_commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_publishing_the_source_later_does_not_publish_a_draft_translation(edition_page):
    session = factories.make_session(edition_page)
    translation = factories.submit(session, "ar")
    factories.fill(translation, {"Opening": "الافتتاح"})
    session.title = "Grand opening"
    session.save_revision().publish()

    rows = [programme(edition_page, language)["sessions"][0] for language in ("ar", "en")]
    assert [row["title"] for row in rows] == ["Grand opening", "Grand opening"]


# --- P7: addresses ---


def test_address_is_ascii_and_shared_when_the_source_is_arabic(home):
    page = factories.make_edition("arabic", source_language="ar")
    session = SessionPage(title="الجلسة الافتتاحية", locale=page.locale)
    page.add_child(instance=session)
    session.save_revision().publish()
    english = factories.translate(session, "en", {"الجلسة الافتتاحية": "Opening session"})

    assert session.slug == "ljlsh-lftthyh"
    assert (english.title, english.slug) == ("Opening session", session.slug)
    assert english.full_clean() is None


def test_address_is_no_string_of_a_translator(edition_page):
    session = factories.make_session(edition_page)
    source = factories.submit(session, "ar").source

    paths = {segment.context.path for segment in StringSegment.objects.filter(source=source)}
    assert paths == {"title"}


def test_translated_title_that_starts_in_latin_keeps_the_address(edition_page):
    session = factories.make_session(edition_page, "Django")
    target = factories.translate(session, "ar", {"Django": "django مقدمة"})

    assert (target.title, target.slug) == ("django مقدمة", "django")


# --- P13: aliases ---


def test_nothing_depends_on_aliases(edition_page):
    factories.make_session(edition_page)

    assert Page.objects.exclude(alias_of=None).count() == 0
    assert len(programme(edition_page, "tr")["sessions"]) == 1


# --- P18: strings keep their place when a source is read again ---


def places_of_strings(page, body):
    """Where the strings of a page stand, each time that it is read; `body` is as stored."""
    type(page).objects.filter(pk=page.pk).update(body=body)
    source = factories.submit(type(page).objects.get(pk=page.pk), "ar").source
    readings = []
    for _reading in range(2):
        source.update_from_db()
        readings.append(sorted(source.stringsegment_set.values_list("context__path", flat=True)))
    return readings


@pytest.fixture
def page(edition_page):
    return factories.make_content_page(edition_page, "About us")


def test_blocks_that_an_editor_makes_keep_their_place(page):
    first, second = places_of_strings(page, json.dumps(page.body.get_prep_value()))

    assert first == second
    assert len(first) == 2


def test_blocks_of_the_demo_keep_their_place(page):
    body = [{"heading": "Where"}, {"quote": "Near.", "attribution": "Amina"}, {"callout": "Now"}]
    stored = fields.values(Name("page", "about"), {"title": "About us", "body": body}, {})["body"]
    first, second = places_of_strings(page, stored)

    assert first == second
    assert len(first) == 5


def test_blocks_without_ids_lose_their_place(page):
    first, second = places_of_strings(page, json.dumps([{"type": "callout", "value": "Now"}]))

    assert first != second


def test_no_words_stand_in_a_list_whose_items_may_have_no_ids():
    """A list in the plain format gives no strings at all."""
    assert [
        f"{model.__name__}.{field.name}"
        for model in OURS
        for field in model._meta.get_fields()
        if isinstance(field, StreamField) and has_list(field.stream_block)
    ] == []
    assert has_list(blocks.StreamBlock([("rows", blocks.ListBlock(blocks.CharBlock()))])) is True


def has_list(block):
    inner = getattr(block, "child_blocks", {}).values()
    return isinstance(block, blocks.ListBlock) or any(has_list(one) for one in inner)
