import io
import logging

import pytest

from cms.logs import Discreet


@pytest.fixture
def written(monkeypatch):
    """What the log of an installation holds."""
    handlers = logging.getLogger().handlers
    handler = next(row for row in handlers if isinstance(row.formatter, Discreet))
    written = io.StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return written


def test_the_key_of_a_registration_is_never_logged(written):
    path = "/en/sample/registration/kEy-7_x/ticket/"
    logging.getLogger("django.request").error("%s: %s", "Internal Server Error", path)

    assert "Internal Server Error: /en/sample/registration/…/ticket/" in written.getvalue()
    assert "kEy" not in written.getvalue()


@pytest.mark.parametrize(
    ("words", "logged"),
    [
        ("550 <amina@example.org> is unknown", "550 <…@…> is unknown"),
        ("refused: ('amina@example.org',)", "refused: ('…@…',)"),
        (
            "duplicate key\nDETAIL:  Key (edition_id, name)=(1, Amina) already exists.\nin line 7",
            "duplicate key\nDETAIL: …\nin line 7",
        ),
    ],
)
def test_the_traceback_of_an_error_names_nobody(written, words, logged):
    try:
        raise ValueError(words)
    except ValueError:
        logging.getLogger("registration").exception("It failed")

    assert f"ValueError: {logged}" in written.getvalue()
    assert "mina" not in written.getvalue().replace(__name__, "")


def test_errors_of_a_group_name_nobody_either(written):
    row = ValueError("duplicate key\nDETAIL:  Key (name)=(Amina) already exists.")
    try:
        raise ExceptionGroup("Two failed", [row, LookupError("<amina@example.org>")])
    except ExceptionGroup:
        logging.getLogger("cms").exception("The clock failed")

    assert "| DETAIL: …\n" in written.getvalue()
    assert "| LookupError: <…@…>" in written.getvalue()
    assert "Amina)" not in written.getvalue()


def test_an_error_by_itself_is_logged_as_it_is(written):
    logging.getLogger("cms").warning("Slot %s at 10:15 keeps its room @ home", "a-b")

    assert written.getvalue().endswith("Slot a-b at 10:15 keeps its room @ home\n")
