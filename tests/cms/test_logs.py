import io
import logging

from cms.logs import WithoutKeys


def test_the_key_of_a_registration_is_never_logged(monkeypatch):
    handler = next(
        row
        for row in logging.getLogger().handlers
        if any(isinstance(one, WithoutKeys) for one in row.filters)
    )
    written = io.StringIO()
    monkeypatch.setattr(handler, "stream", written)

    path = "/en/sample/registration/kEy-7_x/ticket/"
    logging.getLogger("django.request").error("%s: %s", "Internal Server Error", path)

    assert "Internal Server Error: /en/sample/registration/…/ticket/" in written.getvalue()
    assert "kEy" not in written.getvalue()
