import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.compiler import documents, snapshots
from events.models import Snapshot
from tests import factories


def build(page, language):
    return documents.build(page.edition, language)


def count_queries(page, language):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        build(page, language)
    return len(queries)


def add_rows(page, number):
    room = factories.make_room(page.edition, f"Room {number}")
    speaker = factories.make_speaker(f"Speaker {number}")
    session = factories.make_session(page, f"Session {number}", room=room, speakers=[speaker])
    factories.translate(session, "ar", default="ع {}")
    factories.make_announcement(page, f"News {number}")
    factories.make_content_page(page, f"Page {number}")


def test_building_takes_the_same_queries_for_one_and_three_rows(edition_page):
    add_rows(edition_page, 1)
    one = count_queries(edition_page, "ar")
    for number in (2, 3):
        add_rows(edition_page, number)

    assert count_queries(edition_page, "ar") == one
    assert one <= 20


@pytest.mark.django_db(transaction=True)
def test_x(edition_page):
    add_rows(edition_page, 1)
    import json

    print(json.dumps(build(edition_page, "ar"), ensure_ascii=False, indent=1))
    snapshots.rebuild()
    print(list(Snapshot.objects.values_list("language", "document", "etag", "wanted", "built")))
