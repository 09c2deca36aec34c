import multiprocessing
import os
import signal
import threading
import time

import pytest
from django.db import ConnectionHandler, OperationalError

from cms.settings.base import SQLITE_OPTIONS
from cms.sqlite.gate import Gate


@pytest.fixture
def settings_of(tmp_path):
    return {"NAME": tmp_path / "majlis.sqlite3"}


@pytest.fixture
def connection(django_db_blocker, tmp_path):
    file = {"ENGINE": "cms.sqlite", "NAME": str(tmp_path / "majlis.sqlite3")}
    connection = ConnectionHandler({"default": file | {"OPTIONS": SQLITE_OPTIONS}})["default"]
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE row (id INTEGER)")
        yield connection
        connection.close()


def within(gate, seconds):
    """Whether the gate opens for a thread of its own in time."""
    came = threading.Event()

    def enter():
        with gate:
            came.set()

    thread = threading.Thread(target=enter, daemon=True)
    thread.start()
    return came.wait(seconds)


def hold(name, ready):
    Gate({"NAME": name}).enter()
    ready.set()
    time.sleep(60)


def test_one_thread_waits_for_another(settings_of):
    first = Gate(settings_of)
    first.enter()
    assert not within(Gate(settings_of), 0.2)

    first.leave()

    assert within(Gate(settings_of), 5)


def test_who_holds_it_enters_again_and_leaves_once(settings_of):
    gate = Gate(settings_of)
    gate.enter()
    gate.enter()
    gate.leave()
    gate.leave()

    assert within(Gate(settings_of), 5)


def test_a_process_that_is_killed_holds_nobody_up(settings_of):
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    holder = context.Process(target=hold, args=(settings_of["NAME"], ready))
    holder.start()
    assert ready.wait(10)
    waiting = Gate(settings_of)
    assert not within(waiting, 0.2)

    os.kill(holder.pid, signal.SIGKILL)
    holder.join()

    assert within(Gate(settings_of), 5)


def test_in_memory_there_is_nobody_to_wait_for():
    first, second = (Gate({"NAME": "file:x?mode=memory&cache=shared"}) for _gate in "ab")
    first.enter()

    assert within(second, 5)
    assert not first.is_held


def test_a_transaction_that_is_written_out_holds_the_gate_until_its_end(connection):
    with connection.cursor() as cursor:
        cursor.execute("BEGIN EXCLUSIVE")
        cursor.execute("SAVEPOINT one")
        cursor.execute("INSERT INTO row VALUES (1)")
        cursor.execute("ROLLBACK TO SAVEPOINT one")
        assert connection.gate.is_held

        cursor.execute("COMMIT")

    assert not connection.gate.is_held


def test_a_statement_by_itself_leaves_the_gate_open(connection):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO row VALUES (1)")

    assert not connection.gate.is_held


def test_a_transaction_that_cannot_begin_leaves_the_gate_open(connection):
    with connection.cursor() as cursor, pytest.raises(OperationalError):
        cursor.execute("BEGIN NONSENSE")

    assert not connection.gate.is_held
