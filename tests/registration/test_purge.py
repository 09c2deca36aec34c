import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale

from cms.management.commands import clock
from events.compiler.ids import public_id
from registration import purge, services
from registration.models import Message, Question, Receipt, Registration, SeatPool, Transition
from tests.registration.making import make_admission, register

pytestmark = pytest.mark.django_db


def end(admission, days_ago):
    day = timezone.now().date() - dt.timedelta(days=days_ago)
    edition = admission.edition
    edition.starts_on = edition.ends_on = day
    edition.save()


def ask(admission, label, days_ago=None):
    """A question whose answers are kept until so many days ago; returns its public id."""
    deleted_on = (
        timezone.now().date() - dt.timedelta(days=days_ago) if days_ago is not None else None
    )
    question = Question.objects.create(
        edition=admission.edition,
        label=label,
        purpose="-",
        deleted_on=deleted_on,
        locale=Locale.get_default(),
    )
    return public_id(question.translation_key)


def test_everything_is_deleted_some_days_after_the_edition():
    admission, other = make_admission(seats=1), make_admission("later")
    for name in "ab":
        register(admission, f"{name}@example.org")
    kept = register(other)
    end(admission, days_ago=14)

    purge.purge_due()

    assert list(Registration.objects.all()) == [kept]
    assert set(Message.objects.values_list("registration", flat=True)) == {kept.pk}
    assert SeatPool.objects.get(edition=admission.edition).taken == 0
    receipt = Receipt.objects.get()
    assert (receipt.edition, receipt.counts) == (admission.edition, {"confirmed": 1, "waiting": 1})
    assert Transition.objects.filter(edition=admission.edition).count() == 2


def test_nothing_is_deleted_a_day_before():
    admission = make_admission()
    register(admission)
    end(admission, days_ago=13)

    assert purge.purge_due() == []


def test_answers_are_deleted_on_the_day_of_their_question():
    admission = make_admission()
    over, kept = ask(admission, "Diet", days_ago=0), ask(admission, "Country", days_ago=-1)
    whole = ask(admission, "T-shirt")
    answers = {over: "nuts", kept: "TR", whole: "M"}
    registration = register(admission, answers=answers)
    other = register(admission, "b@example.org", answers={kept: "PK"})
    before = bytes(other.sealed)

    purge.purge_due()

    registration.refresh_from_db()
    other.refresh_from_db()
    assert registration.details["answers"] == {kept: "TR", whole: "M"}
    assert registration.details["email"] == "amina@example.org"
    assert bytes(other.sealed) == before
    assert Receipt.objects.get().counts == {"answers": 1}
    assert purge.purge_due() == []


def test_a_dry_run_tells_and_deletes_nothing():
    admission = make_admission()
    register(admission)
    end(admission, days_ago=20)
    out = io.StringIO()

    call_command("purge", dry_run=True, stdout=out)

    assert out.getvalue() == "sample: everything (1 confirmed)\nNothing was deleted.\n"
    assert Registration.objects.count() == 1


def test_the_clock_purges_and_frees_what_is_due():
    admission = make_admission()
    register(admission)
    end(admission, days_ago=14)

    clock.do_round(0)

    assert Registration.objects.count() == 0


def test_the_clock_lets_offers_lapse():
    admission = make_admission(seats=1)
    services.withdraw(register(admission, "a@example.org"))
    first, second = (register(admission, f"{name}@example.org") for name in "bc")
    services.withdraw(first)
    Registration.objects.filter(pk=second.pk).update(held_until=timezone.now())

    clock.do_round(1)

    second.refresh_from_db()
    assert second.state == "lapsed"
