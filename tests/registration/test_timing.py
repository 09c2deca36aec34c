"""Neither what is answered nor how long it takes tells whether an address has registered.

New and known addresses take turns, in random order, so that whatever else the machine does hits
both alike. The measure is AUC: how often a new address took longer than a known one; 0.5 says
nothing. Without network and without waiting for a disk even 0.01 ms would show here. Nobody can
measure twice: whoever asks for a new address has made it a known one.
"""

import gc
import random
import re
import time
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registration import sealing, services
from registration.models import Registration
from tests.registration.api_asking import REQUESTS, ask, post
from tests.registration.making import make_admission, request

pytestmark = pytest.mark.django_db
# With so many, chance moves the share by 0.018: 300 would fail some day.
PAIRS = 500
CANNOT_TELL = (0.42, 0.58)


@pytest.fixture(autouse=True)
def _no_limits(settings):
    settings.REGISTRATION_LIMITS = dict.fromkeys(("request", "link"), (10**9, 600))


def ask_for_a_seat(email):
    return ask(key=f"key-of-{email}", email=email)


def ask_for_the_link(email):
    return post(f"{REQUESTS}link/", {"email": email})


WAYS = {"request": ask_for_a_seat, "link": ask_for_the_link}


def addresses(kind, count):
    """All of one length, so that nothing but being known differs."""
    return [f"{kind}-{number:04}@example.org" for number in range(count)]


def known_and_new(count):
    """Addresses that have registered, and as many that have not."""
    admission = make_admission()
    known = addresses("known", count)
    for email in known:
        request(admission, email)
    return list(zip(known, addresses("fresh", count), strict=True))


def timed(send, email):
    began = time.perf_counter_ns()
    response = send(email)
    return time.perf_counter_ns() - began, response


def measure(send, pairs):
    """How long known and new addresses took, and all different answers."""
    order = random.Random(4)
    times, answers = {"known": [], "new": []}, set()
    for known, new in pairs:
        turns = [("known", known), ("new", new)]
        order.shuffle(turns)
        for kind, email in turns:
            took, response = timed(send, email)
            times[kind].append(took)
            answers.add((response.status_code, response.content, str(response.headers)))
    return times, answers


def auc(longer, shorter):
    """The share of all pairs in which the first is the longer one."""
    wins = sum((a > b) + (a == b) / 2 for a in longer for b in shorter)
    return wins / (len(longer) * len(shorter))


@pytest.fixture
def _quiet():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def told(send, pairs):
    for _warm_up in range(3):
        send("nobody@example.org")
    times, answers = measure(send, pairs)
    return auc(times["new"], times["known"]), answers


@pytest.mark.usefixtures("_quiet")
@pytest.mark.parametrize("way", WAYS)
def test_nobody_can_tell_who_has_registered(way):
    share, answers = told(WAYS[way], known_and_new(PAIRS))

    assert len(answers) == 1
    assert CANNOT_TELL[0] < share < CANNOT_TELL[1]


def return_early(request_seat, admission, *, email, **values):
    """What must not be: known addresses do less."""
    mailbox = sealing.mailbox(admission.edition_id, email)
    if not Registration.objects.filter(edition=admission.edition, mailbox=mailbox).exists():
        request_seat(admission, email=email, **values)


@pytest.mark.usefixtures("_quiet")
def test_an_early_return_would_be_noticed(monkeypatch):
    monkeypatch.setattr(services, "request_seat", partial(return_early, services.request_seat))

    share, answers = told(ask_for_a_seat, known_and_new(300))

    assert len(answers) == 1
    assert share > CANNOT_TELL[1]


def statements(send, email):
    """What the database was told, without values."""
    with CaptureQueriesContext(connection) as queries:
        assert send(email).status_code == 202
    return [re.sub(r"'[^']*'|x'[0-9a-f]*'|\d+", "?", row["sql"])[:60] for row in queries]


@pytest.mark.parametrize("way", WAYS)
def test_the_database_is_asked_the_same(way):
    (known, new), *_others = known_and_new(1)

    assert statements(WAYS[way], known) == statements(WAYS[way], new)
