"""That the engines' drivers miss nothing."""

from tests.e2e.keeping import page
from tests.engines.driving import wait_for

__all__ = ["page"]


def test_what_goes_wrong_in_a_page_is_heard(reader, page):
    reader.go("/en/sample/programme/")
    assert reader.complaints() == []

    reader.call("() => { setTimeout(() => { throw new Error('thrown'); }); }")
    reader.call("() => { Promise.reject(new Error('rejected')); }")
    reader.call("() => { new Image().src = 'https://elsewhere.example/'; }")

    expected = ["thrown", "rejected", "elsewhere.example"]
    wait_for(lambda: all(any(one in row for row in reader.complaints()) for one in expected))
    reader.usual += expected
