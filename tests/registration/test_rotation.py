import shutil
import stat

import pytest
from django.core.management import CommandError, call_command

from registration import keys, rotation, sealing, services
from registration.models import Registration
from tests.registration.making import make_admission, register, request, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_file(tmp_path, settings):
    """A master key of our own, which the tests may replace."""
    path = tmp_path / "master.key"
    shutil.copy(settings.MASTER_KEY_FILE, path)
    settings.MASTER_KEY_FILE = str(path)
    return path


def numbers():
    rows = Registration.objects.order_by("received_at", "pk")
    return [sealing.key_of(row.sealed) for row in rows]


def test_everything_is_sealed_anew_and_reads_the_same():
    admission = make_admission()
    rows = [register(admission, f"{name}@example.org") for name in "abc"]
    before = [(row.details, bytes(row.mailbox), token_of(row)) for row in rows]

    call_command("rotate_keys", verbosity=0)

    assert list(keys.masters()) == [2, 1]
    assert numbers() == [2, 2, 2]
    for row, (details, mailbox, token) in zip(rows, before, strict=True):
        assert services.find(token) == row
        row.refresh_from_db()
        assert row.details == details
        assert bytes(row.mailbox) == sealing.mailbox(admission.edition_id, details["email"])
        assert bytes(row.mailbox) != mailbox


def test_a_rotation_that_was_killed_is_finished_without_another_key(monkeypatch):
    admission = make_admission()
    for name in "abc":
        register(admission, f"{name}@example.org")
    seal_anew, done = rotation._seal_anew, []

    def killed(pk):
        if done:
            raise KeyboardInterrupt
        done.append(seal_anew(pk))
        return 1

    monkeypatch.setattr(rotation, "_seal_anew", killed)
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate()
    monkeypatch.undo()
    assert sorted(numbers()) == [1, 1, 2]

    assert rotation.rotate() == 2

    assert (numbers(), list(keys.masters())) == ([2, 2, 2], [2, 1])


def test_people_go_on_registering_meanwhile():
    admission = make_admission()
    known = register(admission, "a@example.org", key="known")
    keys.add()

    again = request(admission, "a@example.org")
    fresh = register(admission, "b@example.org")
    services.send_link(admission.edition, email="a@example.org", key="k")

    assert again == known
    assert numbers() == [1, 2]
    assert known.messages.filter(kind="link").count() == 3
    assert rotation.rotate() == 1
    assert list(Registration.objects.order_by("received_at")) == [known, fresh]


def test_a_link_is_found_for_who_is_indexed_under_an_older_key():
    admission = make_admission()
    known = register(admission, "a@example.org")
    keys.add()

    services.send_link(admission.edition, email="a@example.org", key="k")

    assert known.messages.filter(kind="link").count() == 2


def test_older_keys_are_dropped_only_when_nothing_uses_them():
    register(make_admission())
    keys.add()
    with pytest.raises(CommandError):
        call_command("rotate_keys", drop_old=True)

    call_command("rotate_keys", verbosity=0)
    call_command("rotate_keys", drop_old=True, verbosity=0)

    assert list(keys.masters()) == [2]
    assert Registration.objects.get().details["name"] == "Amina"


def test_the_file_is_replaced_at_once_and_stays_private(key_file):
    before = key_file.read_text()

    keys.add()

    new, rest = key_file.read_text().split("\n", 1)
    assert (new[:2], rest) == ("2:", before)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [path.name for path in key_file.parent.iterdir()] == ["master.key"]


def test_a_row_that_cannot_be_opened_stops_no_other():
    admission = make_admission()
    broken, whole = register(admission, "a@example.org"), register(admission, "b@example.org")
    Registration.objects.filter(pk=broken.pk).update(sealed=whole.sealed)

    assert rotation.rotate() == 1
    assert sorted(numbers()) == [1, 2]


def test_one_key_costs_no_query_more_than_before_a_rotation(django_assert_num_queries):
    admission = make_admission()
    with django_assert_num_queries(11):
        values = {"name": "A.", "language": "en", "answers": {}, "key": "k"}
        pool = admission.edition.seat_pools.first()
        services.request_seat(admission, pool=pool, email="a@example.org", **values)
