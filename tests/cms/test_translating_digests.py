"""Daily mails of what there is to translate: to whom, when, about what, and how often."""

import datetime as dt

import pytest
from django.core import mail
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from wagtail_localize.models import Translation

from cms.management.commands import clock
from cms.models import Digest
from cms.translating import digests, review
from events.models import Edition
from home.models import SourceChange
from tests import factories
from tests.cms.people import log_in, make_user, person
from tests.cms.translating import AR, target_of

pytestmark = pytest.mark.django_db

ACCOUNT = "/admin/account/"
# The clock of these tests; rows that tests make are moved to before it.
DAY = dt.datetime(2027, 3, 1, 7, 30, tzinfo=dt.UTC)
HOURS = dt.timedelta(hours=1)


@pytest.fixture
def opening(edition_page):
    """A session that was asked for in Arabic."""
    return factories.submit(factories.make_session(edition_page), "ar")


@pytest.fixture
def translator(edition_page):
    return subscriber("translators-ar")


def subscriber(role, language="en", sent_at=None, **values):
    user = person(role, language)
    Digest.objects.create(user=user, sent_at=sent_at, **values)
    return user


def addresses():
    return sorted(letter.to[0] for letter in mail.outbox)


def asked_at(moment):
    Translation.objects.update(created_at=moment)


# --- what it says ---


def test_a_translator_is_told_what_there_is_to_do(translator, opening):
    assert digests.send_due(DAY) == 1

    letter = mail.outbox[0]
    assert letter.to == ["translators-ar@example.org"]
    assert letter.subject == "What there is to translate"
    assert (
        "\u2068Sample edition\u2069 – Arabic\n"
        "in progress: 1 · not asked for yet: 1\n"
        "– \u2068Opening\u2069\n"
        f"  http://127.0.0.1:8000/admin/translations/texts/{opening.pk}/\n"
    ) in letter.body
    settings = "http://127.0.0.1:8000/admin/account/#tab-notifications"
    assert letter.body.endswith(f"\n{settings}")
    assert f'<a href="{settings}"' in letter.alternatives[0].content
    assert (
        log_in("translators-ar").get(f"/admin/translations/texts/{opening.pk}/").status_code == 200
    )


def test_a_mail_is_in_its_readers_language_and_says_so(edition_page, opening):
    subscriber("translators-ar", "ur")
    digests.send_due(DAY)

    letter = mail.outbox[0]
    html = letter.alternatives[0].content
    assert letter.extra_headers["Content-Language"] == "ur"
    assert '<html lang="ur" dir="rtl">' in html
    assert '<span lang="en" dir="ltr">Sample edition</span>' in html
    assert f'texts/{opening.pk}/" lang="en" dir="ltr">Opening</a>' in html


def test_titles_cannot_bring_markup_into_a_mail(edition_page, translator):
    factories.submit(factories.make_session(edition_page, "<img src=x>"), "ar")
    digests.send_due(DAY)

    assert "<img" not in mail.outbox[0].alternatives[0].content


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("translators-ar", "complete, not sent to review: 1 · not asked for yet: 1"),
        ("publishers-ar", "ready for review: 1 · not asked for yet: 1"),
    ],
)
def test_what_is_complete_is_sent_or_reviewed(opening, role, expected):
    factories.fill(opening, {"Opening": AR})
    subscriber(role)
    digests.send_due(DAY)

    assert expected in mail.outbox[0].body


def test_what_is_in_review_waits_for_publishers_only(translator, opening):
    subscriber("publishers-ar")
    factories.fill(opening, {"Opening": AR})
    review.send_to_review(opening, translator)
    digests.send_due(DAY)

    assert addresses() == ["publishers-ar@example.org"]


def test_what_came_back_is_first(edition_page, translator, opening):
    for number in range(6):
        factories.submit(factories.make_session(edition_page, f"Talk {number}", at=None), "ar")
    last = factories.submit(factories.make_session(edition_page, "Zenith", at=None), "ar")
    review.send_to_review(last, translator)
    page = target_of(last)
    review.decide(page, review.REJECT, make_user("publishers-ar"), seen=page.latest_revision_id)
    digests.send_due(DAY)

    body = mail.outbox[0].body
    assert "changes requested: 1 · in progress: 7 · not asked for yet: 1" in body
    assert body.count("– \u2068") == digests.MOST
    assert body.split("\n– ")[1].startswith("\u2068Zenith\u2069\n")


