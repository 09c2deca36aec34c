"""Strings that stand nowhere else are registered, mailed, exported, erased and purged.

In the clear they are nowhere but in the mail that was sent; after the purge not even sealed.
"""

import datetime as dt
import json
import logging
import sqlite3

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from events.compiler import snapshots
from registration import outbox, purge, services
from registration.models import Registration
from tests.registration.making import make_admission, register, request, token_of

pytestmark = pytest.mark.django_db(transaction=True)

NAME, ADDRESS = "Canary-Quetzalcoatl", "canary-xylophone@example.org"
ANSWER, NOTE = "canary answer zugzwang", "canary note fjordvik"
CANARIES = [word.encode() for word in (NAME, "canary-xylophone", ANSWER, NOTE)]


@pytest.fixture(autouse=True)
def _logs(caplog):
    caplog.set_level(logging.DEBUG)


@pytest.fixture
def files(tmp_path, settings):
    """All bytes that the installation keeps: the database, its log, media."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return lambda: (
        database(tmp_path)
        + b"".join(path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
    )


def database(tmp_path):
    """Database and write-ahead log as bytes, or all rows of all tables."""
    if connection.vendor == "sqlite":
        path = connection.settings_dict["NAME"]
        if "memory" in str(path):
            copy = tmp_path / "copy.sqlite3"
            copy.unlink(missing_ok=True)
            with sqlite3.connect(copy) as target:
                connection.connection.backup(target)
            return copy.read_bytes()
        return b"".join(read(f"{path}{suffix}") for suffix in ("", "-wal", "-journal"))
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows).encode()


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


def found(*places):
    """Canaries that stand in one of some places (bytes)."""
    return [word for word in CANARIES if any(word in place for place in places)]


def answers(*addresses):
    """What public addresses say to anybody."""
    client = Client()
    bodies = [client.get(address, HTTP_HOST="localhost") for address in addresses]
    return b"".join(body.content for body in bodies if not body.streaming)


def in_cache():
    return repr(getattr(cache, "_cache", {})).encode()


def made():
    """Two people, who did everything that can be done; the first is erased."""
    admission = make_admission(seats=1)
    details = {"name": NAME, "answers": {"abcdefgh": ANSWER}}
    row = register(admission, ADDRESS, **details)
    row.details = row.details | {"notes": [{"text": NOTE}]}
    row.save()
    other = register(admission, f"other-{ADDRESS}", **details)
    request(admission, ADDRESS, **details)
    services.send_link(admission.edition, email=ADDRESS, key="k")
    services.change_details(row, name=NAME, language="ar", answers={"abcdefgh": ANSWER})
    services.reissue_ticket(row)
    outbox.send_due()
    assert NAME in mail.outbox[0].body
    return admission, row, other


def test_canaries_are_nowhere_in_the_clear_and_after_the_purge_nowhere_at_all(files, caplog):
    admission, row, other = made()
    snapshots.rebuild()
    token = token_of(row)
    sealed = [bytes(each.sealed) for each in (row, other)]
    mailboxes = [bytes(each.mailbox) for each in (row, other)]
    public = (
        "/api/v1/editions/",
        "/api/v1/editions/sample/en/programme",
        "/healthz",
        "/en/sample/programme/",
    )

    assert found(files(), in_cache(), caplog.text.encode(), answers(*public)) == []

    services.erase(row)
    day = timezone.now().date() - dt.timedelta(days=30)
    type(admission.edition).objects.update(starts_on=day, ends_on=day)
    purge.purge_due()
    call_command("prune_db_task_results", min_age_days=0, verbosity=0)
    snapshots.rebuild()

    assert Registration.objects.count() == 0
    left = files()
    assert found(left, in_cache(), caplog.text.encode(), answers(*public)) == []
    traces = [*sealed, *mailboxes, row.pk.bytes, row.pk.hex.encode(), token.encode()]
    assert [trace for trace in traces if trace in left or trace.hex().encode() in left] == []
    assert json.dumps(row.pk.hex) not in caplog.text


def test_the_search_for_canaries_can_see_them(files):
    """The control: a canary that stands in a row in the clear, and one in a log, are found."""
    admission = make_admission()
    type(admission.edition).objects.update(city=NAME)

    assert found(files()) == [NAME.encode()]
