"""Drafts of the memory that somebody confirms, and pages that are complete, many at once."""

import pytest
from django.test import TestCase
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms.translating import memory, saving
from events.exceptions import Refused
from tests import factories
from tests.cms.people import log_in, messages
from tests.cms.translating import AR, target_of
from tests.cms.visits import client_of, outcome, queries, text

pytestmark = pytest.mark.django_db

BOARD = "/admin/translations/editions/sample/"
DRAFTS = f"{BOARD}drafts/ar/"
PUBLISH = f"{BOARD}publish/ar/"


@pytest.fixture
def first(edition_page):
    """Opening, translated by a person; the memory learns from it."""
    session = factories.make_session(edition_page, "Opening", summary="Welcome.")
    factories.translate(edition_page, "ar", default="ع {}")
    factories.translate(session, "ar", {"Opening": AR, "Welcome.": "أهلا."})
    return session


def again(edition_page, number, **values):
    """Another Opening, with drafts of the memory; returns its Translation."""
    session = factories.make_session(
        edition_page, "Opening", at=f"1{number}:00", slug=f"opening-{number}", **values
    )
    translation = factories.submit(session, "ar")
    memory.fill(translation)
    return translation


@pytest.fixture
def second(edition_page, first):
    return again(edition_page, 1, summary="Welcome.")


@pytest.fixture
def third(edition_page, first):
    return again(edition_page, 2)


def drafts(response):
    """`{source: (draft, number of places, value)}`"""
    return {
        draft.original: (draft.translated, len(places), draft.value)
        for draft, places in response.context["lines"]
    }


def kinds(translation):
    rows = StringTranslation.objects.filter(
        translation_of__segments__source=translation.source,
        context__object=translation.source.object,
    )
    return sorted(rows.values_list("translation_type", flat=True))


# --- who may ---

EVERYBODY = ["anonymous", "registrars", "editors", "translators-tr", "translators-ar"]
EVERYBODY += ["publishers-tr", "publishers-ar", "coordinators", "admin"]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (DRAFTS, {"translators-ar", "publishers-ar", "coordinators", "admin"}),
        (PUBLISH, {"publishers-ar", "coordinators", "admin"}),
        ("/admin/translations/site/drafts/ar/", {"translators-ar", "publishers-ar"}),
        ("/admin/translations/site/publish/ar/", {"publishers-ar"}),
    ],
)
def test_pages_open_only_for_those_who_may(second, path, allowed):
    if "site" in path:
        allowed = allowed | {"coordinators", "admin"}
    found = {role: outcome(client_of(role).get(path)) for role in EVERYBODY}

    refused = dict.fromkeys(EVERYBODY, "refused") | {"anonymous": "login"}
    assert found == refused | dict.fromkeys(allowed, 200)


@pytest.mark.parametrize("role", ["anonymous", "editors", "translators-tr"])
def test_nobody_else_confirms(second, role):
    value = drafts(log_in("translators-ar").get(DRAFTS))["Opening"][2]

    client_of(role).post(DRAFTS, {"text": [value]})

    assert kinds(second) == ["machine", "machine"]


@pytest.mark.parametrize("role", ["anonymous", "editors", "translators-ar", "publishers-tr"])
def test_nobody_else_publishes(second, role):
    saving.confirm(second, None)

    client_of(role).post(PUBLISH, {"page": [second.pk]})

    assert target_of(second).live is False


def test_a_language_that_does_not_exist_is_not_found(second):
    assert log_in().get(f"{BOARD}drafts/xx/").status_code == 404


# --- confirming ---


def test_a_text_stands_once_with_its_places(second, third):
    response = log_in("translators-ar").get(DRAFTS)

    assert {source: found[:2] for source, found in drafts(response).items()} == {
        "Opening": (AR, 2),
        "Welcome.": ("أهلا.", 1),
    }
    assert [*drafts(response)] == ["Opening", "Welcome."]
    assert "2 places" in text(response)
    assert f'href="/admin/translations/texts/{third.pk}/?board=sample"' in response.content.decode()