def test_languages_of_others_are_not_told(edition_page, opening):
    subscriber("translators-tr")

    assert digests.send_due(DAY) == 0


def test_who_works_in_two_languages_is_told_of_both(edition_page, opening):
    factories.submit(opening.source.get_source_instance(), "tr")
    subscriber("coordinators")
    digests.send_due(DAY)

    body = mail.outbox[0].body
    assert [name for name in ("Arabic", "Turkish", "Urdu", "English") if f"– {name}\n" in body] == [
        "Arabic",
        "Turkish",
    ]


@pytest.mark.parametrize(
    ("facts", "sent"),
    [
        ({"ends_on": dt.date(2027, 2, 27), "starts_on": dt.date(2027, 2, 27)}, 0),
        ({"ends_on": dt.date(2027, 3, 1), "starts_on": dt.date(2027, 2, 27)}, 1),
        ({"state": "archived"}, 0),
        (
            {
                "state": "draft",
                "ends_on": dt.date(2027, 2, 27),
                "starts_on": dt.date(2027, 2, 27),
            },
            1,
        ),
    ],
)
def test_only_editions_that_are_not_over_count(translator, opening, facts, sent):
    Edition.objects.update(**facts)

    assert digests.send_due(DAY) == sent


# --- to whom ---


def test_only_who_wants_it_gets_it(edition_page, opening):
    subscriber("translators-ar", is_wanted=False)
    person("publishers-ar")

    assert digests.send_due(DAY) == 0


@pytest.mark.parametrize("values", [{"is_active": False}, {"email": ""}])
def test_who_left_or_has_no_address_is_passed_over(translator, opening, values):
    for name, value in values.items():
        setattr(translator, name, value)
    translator.save()

    assert digests.send_due(DAY) == 0


def test_nothing_to_do_is_no_mail(translator):
    assert digests.send_due(DAY) == 0


# --- when ---


def test_once_a_day_and_only_if_anything_is_new(translator, opening):
    asked_at(DAY - HOURS)

    assert digests.send_due(DAY) == 1
    assert digests.send_due(DAY) == 0
    assert digests.send_due(DAY + 20 * HOURS) == 0
    assert digests.send_due(DAY + 24 * HOURS) == 0

    asked_at(DAY + 25 * HOURS)
    assert digests.send_due(DAY + 26 * HOURS) == 0
    assert digests.send_due(DAY + 48 * HOURS) == 1


def test_a_changed_sentence_is_new(translator, opening):
    asked_at(DAY - 48 * HOURS)
    Digest.objects.update(sent_at=DAY - 24 * HOURS)
    assert digests.send_due(DAY) == 0

    segment = opening.source.stringsegment_set.get(context__path="title")
    SourceChange.objects.create(
        source=opening.source, context=segment.context, after=segment.string, at=DAY + HOURS
    )
    assert digests.send_due(DAY + 24 * HOURS) == 1


def test_a_text_sent_to_review_is_new_to_publishers(translator, opening):
    asked_at(DAY - 48 * HOURS)
    publisher = subscriber("publishers-ar", sent_at=DAY - 24 * HOURS)
    Digest.objects.exclude(user=publisher).delete()
    assert digests.send_due(DAY) == 0

    state = review.send_to_review(opening, translator)
    type(state.current_task_state).objects.update(started_at=DAY + HOURS)
    assert digests.send_due(DAY + 24 * HOURS) == 1


def test_a_rejected_text_is_new_to_translators(translator, opening):
    asked_at(DAY - 48 * HOURS)
    Digest.objects.update(sent_at=DAY - 24 * HOURS)
    state = review.send_to_review(opening, translator)
    page = target_of(opening)
    review.decide(page, review.REJECT, make_user("publishers-ar"), seen=page.latest_revision_id)
    type(state.current_task_state).objects.update(finished_at=DAY - HOURS)

    assert digests.send_due(DAY) == 1


@pytest.mark.parametrize(("hour", "queued"), [(5, 0), (6, 1), (23, 1)])
def test_the_clock_leaves_it_to_the_worker_after_six(translator, opening, hour, queued):
    digests.send_due(DAY - 24 * HOURS)
    asked_at(DAY - HOURS)
    digests.queue_due(DAY.replace(hour=hour))

    assert DBTaskResult.objects.filter(task_path__endswith="send_digests").count() == queued


def test_every_round_of_the_clock_asks(translator, opening):
    clock.do_round(1)

    assert DBTaskResult.objects.filter(task_path__endswith="send_digests").count() == 1


