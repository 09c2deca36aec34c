"""Drafts stay drafts, and an empty text is no translation; the stock code shows the fault."""

import pytest
from django.db import DataError, connection, transaction
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    post_save_string_translation,
)

from cms.localize import guards
from tests import factories
from tests.cms.people import log_in
from tests.cms.translating import (
    AR,
    NEW_AR,
    address,
    locale_of,
    save_title,
    stored_title,
    title_segment,
)

# --- P5: the words of a draft must not reach readers ---


def test_saving_a_draft_of_a_live_translation_changes_nothing_for_readers(translation):
    factories.fill(translation, {"Opening": NEW_AR})
    translation.save_target(publish=False)

    target = translation.get_target_instance()
    assert (target.live, target.title, target.has_unpublished_changes) == (True, AR, True)
    assert target.get_latest_revision_as_object().title == NEW_AR

    # Control: stock code writes the draft into the live row.
    guards.stock_save_target(translation, publish=False)
    target.refresh_from_db()
    assert (target.live, target.title) == (True, NEW_AR)


# --- P6: nothing is public before it is translated ---


def test_submitting_a_live_alias_makes_a_draft(edition_page, session):
    factories.translate(edition_page, "ar")
    session.copy_for_translation(locale_of("ar"), alias=True)
    target = factories.submit(session, "ar").get_target_instance()

    assert (target.alias_of_id, target.live) == (None, False)


def test_stock_code_makes_a_live_translation_of_a_live_alias(edition_page, session, monkeypatch):
    monkeypatch.setattr(Translation, "save_target", guards.stock_save_target)
    factories.translate(edition_page, "ar")
    session.copy_for_translation(locale_of("ar"), alias=True)
    target = factories.submit(session, "ar").get_target_instance()

    assert (target.alias_of_id, target.live) == (None, True)


# --- P8: an empty text is no translation ---


@pytest.mark.parametrize("text", ["", "   "])
def test_empty_text_is_no_translation(translation, text):
    answer = save_title(log_in("translators-ar"), translation, text).json()

    assert (answer["state"], answer["status"], answer["done"]) == ("cleared", "empty", 0)
    assert stored_title(translation) is None


def test_stock_progress_counts_an_empty_text(translation):
    StringTranslation.objects.filter(locale=translation.target_locale).update(data="")

    assert guards.stock_get_progress(translation) == (1, 1)
    assert translation.get_progress() == (1, 0)


def test_progress_counts_a_text(translation):
    assert translation.get_progress() == (1, 1)


# --- strings ---


def test_translator_saves_a_string(translation):
    answer = save_title(log_in("translators-ar"), translation, NEW_AR).json()

    assert (answer["state"], answer["status"]) == ("saved", "done")
    assert stored_title(translation) == NEW_AR


@pytest.mark.parametrize("text", [NEW_AR, ""])
def test_translator_of_another_language_saves_nothing(translation, text):
    assert save_title(log_in("translators-tr"), translation, text).status_code == 302
    assert stored_title(translation) == AR


@pytest.mark.parametrize(
    ("name", "segments"),
    [("edit_string_translation", 1), ("edit_override", 1), ("preview_translation", 0)],
)
def test_what_only_the_stock_editor_calls_is_gone(translation, stock_views, name, segments):
    segment = title_segment(translation)
    route = address(name, translation.pk, *[segment.pk] * segments)
    client = log_in("publishers-ar")

    assert client.get(route).status_code == client.put(route).status_code == 404

    stock_views()
    assert client.get(route).status_code in {200, 405} or name == "edit_override"


# --- a title that does not fit ---


def test_title_that_is_too_long_is_kept_and_cut_in_lists(translation):
    factories.fill(translation, {"Opening": "س" * 300})

    assert stored_title(translation) == "س" * 300
    assert translation.get_target_instance().draft_title == "س" * 255


def test_stock_code_writes_it_where_it_does_not_fit(translation):
    row = StringTranslation.objects.get()
    row.data = "س" * 300
    if connection.vendor == "postgresql":
        with pytest.raises(DataError), transaction.atomic():
            post_save_string_translation(row)
    else:
        post_save_string_translation(row)
        assert len(translation.get_target_instance().draft_title) == 300
