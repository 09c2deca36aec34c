"""Mails about pages in review: who is told what, in which language."""

import pytest
from django.core import mail
from wagtail.users.models import UserProfile

from cms import mails
from cms.translating import review
from tests.cms.people import log_in, make_user, person
from tests.cms.translating import AR, NEW_AR, edit_address, target_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    """Call to do something, and get its mails: `{address: mail}`."""

    def during(action):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action()
        assert len({letter.to[0] for letter in mail.outbox}) == len(mail.outbox)
        return {letter.to[0]: letter for letter in mail.outbox}

    return during


def test_those_who_review_are_told_in_their_own_language(
    translation, translator, publisher, letters
):
    person("coordinators", "tr")
    person("publishers-tr", "tr")
    person("editors")

    found = letters(lambda: review.send_to_review(translation, translator))

    languages = {to: letter.extra_headers["Content-Language"] for to, letter in found.items()}
    assert languages == {"publishers-ar@example.org": "ar", "coordinators@example.org": "tr"}


def test_an_administrator_is_told_once(translation, translator, letters):
    admin = make_user()
    admin.email = "admin@example.org"
    admin.save()

    assert [*letters(lambda: review.send_to_review(translation, translator))] == [admin.email]


def test_a_mail_names_page_language_and_sender_and_its_link_opens(translation, translator, letters):
    translator.first_name = "Mona"
    translator.save()
    person("publishers-ar", "en")

    letter = letters(lambda: review.send_to_review(translation, translator)).popitem()[1]

    page = target_of(translation)
    link = f"http://127.0.0.1:8000{edit_address(page)}"
    assert letter.subject == f"For review: \u2068{AR}\u2069 (Arabic)"
    assert f"\u2068Mona\u2069 asks you to review \u2068{AR}\u2069 (Arabic)." in letter.body
    assert link in letter.body
    assert 'dir="ltr"' in letter.alternatives[0].content
    assert log_in("publishers-ar").get(edit_address(page), follow=True).status_code == 200


@pytest.mark.parametrize(
    ("action", "comment", "subject", "words"),
    [
        (review.APPROVE, "", "Approved", "was approved. Readers see it now."),
        (review.REJECT, "Shorter, please.", "Changes requested", "\u2068Shorter, please.\u2069"),
    ],
)
def test_a_translator_is_told_what_became_of_it(
    translation, sent, publisher, letters, action, comment, subject, words
):
    person("translators-ar", "en")
    page = target_of(translation)

    found = letters(
        lambda: review.decide(
            page, action, publisher, seen=page.latest_revision_id, comment=comment
        )
    )

    letter = found.pop("translators-ar@example.org")
    assert found == {}
    assert letter.subject == f"{subject}: \u2068{NEW_AR}\u2069 (Arabic)"
    assert words in letter.body
    assert log_in("translators-ar").get(edit_address(page), follow=True).status_code == 200


def test_who_wants_no_mails_gets_none(translation, translator, publisher, letters):
    UserProfile.objects.filter(user=publisher).update(submitted_notifications=False)

    assert letters(lambda: review.send_to_review(translation, translator)) == {}


def test_mails_can_be_read_where_they_are_kept(
    translation, translator, publisher, letters, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    settings.EMAIL_BACKEND = mails.BACKEND
    letters(lambda: review.send_to_review(translation, translator))

    page = log_in().get("/admin/sent-mails/").content.decode()

    assert 'lang="ar" dir="rtl"' in page
    assert f'<a href="http://127.0.0.1:8000{edit_address(target_of(translation))}"' in page


def test_a_mail_server_that_is_away_stops_nobody(
    translation, translator, publisher, letters, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 41299

    assert letters(lambda: review.send_to_review(translation, translator)) == {}

    assert review.state_of(target_of(translation)).by == translator