def test_a_round_that_nobody_waits_for_queues_nothing(edition_page, opening):
    clock.do_round(1)

    assert not DBTaskResult.objects.filter(task_path__endswith="send_digests").exists()


def test_a_round_sends_few_mails_and_the_next_goes_on(edition_page, opening, monkeypatch):
    monkeypatch.setattr(digests, "BATCH", 2)
    for role in ("translators-ar", "publishers-ar", "coordinators"):
        subscriber(role)

    assert [digests.send_due(DAY), digests.send_due(DAY), digests.send_due(DAY)] == [2, 1, 0]
    assert len(set(addresses())) == 3


def test_two_rounds_at_once_write_once(translator, opening):
    (digest,) = digests._due(DAY)

    assert digests._claim(digest, DAY) is True
    assert digests._claim(digest, DAY) is False


def test_the_command_sends_all_and_says_how_many(edition_page, opening, monkeypatch, capsys):
    monkeypatch.setattr(digests, "BATCH", 1)
    for role in ("translators-ar", "publishers-ar"):
        subscriber(role)

    call_command("send_digests")
    call_command("send_digests")

    assert capsys.readouterr().out == "2 mails were sent.\n0 mails were sent.\n"


# --- what goes wrong ---


def test_a_mail_that_fails_stops_no_other(edition_page, opening, monkeypatch):
    for role in ("translators-ar", "publishers-ar"):
        subscriber(role)
    send = digests.DigestLetter.send

    def refuse_one(letter, connection):
        if letter.to.startswith("translators"):
            raise OSError("550")
        send(letter, connection)

    monkeypatch.setattr(digests.DigestLetter, "send", refuse_one)

    assert digests.send_due(DAY) == 1
    assert addresses() == ["publishers-ar@example.org"]


def test_a_letter_that_cannot_be_made_stops_no_other(edition_page, opening, monkeypatch):
    for role in ("translators-ar", "publishers-ar"):
        subscriber(role)
    write = digests.letter

    def fail_once(digest, desk):
        if digest.user.username == "translators-ar":
            raise RuntimeError
        return write(digest, desk)

    monkeypatch.setattr(digests, "letter", fail_once)

    assert digests.send_due(DAY) == 1


def test_a_mail_server_that_is_away_is_asked_again_the_next_day(translator, opening, settings):
    asked_at(DAY - HOURS)
    Digest.objects.update(sent_at=DAY - 24 * HOURS)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 41299
    assert digests.send_due(DAY) == 0
    settings.EMAIL_BACKEND = working

    assert digests.send_due(DAY + HOURS) == 0
    assert digests.send_due(DAY + 24 * HOURS) == 1


def test_as_many_queries_for_three_texts_as_for_one(
    edition_page, opening, translator, django_assert_max_num_queries
):
    def queries(now):
        Digest.objects.update(sent_at=None)
        with django_assert_max_num_queries(100) as counted:
            assert digests.send_due(now) == 1
        return len(counted)

    digests.send_due(DAY)
    one = queries(DAY + 24 * HOURS)
    for number in range(2):
        factories.submit(factories.make_session(edition_page, f"Talk {number}"), "ar")

    assert queries(DAY + 48 * HOURS) == one


# --- the choice ---


def choose(client, is_wanted):
    values = {
        "name_email-first_name": "Mona",
        "name_email-last_name": "Haddad",
        "name_email-email": "mona@example.org",
        "locale-preferred_language": "en",
        "locale-current_time_zone": "UTC",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    answer = client.post(ACCOUNT, values | ({"digest-is_wanted": "on"} if is_wanted else {}))
    assert answer.status_code == 302


def test_people_choose_in_their_account(edition_page, translator):
    client = log_in("translators-ar")

    choose(client, is_wanted=False)
    assert Digest.objects.get(user=translator).is_wanted is False

    choose(client, is_wanted=True)
    assert Digest.objects.get(user=translator).is_wanted is True


def test_who_was_not_invited_is_not_written_to_before_asking_for_it(edition_page):
    client = log_in("publishers-ar")
    assert 'name="digest-is_wanted"' in client.get(ACCOUNT).content.decode()
    choose(client, is_wanted=False)
    assert not Digest.objects.get().is_wanted


def test_who_does_not_translate_is_not_asked(edition_page):
    assert "digest-is_wanted" not in log_in("registrars").get(ACCOUNT).content.decode()
