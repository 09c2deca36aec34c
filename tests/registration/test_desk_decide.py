"""Deciding on one and on many: seen first, done once, said exactly, undone together."""

import re

import pytest
from django.utils import timezone

from events.models import EditionPage
from registration import services
from registration.models import Admission, Message, Registration, SeatPool, Transition
from tests.cms.people import log_in, messages
from tests.registration.making import make_admission, make_ballot, register, request

pytestmark = pytest.mark.django_db

State, Mode = Registration.State, Admission.Mode
LIST = "/admin/registrations/sample/"


@pytest.fixture
def admission():
    return make_admission(mode=Mode.REVIEW, online=5)


@pytest.fixture
def registrar(admission):
    return log_in("registrars")


def people(admission, *languages):
    return [
        register(admission, f"{number}@example.org", language=language)
        for number, language in enumerate(languages)
    ]


def preview(client, act, rows, **values):
    return client.post(f"{LIST}decide/", {"act": act, "id": [row.pk for row in rows], **values})


def decide(client, seen):
    return client.post(f"{LIST}decide/", {"token": seen.context["token"]}, follow=True)


def said(response):
    return [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in messages(response)]


def states(admission):
    return list(admission.edition.registrations.values_list("state", flat=True))


def test_a_preview_tells_what_would_happen_and_changes_nothing(admission, registrar):
    rows = people(admission, "en", "ar", "ar")

    seen = preview(registrar, "offer", rows)

    assert [row.code for row, _name in seen.context["changed"]] == [rows[0].code, rows[1].code]
    [(why, refused)] = seen.context["refused"]
    assert (why, [row.code for row, _name in refused]) == ("There is no free seat.", [rows[2].code])
    assert states(admission) == [State.IN_REVIEW] * 3
    assert SeatPool.objects.get(kind="in_person").taken == 0
    assert not Transition.objects.filter(act="offer").exists()
    assert not Message.objects.filter(kind="offered").exists()


def test_a_preview_shows_one_mail_for_each_language_and_nobodys_link(admission, registrar):
    EditionPage.objects.update(title="Sample")
    rows = people(admission, "ar", "en")

    samples = preview(registrar, "offer", rows).context["rehearsal"].samples

    assert [(row.letter.language, row.count) for row in samples] == [("ar", 1), ("en", 1)]
    assert "a seat at \u2068Sample\u2069 is held for you until" in samples[1].letter.text
    assert samples[1].letter.link.endswith("/en/sample/registration/…/")


def test_a_preview_tells_who_else_is_told(admission, registrar):
    rows = people(admission, "en", "en", "en")
    for row in rows[:2]:
        services.offer(row, by=None)
    services.put_on_waiting_list(rows[2], by=None)

    seen = preview(registrar, "release", rows[:1])

    assert seen.context["rehearsal"].promoted == 1
    assert states(admission) == [State.OFFERED, State.OFFERED, State.WAITING]


def test_many_are_decided_and_each_refusal_is_named(admission, registrar):
    rows = people(admission, "en", "ar", "ur")

    response = decide(registrar, preview(registrar, "offer", rows))

    assert states(admission) == [State.OFFERED, State.OFFERED, State.IN_REVIEW]
    assert said(response) == [
        "Offer a seat: 2 registrations changed.",
        f"1 was not changed: There is no free seat. {rows[2].code}",
    ]


def test_nothing_is_called_a_success_when_nothing_changed(admission, registrar):
    [row] = people(admission, "en")
    seen = preview(registrar, "decline", [row])
    services.withdraw(row)

    response = decide(registrar, seen)

    assert said(response) == [
        "Decline: nothing was changed.",
        f"1 was not changed: This is not possible any more. {row.code}",
    ]


@pytest.mark.parametrize("act", ["offer", "queue", "decline", "release", "resend", "move"])
def test_a_second_press_does_nothing_twice_and_says_the_same(admission, registrar, act):
    SeatPool.objects.filter(kind="in_person").update(capacity=0 if act == "queue" else 2)
    [row] = people(admission, "en")
    online = SeatPool.objects.get(kind="online")
    seen = preview(registrar, f"move-{online.pk}" if act == "move" else act, [row])

    first, second = decide(registrar, seen), decide(registrar, seen)

    assert said(first) == said(second)
    assert Transition.objects.filter(act=act).count() == 1
    assert row.messages.count() == (2 if act == "move" else 3)


def test_decisions_are_undone_together_while_their_mails_wait(admission, registrar):
    rows = people(admission, "en", "ar")
    listed = decide(registrar, preview(registrar, "offer", rows))
    undo = listed.context["undo"]
    assert undo["count"] == 2

    for _press in range(2):
        response = registrar.post(f"{LIST}undo/", {"token": undo["token"]}, follow=True)
        assert said(response) == ["Undo: 2 registrations changed."]

    assert states(admission) == [State.IN_REVIEW] * 2
    assert not Message.objects.filter(kind="offered").exists()
    assert response.context["undo"] is None


def test_what_was_mailed_is_not_undone(admission, registrar):
    [row] = people(admission, "en")
    undo = decide(registrar, preview(registrar, "offer", [row])).context["undo"]
    Message.objects.filter(kind="offered").update(due_at=timezone.now())

    response = registrar.post(f"{LIST}undo/", {"token": undo["token"]}, follow=True)

    assert said(response)[0] == "Undo: nothing was changed."
    assert states(admission) == [State.OFFERED]


