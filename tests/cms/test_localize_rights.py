"""What translators, publishers and coordinators may do; the stock views let everybody."""

import pytest
from django.urls import reverse
from wagtail_localize import wagtail_hooks as stock_hooks
from wagtail_localize.models import Translation

from cms.translating import saving
from events.models import SessionPage
from tests import factories
from tests.cms.people import log_in, make_user, messages
from tests.cms.translating import (
    AR,
    NEW_AR,
    NoMessages,
    address,
    text_address,
)

# --- P9: stop and restart ---


def test_only_publishers_stop_a_translation(translation, stock_views):
    stop = address("stop_translation", translation.pk)

    log_in("translators-ar").post(stop)
    translation.refresh_from_db()
    assert translation.enabled is True

    log_in("publishers-ar").post(stop)
    translation.refresh_from_db()
    assert translation.enabled is False

    Translation.objects.update(enabled=True)
    stock_views()
    log_in("translators-ar").post(stop)
    translation.refresh_from_db()
    assert translation.enabled is False


def test_only_publishers_restart_a_translation(translation):
    Translation.objects.update(enabled=False)
    edit = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    restart = {"localize-restart-translation": "1"}

    log_in("translators-ar").post(edit, restart)
    translation.refresh_from_db()
    assert translation.enabled is False

    log_in("publishers-ar").post(edit, restart)
    translation.refresh_from_db()
    assert translation.enabled is True


def test_stock_hook_lets_a_translator_restart(translation, rf):
    Translation.objects.update(enabled=False)
    request = rf.post("/", {"localize-restart-translation": "1"})
    request.user, request._messages = make_user("translators-ar"), NoMessages()
    stock_hooks.before_edit_page(request, translation.get_target_instance())

    translation.refresh_from_db()
    assert translation.enabled is True


def test_whoever_restarts_is_warned_that_work_by_hand_is_replaced(translation):
    Translation.objects.update(enabled=False)
    target = translation.get_target_instance()
    target.title = NEW_AR
    target.save_revision().publish()
    edit = reverse("wagtailadmin_pages:edit", args=[target.pk])
    response = log_in("publishers-ar").post(
        edit, {"localize-restart-translation": "1"}, follow=True
    )

    warning = "What was changed here by hand is replaced when this is published next."
    assert warning in messages(response)
    target.refresh_from_db()
    assert target.title == NEW_AR

    # Control: it is.
    translation.refresh_from_db()
    saving.publish(translation, make_user("publishers-ar"))
    target.refresh_from_db()
    assert target.title == AR


@pytest.mark.parametrize(("role", "shown"), [("translators-ar", 0), ("publishers-ar", 2)])
def test_actions_that_overwrite_are_shown_to_publishers_only(translation, role, shown):
    Translation.objects.update(enabled=False)
    edit = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    html = log_in(role).get(edit).content.decode()

    names = ("localize-restart-translation", "localize-convert-to-alias")
    assert sum(f'name="{name}"' in html for name in names) == shown


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [("translators-ar", "review", "publish"), ("publishers-ar", "publish", "review")],
)
def test_editor_offers_what_the_person_may_do(translation, role, shown, hidden):
    html = log_in(role).get(text_address(translation)).content.decode()

    assert html.count(f'name="action" value="{shown}"') == 1
    assert f'name="action" value="{hidden}"' not in html


# --- P16: converting to an alias ---


def test_only_publishers_convert_to_an_alias(translation, stock_views):
    target = translation.get_target_instance()
    convert = address("convert_to_alias", target.pk)

    log_in("translators-ar").post(convert)
    target.refresh_from_db()
    assert (target.title, target.alias_of_id) == (AR, None)

    stock_views()
    log_in("translators-ar").post(convert)
    target.refresh_from_db()
    assert (target.title, target.alias_of_id is None) == ("Opening", False)


def test_publisher_converts_to_an_alias(translation):
    target = translation.get_target_instance()
    log_in("publishers-ar").post(address("convert_to_alias", target.pk))

    target.refresh_from_db()
    assert target.alias_of_id is not None


# --- what translators may do ---


def test_translator_does_not_publish(translation):
    factories.fill(translation, {"Opening": NEW_AR})
    log_in("translators-ar").post(text_address(translation), {"action": "publish"})
    assert SessionPage.objects.get(locale=translation.target_locale).title == AR

    log_in("publishers-ar").post(text_address(translation), {"action": "publish"})
    assert SessionPage.objects.get(locale=translation.target_locale).title == NEW_AR


@pytest.mark.parametrize(("role", "languages"), [("translators-ar", 2), ("publishers-ar", 1)])
def test_only_publishers_delete_a_draft_translation(edition_page, role, languages):
    session = factories.make_session(edition_page)
    target = factories.submit(session, "ar").get_target_instance()
    log_in(role).post(reverse("wagtailadmin_pages:delete", args=[target.pk]))

    assert SessionPage.objects.count() == languages


def test_wagtail_itself_lets_a_translator_delete_a_draft(edition_page):
    session = factories.make_session(edition_page)
    target = factories.submit(session, "ar").get_target_instance()

    assert target.permissions_for_user(make_user("translators-ar")).can_delete() is True


def test_translator_deletes_no_draft_among_many_pages(edition_page):
    session = factories.make_session(edition_page)
    target = factories.submit(session, "ar").get_target_instance()
    route = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    log_in("translators-ar").post(f"{route}?id={target.pk}&childOf={target.get_parent().pk}")

    assert SessionPage.objects.count() == 2
