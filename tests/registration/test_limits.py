import datetime as dt

import pytest
from django.test import RequestFactory
from django.utils import timezone

from registration import limits, sealing
from registration.models import Throttle
from tests.registration.api_asking import REQUESTS, ask, own, post
from tests.registration.making import make_admission, request

pytestmark = pytest.mark.django_db


def of(address, forwarded=None):
    """The network that a request counts for."""
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    return limits.network(RequestFactory().get("/", REMOTE_ADDR=address, headers=headers))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("192.0.2.1", "192.0.2.0/24"),
        ("192.0.3.1", "192.0.3.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("2001:db8:1:ffff::1", "2001:db8:1::/48"),
        ("2001:db8:2::1", "2001:db8:2::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_a_network_is_counted_and_not_a_machine(address, network):
    assert of(address) == network


@pytest.mark.parametrize(
    ("proxies", "forwarded", "network"),
    [
        (0, None, "192.0.2.0/24"),
        (0, "198.51.100.1", "192.0.2.0/24"),
        (1, None, "192.0.2.0/24"),
        (1, "198.51.100.1", "198.51.100.0/24"),
        (1, "203.0.113.5, 198.51.100.1", "198.51.100.0/24"),
        (1, "2001:db8:1:2::3", "2001:db8:1::/48"),
        (1, "[2001:db8:1:2::3]:4711", "2001:db8:1::/48"),
        (1, "198.51.100.1:4711", "198.51.100.0/24"),
        (1, "nonsense", "unknown"),
        (1, "", "192.0.2.0/24"),
        (2, "203.0.113.5, 198.51.100.1", "203.0.113.0/24"),
        (2, "invented, 203.0.113.5, 198.51.100.1", "203.0.113.0/24"),
        (2, "198.51.100.1", "192.0.2.0/24"),
    ],
)
def test_as_many_proxies_are_believed_as_there_are(settings, proxies, forwarded, network):
    settings.PROXIES = proxies

    assert of("192.0.2.77", forwarded) == network


def test_several_headers_are_one_list(settings):
    settings.PROXIES = 1
    asked = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.77", HTTP_X_FORWARDED_FOR="203.0.113.5,198.51.100.1"
    )

    assert limits.network(asked) == "198.51.100.0/24"


def test_a_limit_is_reached_and_says_how_long_to_wait(settings):
    settings.REGISTRATION_LIMITS = {"link": (2, 600)}

    waits = [limits.spend("link", "192.0.2.0/24") for _attempt in range(4)]

    assert waits[:2] == [0, 0]
    assert all(1 <= wait <= 600 for wait in waits[2:])
    assert Throttle.objects.get().count == 2


def test_each_action_and_each_network_has_its_own(settings):
    settings.REGISTRATION_LIMITS = {"link": (1, 600), "request": (1, 600)}

    spent = [
        limits.spend(action, network)
        for action in ("link", "request")
        for network in ("192.0.2.0/24", "192.0.3.0/24")
    ]

    assert spent == [0, 0, 0, 0]
    assert limits.spend("link", "192.0.2.0/24") > 0


def test_a_new_window_begins_anew(settings, monkeypatch):
    settings.REGISTRATION_LIMITS = {"link": (1, 600)}
    now = dt.datetime(2026, 1, 1, 12, 5, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)

    assert limits.spend("link", "a") == 0
    assert limits.spend("link", "a") == 300
    now += dt.timedelta(seconds=299)
    assert limits.spend("link", "a") == 1
    now += dt.timedelta(seconds=1)
    assert limits.spend("link", "a") == 0


def test_counters_are_forgotten_after_their_window(monkeypatch):
    limits.spend("link", "a")
    limits.forget_old()
    assert Throttle.objects.count() == 1
    later = timezone.now() + dt.timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)

    limits.forget_old()

    assert Throttle.objects.count() == 0


def test_nothing_that_is_stored_names_who_asks(settings):
    """The same by another key is another row: without the key no address can be guessed."""
    admission = make_admission()
    ask()
    post(f"{REQUESTS}link/", {"email": "amina@example.org"})
    own("wrong")

    rows = Throttle.objects.all()
    fields = {field.name for field in Throttle._meta.get_fields()}
    assert fields == {"key", "count", "ends_at"}
    assert rows.count() == 4  # request, link, look of the network; mail of the mailbox
    assert {len(row.key) for row in rows} == {32}
    mailbox = sealing.mailbox(admission.pk, "amina@example.org")
    for row in rows:
        for hint in (b"127.0.0", b"amina", mailbox):
            assert hint not in bytes(row.key)


def test_a_mailbox_is_written_to_three_times_a_day_however_it_is_asked_for():
    admission = make_admission()
    registration = request(admission)
    for _attempt in range(4):
        post(f"{REQUESTS}link/", {"email": "AMINA@example.org"})

    assert registration.messages.count() == 3