def test_one_decision_is_undone_from_its_own_page(admission, registrar):
    [row] = people(admission, "en")
    decide(registrar, preview(registrar, "decline", [row]))
    token = registrar.get(f"{LIST}{row.pk}/").context["undo_token"]

    response = registrar.post(f"{LIST}undo/", {"token": token, "one": "yes"})

    assert response.url == f"{LIST}{row.pk}/"
    assert states(admission) == [State.IN_REVIEW]


def test_all_that_a_filter_finds_are_chosen(admission, registrar):
    people(admission, "en", "ar")
    request(admission, "unproved@example.org")

    seen = registrar.post(
        f"{LIST}decide/", {"act": "decline", "all": "yes", "query": "state=in_review"}
    )

    assert len(seen.context["changed"]) == 2
    assert not seen.context["refused"]


def test_who_has_waited_longest_gets_the_last_seat(admission, registrar):
    first, second, third = people(admission, "en", "en", "en")
    SeatPool.objects.filter(kind="in_person").update(capacity=1)
    Registration.objects.filter(pk=third.pk).update(
        received_at=first.received_at.replace(year=2020)
    )

    seen = preview(registrar, "offer", [first, second, third])

    assert [row.pk for row, _name in seen.context["changed"]] == [third.pk]


@pytest.mark.parametrize(
    "values", [{"act": "offer"}, {"act": "offer", "all": "yes", "query": "q=ZZ"}]
)
def test_choosing_nobody_is_said(admission, registrar, values):
    response = registrar.post(f"{LIST}decide/", values, follow=True)

    assert said(response) == ["Choose at least one registration first."]


@pytest.mark.parametrize(
    "values",
    [
        {"act": "erase", "id": "x"},
        {"act": "offer", "id": "no-uuid"},
        {"act": "offer", "id": "00000000-0000-0000-0000-000000000000"},
        {"token": "forged"},
    ],
)
def test_what_no_page_sends_is_refused(admission, registrar, values):
    assert registrar.post(f"{LIST}decide/", values).status_code == 400


def test_what_was_seen_long_ago_is_not_done(admission, registrar, monkeypatch):
    [row] = people(admission, "en")
    seen = preview(registrar, "decline", [row])
    monkeypatch.setattr("registration.desk.decisions.SEEN_SECONDS", -1)

    response = decide(registrar, seen)

    assert said(response) == ["You waited too long: nothing was done. Look again."]
    assert states(admission) == [State.IN_REVIEW]


def test_registrations_of_another_edition_are_not_reached(admission, registrar):
    [row] = people(make_admission("other", mode=Mode.REVIEW), "en")

    assert preview(registrar, "offer", [row]).status_code == 400


# --- single acts ---


def test_a_registrar_erases_a_person(admission, registrar):
    [row] = people(admission, "en")

    assert "nothing can bring it back" in registrar.get(f"{LIST}{row.pk}/erase/").content.decode()
    response = registrar.post(f"{LIST}{row.pk}/erase/", follow=True)

    assert said(response) == [f"{row.code} was erased."]
    assert not Registration.objects.exists()


def test_a_note_is_kept_with_name_and_moment(admission, registrar):
    [row] = people(admission, "en")

    registrar.post(f"{LIST}{row.pk}/note/", {"text": "Needs a ramp"})

    page = registrar.get(f"{LIST}{row.pk}/?blind=no")
    [note] = page.context["person"]["notes"]
    assert (note["text"], note["who"]) == ("Needs a ramp", "registrars")


def test_mails_that_were_given_up_are_sent_again(admission, registrar):
    [row] = people(admission, "en")
    failed = row.messages.filter(kind="link")
    failed.update(state="failed", attempts=10, error="SMTPRecipientsRefused 550")

    response = registrar.post(f"{LIST}{row.pk}/retry/", follow=True)

    assert said(response) == ["1 mail is sent again now."]
    assert list(failed.values_list("state", "attempts")) == [("waiting", 0)]
    again = registrar.post(f"{LIST}{row.pk}/retry/", follow=True)
    assert said(again) == ["There is no mail to be sent again."]


def test_seats_are_changed_but_never_below_those_taken(admission, registrar):
    rows = people(admission, "en", "en")
    for row in rows:
        services.offer(row, by=None)
    pool = rows[0].pool

    refused = registrar.post(f"{LIST}seats/{pool.pk}/", {"capacity": "1"})
    registrar.post(f"{LIST}seats/{pool.pk}/", {"capacity": "7"})

    assert refused.context["form"].errors == {
        "capacity": ["2 seats are taken: there cannot be fewer."]
    }
    pool.refresh_from_db()
    assert pool.capacity == 7


def test_a_ballot_is_drawn_after_its_closing():
    admission = make_ballot(seats=1)
    registrar = log_in("registrars")
    people(admission, "en", "ar", "ur")

    seen = registrar.get(f"{LIST}draw/")
    assert [(row["lots"], row["offered"], row["left"]) for row in seen.context["pools"]] == [
        (3, 1, 2)
    ]
    early = registrar.post(f"{LIST}draw/")
    assert early.context["form"].non_field_errors() == ["Registration is still open."]

    Admission.objects.update(closes_at=timezone.now())
    registrar.post(f"{LIST}draw/")

    assert sorted(states(admission)) == [State.OFFERED, State.WAITING, State.WAITING]
