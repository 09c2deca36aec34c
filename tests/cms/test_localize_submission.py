"""Who submits, synchronises and sees what; the stock views let everybody."""

import pytest
from django.core.paginator import UnorderedObjectListWarning
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.localize import submission
from cms.translating import sync
from home.models import SourceChange
from tests import factories
from tests.cms.people import log_in, make_user, messages
from tests.cms.translating import (
    AR,
    NEW_AR,
    address,
    locale_of,
    target_of,
)

# --- P19: submitting and synchronising ---


@pytest.fixture
def submitter(db):
    """Somebody who may submit, but change Arabic pages only."""
    make_user("coordinators")
    user = make_user("translators-ar")
    user.user_permissions.add(
        user.groups.model.objects.get(name="coordinators").permissions.get(
            codename="submit_translation"
        )
    )
    return user


def test_only_pages_that_the_user_may_edit_are_submitted(session, submitter, client, stock_views):
    client.force_login(submitter)
    submit = address("submit_page_translation", session.pk)
    form = {"locales": [locale_of("ar").pk]}

    client.post(submit, form)
    assert session.has_translation(locale_of("ar")) is False

    stock_views()
    client.post(submit, form)
    assert session.has_translation(locale_of("ar")) is True


def test_title_of_a_page_that_the_user_may_not_edit_is_not_shown(session, submitter, client):
    client.force_login(submitter)
    response = client.get(address("submit_page_translation", session.pk))

    assert response.headers["location"] == "/admin/"


def test_coordinator_submits_and_parents_follow_as_drafts(session, edition_page):
    log_in("coordinators").post(
        address("submit_page_translation", session.pk), {"locales": [locale_of("ur").pk]}
    )

    pages = Page.objects.filter(locale=locale_of("ur"), depth__gt=2).order_by("path")
    assert list(pages.values_list("translation_key", "live", "alias_of")) == [
        (edition_page.translation_key, False, None),
        (session.translation_key, False, None),
    ]


def test_stock_view_makes_live_aliases_of_parents(session, edition_page, stock_views):
    stock_views()
    log_in("coordinators").post(
        address("submit_page_translation", session.pk), {"locales": [locale_of("ur").pk]}
    )

    parent = edition_page.get_translation(locale_of("ur"))
    assert (parent.live, parent.alias_of_id) == (True, edition_page.pk)


def test_translation_is_not_translated_again(translation, stock_views):
    target = translation.get_target_instance()
    submit, form = address("submit_page_translation", target.pk), {"locales": [locale_of("tr").pk]}
    client = log_in("coordinators")

    response = client.post(submit, form, follow=True)
    assert messages(response) == [
        "This is itself a translation. Ask for translations of “Opening” (English)."
    ]
    assert target.has_translation(locale_of("tr")) is False

    stock_views()
    client.post(submit, form)
    assert target.has_translation(locale_of("tr")) is True


def test_translation_that_was_stopped_is_no_source_either(session, translation, edition_page):
    factories.translate(edition_page, "tr")
    translation.enabled = False
    translation.save()
    target = target_of(translation)

    log_in("coordinators").post(
        address("submit_page_translation", target.pk), {"locales": [locale_of("ur").pk]}
    )
    sync.sync(target)
    submission.submit_page(target, [locale_of("tr")])

    sources = TranslationSource.objects.filter(object_id=session.translation_key)
    assert [source.locale.language_code for source in sources] == ["en"]
    assert session.has_translation(locale_of("tr")) is True


def test_synchronising_publishes_only_where_the_user_may_publish(session, translation, stock_views):
    user = make_user("editors")
    user.user_permissions.add(
        make_user("coordinators").groups.get().permissions.get(codename="submit_translation")
    )
    client = log_in("editors")
    factories.fill(translation, {"Opening": NEW_AR})
    update = address("update_translations", translation.source_id)

    client.post(update, {"publish_translations": "on"})
    assert translation.get_target_instance().title == AR

    stock_views()
    client.post(update, {"publish_translations": "on"})
    assert translation.get_target_instance().title == NEW_AR


def test_synchronising_tells_translators_what_changed(session, translation, stock_views):
    client, update = log_in("coordinators"), address("update_translations", translation.source_id)
    session.title = "Grand opening"
    session.save_revision().publish()

    client.post(update)

    change = SourceChange.objects.get()
    assert (change.before.data, change.after.data) == ("Opening", "Grand opening")

    stock_views()
    session.title = "Small opening"
    session.save_revision().publish()
    client.post(update)
    sync.sync(session)
    assert SourceChange.objects.exists() is False


def test_coordinator_synchronises_and_publishes(session, translation):
    factories.fill(translation, {"Opening": NEW_AR})
    log_in("coordinators").post(
        address("update_translations", translation.source_id), {"publish_translations": "on"}
    )

    assert translation.get_target_instance().title == NEW_AR


def test_pages_that_the_user_may_not_edit_are_not_synchronised(
    session, translation, submitter, client
):
    session.title = "Changed"
    session.save_revision().publish()
    client.force_login(submitter)
    client.post(address("update_translations", translation.source_id), {})

    translation.source.refresh_from_db()
    assert translation.source.object_repr == "Opening"


# --- P20: the report ---


@pytest.fixture
def in_turkish(translation):
    """Opening, in Turkish too."""
    turkish = factories.submit(translation.source.get_source_instance(), "tr")
    factories.fill(turkish, {"Opening": "Açılış"})
    turkish.save_target(publish=False)


@pytest.mark.parametrize("path", ["", "results/"])
def test_report_leads_to_the_translators_desk(in_turkish, path):
    report = f"/admin/localize/reports/translations/{path}"

    for role, is_shown in (("translators-ar", False), ("translators-tr", True)):
        response = log_in(role).get(report, {"export": "csv"}, follow=True)
        assert response.redirect_chain == [("/admin/translations/", 302)]
        board = log_in(role).get("/admin/translations/editions/sample/").content.decode()
        assert ("board-cell--ready" in board) is is_shown


def test_stock_report_shows_all_languages_to_everybody(in_turkish, stock_views):
    stock_views()
    with pytest.warns(UnorderedObjectListWarning):
        rows = log_in("translators-ar").get(address("translations_report")).context["object_list"]

    assert {row.target_locale.language_code for row in rows} == {"ar", "tr"}


def test_report_is_for_those_who_have_languages(translation, stock_views):
    report = address("translations_report")
    response = log_in("registrars").get(report, follow=True)
    assert response.redirect_chain == [("/admin/translations/", 302), ("/admin/", 302)]

    stock_views()
    with pytest.warns(UnorderedObjectListWarning):
        assert translation in log_in("registrars").get(report).context["object_list"]


def test_report_is_in_no_menu(db):
    html = log_in("coordinators").get("/admin/").content.decode()

    assert html.count("reports/translations") == 0
