"""The editor of one translation, as its form and its script call it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.machine_translators.dummy import DummyTranslator
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.models import Term
from cms.translating import memory, places, saving, sync
from events.models import SessionPage
from tests import factories
from tests.cms.people import log_in, messages
from tests.cms.translating import AR, NEW_AR, save_title, send, stored_title, text_address

MISSING = "2 texts are not translated yet: readers see the original there."
TEXT = 'See <a href="https://example.org">the <b>site</b></a>.'


@pytest.fixture
def asked(edition_page):
    """A session that was asked for in Arabic and has no word yet."""
    session = factories.make_session(
        edition_page, "Opening", summary="Welcome.", abstract=f"<p>{TEXT}</p>"
    )
    return factories.submit(session, "ar")


def page_of(client, translation, **query):
    return client.get(text_address(translation), query)


def field(translation, path):
    (found,) = [row for row in saving.texts(translation) if row.segment.context.path == path]
    return f"string-{found.segment.pk}"


def test_both_sides_say_their_language_and_direction(asked):
    html = page_of(log_in("translators-ar"), asked).content.decode()

    assert html.count('lang="ar" dir="rtl" aria-describedby') == 3
    assert html.count('lang="en" dir="ltr" data-source') == 3


def test_tags_are_numbers_with_a_meaning(asked):
    html = page_of(log_in("translators-ar"), asked).content.decode()

    assert "link to https://example.org" in html
    assert "bold" in html
    assert '<bdi class="texts-token" dir="ltr">{1}</bdi>' in html
    assert "&lt;a id=" not in html


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("{text}?board=%00", {"action": "save", f"string-{'9' * 30}": "x"}, 302),
        ("{text}", {"action": "save", f"string-{'9' * 90}": "x"}, 302),
        ("/admin/translations/glossary/?q=%00", None, 200),
        ("/admin/translations/site/po/%00/", None, 404),
        ("/admin/editions/sample/copy/", {"token": "\x00"}, 200),
    ],
)
def test_what_no_browser_sends_is_no_error(asked, path, sent, status):
    client, path = log_in(), path.format(text=text_address(asked))

    response = client.get(path) if sent is None else client.post(path, sent)

    assert response.status_code == status


@pytest.mark.parametrize("is_enabled", [True, False])
def test_translation_of_a_page_that_was_deleted_is_not_found(asked, is_enabled):
    asked.get_target_instance().delete()
    Translation.objects.update(enabled=is_enabled)
    client = log_in()

    answers = [
        client.get(text_address(asked)),
        client.get(reverse("localize_preview_panel", args=[asked.pk])),
        client.get(reverse("translating:text_po_download", args=[asked.pk])),
        client.post(reverse("wagtail_localize:machine_translate", args=[asked.pk])),
        client.post(reverse("wagtail_localize:stop_translation", args=[asked.pk])),
    ]

    assert {answer.status_code for answer in answers} == {404}


def test_form_of_a_long_page_is_not_too_long(asked):
    fields = {
        f"{name}-{number}": "x" for name in ("seen", "string") for number in range(9_000, 9_600)
    }

    response = log_in("translators-ar").post(text_address(asked), fields)

    assert response.status_code == 302


def test_form_saves_all_texts_at_once(asked):
    client = log_in("translators-ar")
    texts = {
        field(asked, "title"): AR,
        field(asked, "summary"): "",
        field(asked, "abstract"): "انظر {1}{2}الموقع{/2}{/1}.",
    }
    response = client.post(text_address(asked), texts, follow=True)

    assert messages(response) == ["2 texts were saved."]
    words = {row.segment.context.path: row.html for row in saving.texts(asked)}
    assert words == {
        "title": AR,
        "summary": "",
        "abstract": 'انظر <a id="a1"><b>الموقع</b></a>.',
    }
    assert "The link" not in response.content.decode()


def test_sending_the_same_again_changes_nothing(asked):
    client = log_in("translators-ar")
    send(client, asked, title=AR)
    at = StringTranslation.objects.get().updated_at

    assert messages(send(client, asked, title=AR)) == ["Nothing had changed."]
    assert StringTranslation.objects.get().updated_at == at


def test_what_cannot_be_saved_is_shown_again_as_it_was_typed(asked):
    client = log_in("translators-ar")
    data = {field(asked, "abstract"): "انظر {1}الموقع.", field(asked, "title"): AR}
    html = client.post(text_address(asked), data).content.decode()

    assert "انظر {1}الموقع." in html
    assert "“{1}” has no end" in html
    assert stored_title(asked) == AR


def test_lost_link_is_warned_about(asked):
    response = log_in("translators-ar").post(
        text_address(asked), {field(asked, "abstract"): "انظر"}, follow=True
    )

    assert "The link {1} of the original is missing." in response.content.decode()


def test_two_writers_do_not_write_over_each_other(asked):
    (title,) = [row for row in saving.texts(asked) if row.segment.context.path == "title"]
    seen = {f"seen-{title.segment.pk}": title.fingerprint}
    send(log_in("publishers-ar"), asked, title=AR, **seen)
    html = send(log_in("translators-ar"), asked, title=NEW_AR, **seen).content.decode()

    assert stored_title(asked) == AR
    assert "has changed this text meanwhile" in html
    assert NEW_AR in html
    assert AR in html


def test_script_is_told_of_a_conflict(asked):
    (title,) = [row for row in saving.texts(asked) if row.segment.context.path == "title"]
    seen = {f"seen-{title.segment.pk}": title.fingerprint}
    save_title(log_in("publishers-ar"), asked, AR, **seen)
    answer = save_title(log_in("translators-ar"), asked, NEW_AR, **seen).json()

    assert (answer["state"], answer["theirs"]) == ("conflict", AR)
    again = save_title(
        log_in("translators-ar"), asked, NEW_AR, **{next(iter(seen)): answer["seen"]}
    )
    assert again.json()["state"] == "saved"


def test_script_is_told_that_the_source_is_another_one(asked):
    route = reverse("translating:segment", args=[asked.pk, 0])
    answer = log_in("translators-ar").post(route, {"string-0": AR}).json()

    assert answer["state"] == "refused"
    assert "Load the page again" in answer["message"]


def test_what_is_typed_while_the_source_changes_finds_its_sentence(asked):
    (abstract,) = [row for row in saving.texts(asked) if row.segment.context.path == "abstract"]
    old = abstract.segment
    session = asked.source.get_source_instance()
    session.abstract = "<p>New before.</p>" + session.abstract
    session.save_revision().publish()
    sync.sync(session)
    assert not StringSegment.objects.filter(pk=old.pk).exists()
    client = log_in("translators-ar")
    place = {f"place-{old.pk}": f"{old.string_id}.{old.context_id}"}

    client.post(text_address(asked), {f"string-{old.pk}": "انظر {1}{2}إلى{/2}{/1}."} | place)
    assert 'انظر <a id="a1"><b>إلى</b></a>.' in [row.html for row in saving.texts(asked)]
    route = reverse("translating:segment", args=[asked.pk, old.pk])
    answer = client.post(route, {f"string-{old.pk}": "انظر."} | place).json()
    assert (answer["state"], answer["status"]) == ("saved", "done")


def test_what_was_typed_for_a_sentence_that_is_gone_is_given_back(asked):
    response = log_in("translators-ar").post(
        text_address(asked), {"string-0": "كلمات", "place-0": "1.x"}, follow=True
    )

    assert messages(response)[0].endswith("You wrote: كلمات")


def test_script_that_sends_nothing_is_told_so(asked):
    route = reverse("translating:segment", args=[asked.pk, 1])

    assert log_in("translators-ar").post(route).status_code == 400


def publish(client, translation, capture):
    with capture(execute=True):
        return send(client, translation, "publish", title=AR)


def test_publisher_publishes_and_hears_what_is_missing(asked, django_capture_on_commit_callbacks):
    response = publish(log_in("publishers-ar"), asked, django_capture_on_commit_callbacks)

    assert messages(response) == ["Published.", MISSING]
    page = SessionPage.objects.get(pk=asked.get_target_instance().pk)
    assert (page.live, page.title) == (True, AR)


def test_translator_does_not_publish_even_if_the_form_says_so(
    asked, django_capture_on_commit_callbacks
):
    publish(log_in("translators-ar"), asked, django_capture_on_commit_callbacks)

    page = SessionPage.objects.get(pk=asked.get_target_instance().pk)
    assert (page.live, page.title) == (False, "Opening")
    assert stored_title(asked) == AR


def test_from_review_to_approval(asked, django_capture_on_commit_callbacks):
    translator, publisher = log_in("translators-ar"), log_in("publishers-ar")
    response = send(translator, asked, "review", title=AR)
    assert messages(response) == [
        "Sent to review. Readers see it once it has been approved.",
        MISSING,
    ]
    page = SessionPage.objects.get(pk=asked.get_target_instance().pk)
    assert page.live is False

    html = page_of(publisher, asked).content.decode()
    revision = html.split('name="revision" value="')[1].split('"')[0]
    response = send(publisher, asked, "reject", revision=revision, comment="Closer, please.")
    assert "Closer, please." in page_of(translator, asked).content.decode()

    send(translator, asked, "review", title=NEW_AR)
    html = page_of(publisher, asked).content.decode()
    revision = html.split('name="revision" value="')[1].split('"')[0]
    with django_capture_on_commit_callbacks(execute=True):
        response = send(publisher, asked, "approve", revision=revision)
    assert messages(response) == ["Approved and published.", MISSING]
    page.refresh_from_db()
    assert (page.live, page.title) == (True, NEW_AR)


def test_translator_takes_back_what_is_in_review(asked):
    client = log_in("translators-ar")
    send(client, asked, "review", title=AR)
    assert "Take back" in page_of(client, asked).content.decode()
    assert save_title(client, asked, NEW_AR).json()["state"] == "refused"

    send(client, asked, "take_back")
    assert save_title(client, asked, NEW_AR).json()["state"] == "saved"


def test_translator_approves_nothing(asked):
    client = log_in("translators-ar")
    send(client, asked, "review", title=AR)
    send(client, asked, "approve", revision=asked.get_target_instance().latest_revision_id)

    assert asked.get_target_instance().live is False


def filled(asked, edition_page):
    """Another session with the same title, filled in from memory."""
    factories.fill(asked, {"Opening": AR})
    other = factories.make_session(edition_page, "Opening", slug="again", at=None)
    translation = factories.submit(other, "ar")
    memory.fill(translation)
    return translation


def test_draft_is_marked_until_somebody_confirms_it(asked, edition_page):
    translation = filled(asked, edition_page)
    client = log_in("translators-ar")
    assert "draft from memory, not confirmed" in page_of(client, translation).content.decode()

    assert messages(send(client, translation, title=AR)) == ["Nothing had changed."]
    assert translation.get_progress() == (1, 0)
    assert messages(send(client, translation, "confirm")) == ["1 draft was confirmed."]
    assert translation.get_progress() == (1, 1)


def test_script_confirms_a_draft(asked, edition_page):
    translation = filled(asked, edition_page)
    (text,) = saving.texts(translation)
    client = log_in("translators-ar")

    answer = save_title(client, translation, AR, **{f"seen-{text.segment.pk}": text.fingerprint})
    assert (answer.json()["state"], answer.json()["status"]) == ("same", "draft")
    answer = save_title(client, translation, AR, **{f"confirm-{text.segment.pk}": "1"})
    assert (answer.json()["state"], answer.json()["status"]) == ("saved", "done")


def test_unseen_draft_is_left_out_when_publishing(
    asked, edition_page, django_capture_on_commit_callbacks
):
    translation = filled(asked, edition_page)
    with django_capture_on_commit_callbacks(execute=True):
        response = send(log_in("publishers-ar"), translation, "publish")

    assert messages(response)[1] == "1 draft that nobody has confirmed was left out."
    assert translation.get_target_instance().title == "Opening"


def test_memory_fills_in_on_request(asked, edition_page):
    translation = filled(asked, edition_page)
    StringTranslation.objects.filter(translation_type="machine").delete()
    response = send(log_in("translators-ar"), translation, "fill")

    assert messages(response) == ["1 text was filled in from memory."]


def test_what_changed_is_shown_word_by_word(asked, edition_page):
    session = SessionPage.objects.get(
        translation_key=asked.source.object_id, locale__language_code="en"
    )
    factories.fill(asked, {"Welcome.": "أهلا."})
    session.summary = "Welcome back."
    session.save_revision().publish()
    sync.sync(session)
    html = page_of(log_in("translators-ar"), asked).content.decode()

    assert "The original was changed on" in html
    assert 'Welcome<ins><span class="w-sr-only">[new] </span> back</ins>.' in html


def test_what_was_translated_before_is_offered(asked, edition_page):
    factories.fill(asked, {"Opening": AR, "Welcome.": "أهلا بكم."})
    other = factories.make_session(
        edition_page, "Opening", slug="again", at=None, summary="Welcome!"
    )
    html = page_of(log_in("translators-ar"), factories.submit(other, "ar")).content.decode()

    assert "The same sentence, translated before" in html
    assert "A similar sentence (88%), translated before" in html


def test_terms_of_the_glossary_are_marked(asked):
    values = {"source_locale": asked.source.locale, "target_locale": asked.target_locale}
    Term.objects.create(term="welcome", translation="أهلا", note="Never مرحبا.", **values)
    html = page_of(log_in("translators-ar"), asked).content.decode()

    assert "<mark>Welcome</mark>." in html
    assert '<bdi lang="ar">أهلا</bdi>' in html
    assert "Never مرحبا." in html


def test_trail_leads_back_to_the_board(asked):
    html = page_of(log_in("translators-ar"), asked).content.decode()

    assert 'href="/admin/translations/editions/sample/?language=ar"' in html


def test_before_after_and_what_is_to_be_done_next(asked, edition_page):
    late = factories.submit(factories.make_session(edition_page, "Late", at="15:00"), "ar")
    early = factories.submit(factories.make_session(edition_page, "Early", at="08:00"), "ar")
    client = log_in("translators-ar")
    html = page_of(client, asked).content.decode()

    assert f'rel="prev" href="{text_address(early)}?board=sample"' in html
    assert f'rel="next" href="{text_address(late)}?board=sample"' in html
    response = send(client, asked, "next", title=AR)
    assert response.redirect_chain[-1][0] == f"{text_address(early)}?board=sample"


def test_when_nothing_is_left_one_stays(edition_page):
    translation = factories.submit(factories.make_session(edition_page), "ar")
    response = send(log_in("translators-ar"), translation, "next", title=AR)

    assert messages(response)[-1] == "There is nothing more to translate here."


@pytest.mark.parametrize("role", ["translators-tr", "publishers-ur", "editors", "registrars", None])
def test_nobody_else_opens_it(asked, client, role):
    client = log_in(role) if role else client
    response = client.get(text_address(asked))

    assert response.status_code == 302
    assert response.url.startswith(("/admin/login/", "/admin/"))
    assert save_title(client, asked, AR).status_code == 302
    assert stored_title(asked) is None


def test_stopped_translation_has_no_editor(asked):
    Translation.objects.update(enabled=False)

    assert page_of(log_in("publishers-ar"), asked).status_code == 404


def test_machine_is_offered_only_where_there_is_one(asked, settings):
    client = log_in("translators-ar")
    assert "Drafts by" not in page_of(client, asked).content.decode()

    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
    assert f"Drafts by {DummyTranslator.display_name}" in page_of(client, asked).content.decode()
    client.post(reverse("wagtail_localize:machine_translate", args=[asked.pk]))
    assert f"draft by {DummyTranslator.display_name}" in page_of(client, asked).content.decode()
    assert asked.get_progress() == (3, 0)


def test_board_of_each_kind_of_object(asked, edition_page, home):
    edition = edition_page.edition
    speaker = factories.make_speaker()
    factories.make_session(edition_page, "Talk", at=None, speakers=[speaker])

    assert places.edition_of(edition_page) == edition
    assert places.edition_of(speaker) == edition
    assert places.edition_of(factories.make_speaker("Nobody")) is None
    assert places.edition_of(factories.make_room(edition)) == edition
    assert places.edition_of(home) is None
    assert places.board_of("site", speaker) == ("site", None)
    assert places.board_of("unknown", speaker) == ("sample", edition)


def test_speaker_of_two_editions_is_of_the_latest(edition_page):
    speaker = factories.make_speaker()
    older = factories.make_edition("older", number=2, starts_on="2020-01-02", ends_on="2020-01-04")
    for page in (edition_page, type(edition_page).objects.get(pk=older.pk)):
        factories.make_session(page, "Talk", at=None, speakers=[speaker])

    assert places.edition_of(speaker).slug == "sample"


def test_as_many_queries_for_one_text_and_for_three(asked, edition_page):
    single = factories.submit(factories.make_session(edition_page, "Walk", at=None), "ar")
    client = log_in("translators-ar")
    page_of(client, single)
    with CaptureQueriesContext(connection) as one:
        page_of(client, single)
    with CaptureQueriesContext(connection) as three:
        page_of(client, asked)

    assert len(one) == len(three)