def test_what_a_machine_wrote_says_so(second):
    StringTranslation.objects.filter(translation_type="machine", data="أهلا.").update(
        tool_name="Dummy"
    )

    page = text(log_in("translators-ar").get(DRAFTS))

    assert "Welcome. أهلا. draft by Dummy, not confirmed" in page
    assert page.count("draft by") == 1


def test_drafts_of_other_languages_and_editions_are_not_there(second, edition_page):
    turkish = factories.submit(second.source.get_source_instance(), "tr")
    factories.fill(turkish, {"Opening": "Açılış"})
    StringTranslation.objects.filter(data="Açılış").update(translation_type="machine")
    other = factories.make_edition("next", number=4)
    again(other, 3)

    assert {source: found[1] for source, found in drafts(log_in().get(DRAFTS)).items()} == {
        "Opening": 1,
        "Welcome.": 1,
    }


def test_confirming_makes_the_ticked_texts_a_persons(second, third):
    client = log_in("translators-ar")
    value = drafts(client.get(DRAFTS))["Opening"][2]

    response = client.post(DRAFTS, {"text": [value]}, follow=True)

    assert messages(response) == ["2 texts are confirmed."]
    assert (kinds(second), kinds(third)) == (["machine", "manual"], ["manual"])
    assert [*drafts(response)] == ["Welcome."]
    row = StringTranslation.objects.filter(
        context__object=third.source.object, translation_type="manual"
    ).get()
    assert row.last_translated_by.username == "translators-ar"


def test_a_draft_that_became_another_one_is_not_confirmed_unseen(second):
    client = log_in("translators-ar")
    value = drafts(client.get(DRAFTS))["Opening"][2]
    StringTranslation.objects.filter(data=AR, translation_type="machine").update(data="غير")

    response = client.post(DRAFTS, {"text": [value]}, follow=True)

    assert kinds(second) == ["machine", "machine"]
    assert messages(response) == ["1 text was changed or confirmed by somebody meanwhile."]


def test_confirming_twice_is_safe_and_nothing_ticked_is_said(second):
    client = log_in("translators-ar")
    values = [found[2] for found in drafts(client.get(DRAFTS)).values()]
    client.post(DRAFTS, {"text": values}, follow=True)
    response = client.post(DRAFTS, {"text": values}, follow=True)
    assert "2 texts were changed or confirmed" in messages(response)[0]

    response = client.post(DRAFTS, {}, follow=True)
    assert messages(response) == ["Tick the texts that you want to confirm."]
    assert "There is no draft that waits to be confirmed." in text(client.get(DRAFTS))


def test_texts_of_a_locked_page_stay_drafts(second, third):
    Page.objects.filter(pk=target_of(third).pk).update(locked=True)
    client = log_in("translators-ar")
    value = drafts(client.get(DRAFTS))["Opening"][2]

    response = client.post(DRAFTS, {"text": [value]}, follow=True)

    assert (kinds(second), kinds(third)) == (["machine", "manual"], ["machine"])
    assert "1 text stays a draft: its page is locked." in messages(response)[1]


@pytest.mark.parametrize("path", [DRAFTS, PUBLISH])
def test_as_many_queries_for_one_and_for_three(edition_page, first, path):
    client = log_in("publishers-ar")

    def add(number):
        translation = again(edition_page, number, summary="Welcome.")
        if path == PUBLISH:
            saving.confirm(translation, None)

    add(1)
    one = queries(client, path)
    add(2)
    add(3)

    assert queries(client, path) == one


def test_a_hundred_are_on_one_page(second, third, monkeypatch):
    monkeypatch.setattr("cms.translating.bulk.PER_PAGE", 1)
    client = log_in("translators-ar")

    assert [*drafts(client.get(DRAFTS))] == ["Opening"]
    assert [*drafts(client.get(DRAFTS, {"p": 2}))] == ["Welcome."]


# --- publishing ---


def publish(client, *translations):
    chosen = [translation.pk for translation in translations]
    with TestCase.captureOnCommitCallbacks(execute=True):  # localize publishes on commit
        return client.post(PUBLISH, {"page": chosen}, follow=True)


def ready(response):
    return [line.row.title for line in response.context["lines"]]


