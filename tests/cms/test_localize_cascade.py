"""Translations follow their source in the admin, and the source never follows a translation."""

import pytest
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Locale, Page

from cms.localize import hooks as ours
from events.compiler import documents
from tests import factories
from tests.cms.people import log_in

AR = {"Opening": "الافتتاح", "Sample edition": "دورة"}


@pytest.fixture
def pages(edition_page):
    """An edition and its session, public in English and Arabic."""
    session = factories.make_session(edition_page)
    arabic_edition = factories.translate(edition_page, "ar", AR)
    arabic_session = factories.translate(session, "ar", AR)
    return edition_page, session, arabic_edition, arabic_session


def act(page, action, *args, role="editors", **form):
    name = {"move": "move_confirm"}.get(action, action)
    return log_in(role).post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *args]), form)


def act_on_many(page, action, role="editors", **form):
    route = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return log_in(role).post(f"{route}?id={page.pk}&childOf={page.get_parent().pk}", form)


def languages_of(page, **where):
    found = Page.objects.filter(translation_key=page.translation_key, **where)
    return sorted(found.values_list("locale__language_code", flat=True))


def path_of(page):
    return Page.objects.get(pk=page.pk).url_path


@pytest.fixture
def without_cascade(monkeypatch):
    """The admin as it is without our hooks."""
    for name in (
        "construct_translated_pages_to_cascade_actions",
        "after_move_page",
        "before_bulk_action",
        "after_bulk_action",
    ):
        kept = [entry for entry in hooks._hooks[name] if entry[0].__module__ != ours.__name__]
        monkeypatch.setitem(hooks._hooks, name, kept)


def test_unpublishing_the_source_unpublishes_translations(pages):
    _edition, session, _arabic_edition, _arabic = pages
    act(session, "unpublish")

    assert languages_of(session, live=True) == []


def test_without_cascade_a_translation_stays_public_but_readers_do_not_see_it(
    pages, without_cascade
):
    edition, session, _arabic_edition, _arabic = pages
    act(session, "unpublish")

    assert languages_of(session, live=True) == ["ar"]
    # The documents take visibility from the source, so they are right even then.
    assert documents.build(edition.edition, "ar")["programme"]["sessions"] == []


def test_unpublishing_a_translation_leaves_the_source(pages):
    _edition, session, _arabic_edition, arabic = pages
    act(arabic, "unpublish", role="publishers-ar")

    assert languages_of(session, live=True) == ["en"]


def test_deleting_the_source_deletes_translations(pages):
    _edition, session, _arabic_edition, _arabic = pages
    act(session, "delete")

    assert languages_of(session) == []


def test_without_cascade_a_translation_survives_its_source(pages, without_cascade):
    _edition, session, _arabic_edition, _arabic = pages
    act(session, "delete")

    assert languages_of(session) == ["ar"]


def test_deleting_a_translation_leaves_the_source(pages):
    _edition, session, _arabic_edition, arabic = pages
    act(arabic, "delete", role="publishers-ar")

    assert languages_of(session) == ["en"]


def test_deleting_an_edition_keeps_what_was_first_written_in_another_language(pages, home):
    edition, _session, arabic_edition, _arabic = pages
    factories.make_announcement(arabic_edition, "خبر")
    log_in().post(
        reverse("wagtailadmin_pages:delete", args=[edition.pk]),
        {"confirm_site_name": "Majlis"},
    )

    assert languages_of(edition) == ["ar"]
    assert Page.objects.filter(title="خبر").count() == 1


def test_moved_translations_follow_without_rights_in_their_language(pages):
    _edition, session, _arabic_edition, arabic = pages
    later = factories.make_edition("later", number=4)
    factories.translate(later, "ar")
    act(session, "move", later.pk)

    assert path_of(session) == "/front/later/opening/"
    assert path_of(arabic) == "/front-ar/later/opening/"
    assert Page.find_problems() == ([], [], [], [], [])


def test_translation_stays_where_the_new_parent_is_not_translated(pages):
    _edition, session, _arabic_edition, arabic = pages
    later = factories.make_edition("later", number=4)
    act(session, "move", later.pk)

    assert path_of(session) == "/front/later/opening/"
    assert path_of(arabic) == "/front-ar/sample/opening/"


def test_without_cascade_a_translation_stays_under_the_old_parent(pages, without_cascade):
    _edition, session, _arabic_edition, arabic = pages
    later = factories.make_edition("later", number=4)
    factories.translate(later, "ar")
    act(session, "move", later.pk)

    assert path_of(arabic) == "/front-ar/sample/opening/"


def test_moving_a_translation_leaves_the_source(pages):
    _edition, session, _arabic_edition, arabic = pages
    later = factories.translate(factories.make_edition("later", number=4), "ar")
    act(arabic, "move", later.pk, role="coordinators")

    assert path_of(session) == "/front/sample/opening/"


@pytest.mark.parametrize(("action", "left"), [("unpublish", []), ("delete", [])])
def test_acting_on_many_pages_takes_translations_along(pages, action, left):
    _edition, session, _arabic_edition, _arabic = pages
    act_on_many(session, action)

    assert languages_of(session, live=True) == left


def test_moving_many_pages_takes_translations_along(pages):
    _edition, session, _arabic_edition, arabic = pages
    later = factories.make_edition("later", number=4)
    factories.translate(later, "ar")
    act_on_many(session, "move", chooser=later.pk)

    assert path_of(session) == "/front/later/opening/"
    assert path_of(arabic) == "/front-ar/later/opening/"


def test_pages_copied_by_code_do_not_follow(home):
    arabic = home.copy_for_translation(Locale.objects.get(language_code="ar"))

    assert list(ours.show_followers([home], "delete")[home]) == []
    assert Page.objects.filter(pk=arabic.pk).exists()
