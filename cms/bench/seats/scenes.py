"""What is played with the real server, and what must be true of the database afterwards."""

import contextlib
import datetime as dt
import secrets
import threading
from dataclasses import dataclass

from django.db import connections
from django.db.models import Count

from cms.bench.seats import clients
from events.models import Edition
from registration import sealing
from registration.models import Admission, Message, Registration, SeatPool

State = Registration.State


@dataclass(frozen=True)
class Found:
    """What is wrong after a scene; all must be 0. `lost` was acknowledged and is not there."""

    oversold: int = 0
    lost: int = 0
    doubled: int = 0
    beside_free_seat: int = 0
    miscounted: int = 0
    refused: int = 0

    @property
    def is_good(self):
        return self == Found()


def make_edition(slug, capacity):
    day = dt.date(2999, 6, 11)
    facts = {"state": Edition.State.OPEN, "starts_on": day, "ends_on": day}
    edition = Edition.objects.create(slug=slug, languages=["en"], **facts)
    Admission.objects.create(edition=edition, mode=Admission.Mode.FIRST_COME)
    SeatPool.objects.create(edition=edition, capacity=capacity)
    return edition


def requests(edition, count):
    """Calls of so many people who ask for a seat, each with a key of their own."""
    names = [f"{edition.slug}-{number}@example.org" for number in range(count)]
    return [clients.request(edition.slug, name, secrets.token_urlsafe(24)) for name in names]


def acts(edition, name, *, states):
    """Calls of all who are in one of `states`, by the links that were mailed to them."""
    calls = []
    for row in edition.registrations.filter(state__in=states):
        details = row.details
        token = sealing.link_token(details["secret"], row.link_serial)
        calls.append(clients.act(name, details["email"], token))
    return calls


def look(edition, answers):
    """Compare what clients were told with what is stored."""
    connections.close_all()  # the database may have been killed since
    pool = SeatPool.objects.get(edition=edition)
    rows = {row.details["email"]: row for row in edition.registrations.all()}
    holding = edition.registrations.holding().count()
    waiting = edition.registrations.waiting().count()
    told = [answer for answer in answers if 200 <= answer.status < 300]
    mails = Message.objects.filter(registration__edition=edition, kind=Message.Kind.LINK)
    doubles = mails.values("registration").annotate(n=Count("pk")).filter(n__gt=1).count()
    return Found(
        oversold=max(0, holding - pool.capacity),
        lost=sum(not _is_kept(answer.call, rows.get(answer.call.who)) for answer in told),
        doubled=edition.registrations.count() - len(rows) + doubles,
        beside_free_seat=min(waiting, max(0, pool.free)),
        miscounted=abs(pool.taken - holding),
        refused=len(answers) - len(told),
    )


def _is_kept(call, row):
    if row is None:
        return False
    if call.path.endswith("/prove/"):
        return row.proved_at is not None
    if call.path.endswith("/withdraw/"):
        return row.state == State.WITHDRAWN
    return True


def oversold_by_counting_first(web, capacity, attempts=5):
    """The negative control: how many seats are given twice when nothing protects them."""
    for number in range(attempts):
        edition = make_edition(f"naive-{secrets.token_hex(3)}-{number}", capacity)
        calls = [clients.Call(f"/bench/naive/{edition.slug}")] * (capacity + 100)
        clients.in_turns(web.port, calls, clients=32)
        over = edition.registrations.holding().count() - capacity
        if over > 0:
            return over
    return 0


@contextlib.contextmanager
def killing(kill, every, wait=0.3):
    """Call `kill` again and again while the block runs; yields a list that grows with each."""
    stop, kills = threading.Event(), []

    def loop():
        stop.wait(wait)
        while not stop.is_set():
            kill()
            kills.append(True)
            stop.wait(every)

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield kills
    finally:
        stop.set()
        thread.join()