def test_what_a_person_has_seen_as_a_whole_can_be_published(second, third):
    saving.confirm(third, None)
    client = log_in("publishers-ar")
    assert "Publish 1 page that is complete" in text(client.get(BOARD))
    assert "complete" not in text(log_in("translators-ar").get(BOARD))

    response = client.get(PUBLISH)
    assert ready(response) == ["Opening"]
    response = publish(client, third, second)

    assert messages(response) == ["1 page is published."]
    assert (target_of(third).live, target_of(second).live) == (True, False)
    assert "There is no page that is complete" in text(client.get(PUBLISH))


def test_the_page_of_an_edition_is_published_before_what_is_below(edition_page):
    session = factories.make_session(edition_page, "Opening")
    for instance in (session, edition_page):
        factories.fill(factories.submit(instance, "ar"), {}, default="ع {}")

    assert ready(log_in("publishers-ar").get(PUBLISH)) == ["Sample edition", "Opening"]


def test_what_has_no_public_original_says_so(second, third):
    for translation in (second, third):
        saving.confirm(translation, None)
    client = log_in("publishers-ar")
    note = "Where the original is not public, readers see the translation together with it."
    assert note not in text(client.get(PUBLISH))

    third.source.get_source_instance().unpublish()

    for path, count in ((PUBLISH, 1), (BOARD, 1)):
        assert text(client.get(path)).count("original not public") == count
    assert note in text(client.get(PUBLISH))


def test_what_is_in_review_is_not_published_past_it(translation, sent):
    assert ready(log_in("publishers-ar").get(PUBLISH)) == []


def test_one_that_cannot_be_published_is_named_and_the_others_go_on(second, third, monkeypatch):
    for translation in (second, third):
        saving.confirm(translation, None)
    stock = saving.publish

    def refuse(translation, user):
        if translation.pk == second.pk:
            stock(translation, user)
            raise Refused("invalid", "The title is too long.")
        return stock(translation, user)

    monkeypatch.setattr(saving, "publish", refuse)
    client = log_in("publishers-ar")

    response = publish(client, second, third)

    assert "1 page is published." in messages(response)[0]
    assert (
        "1 page is not published:<ul><li><bdi>Opening</bdi>: The title is too long."
        in (messages(response)[1])
    )
    assert (target_of(second).live, target_of(third).live) == (False, True)


def test_one_with_an_unexpected_fault_stops_nobody(second, third, monkeypatch):
    for translation in (second, third):
        saving.confirm(translation, None)
    stock = saving.publish

    def fail(translation, user):
        if translation.pk == second.pk:
            raise RuntimeError("secret")
        return stock(translation, user)

    monkeypatch.setattr(saving, "publish", fail)
    response = publish(log_in("publishers-ar"), second, third)

    assert "Something went wrong" in messages(response)[1]
    assert "secret" not in response.content.decode()
    assert (target_of(second).live, target_of(third).live) == (False, True)


def test_a_locked_page_is_not_published(third):
    saving.confirm(third, None)
    Page.objects.filter(pk=target_of(third).pk).update(locked=True)

    response = publish(log_in("publishers-ar"), third)

    assert "This page is locked" in messages(response)[0]
    assert target_of(third).live is False


def test_nothing_chosen_publishes_nothing(third):
    saving.confirm(third, None)

    response = publish(log_in("publishers-ar"))

    assert "nothing was chosen" in messages(response)[0]
    assert target_of(third).live is False


def test_a_round_has_an_end_and_says_what_follows(second, third, monkeypatch):
    monkeypatch.setattr("cms.translating.bulk.PER_ROUND", 1)
    for translation in (second, third):
        saving.confirm(translation, None)
    client = log_in("publishers-ar")

    assert "These come first; 1 more follows" in text(client.get(PUBLISH))
    publish(client, second, third)
    assert sorted([target_of(second).live, target_of(third).live]) == [False, True]


def test_a_room_is_published_like_a_page(edition_page):
    room = factories.make_room(edition_page.edition, "Hall")
    translation = factories.submit(room, "ar")
    factories.fill(translation, {"Hall": "القاعة"})
    client = log_in("publishers-ar")

    publish(client, translation)

    assert str(target_of(translation)) == "القاعة"
    assert Translation.objects.filter(pk=translation.pk).exists()
