"""Links of a page's copy lead where a map says, wherever in the page they are."""

import pytest

from home.copying import copy_fields, point_links
from home.models import ContentPage, HomePage
from tests import factories

pytestmark = pytest.mark.django_db

LINK = '<p><a linktype="page" id="{}">here</a></p>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (LINK.format(5), LINK.format(50)),
        ('<a id="5" linktype="page">x</a>', '<a id="50" linktype="page">x</a>'),
        (LINK.format(6), LINK.format(6)),
        (LINK.format(55), LINK.format(55)),
        ('<a linktype="document" id="5">x</a>', '<a linktype="document" id="5">x</a>'),
        ('<a href="https://example.org/?id=5">x</a>', '<a href="https://example.org/?id=5">x</a>'),
        (
            '<a linktype="page" data-id="5" id="5">x</a>',
            '<a linktype="page" data-id="5" id="50">x</a>',
        ),
        ("<p>linktype</p>", "<p>linktype</p>"),
        ("", ""),
    ],
    ids=[
        "page",
        "order",
        "elsewhere",
        "longer",
        "document",
        "outside",
        "other id",
        "no link",
        "empty",
    ],
)
def test_only_links_to_mapped_pages_change(html, expected):
    page = HomePage(title="x", introduction=html)

    assert point_links(page, {5: 50}) == (html != expected)
    assert page.introduction == expected


def test_links_inside_blocks_change_and_all_else_stays(home):
    page = factories.make_content_page(home, "Questions", [LINK.format(5)])
    page.body.append(("question", {"question": "Where?", "answer": LINK.format(5)}))
    page.body.append(("heading", 'id="5"'))
    page.save()
    before = ContentPage.objects.get(pk=page.pk)
    stored = before.body.get_prep_value()

    assert point_links(before, {5: 50})
    before.save()

    after = ContentPage.objects.get(pk=page.pk).body.get_prep_value()
    assert [row["id"] for row in after] == [row["id"] for row in stored]
    assert [row["value"] for row in after] == [
        LINK.format(50),
        {"question": "Where?", "answer": LINK.format(50)},
        'id="5"',
    ]
    assert not point_links(ContentPage.objects.get(pk=page.pk), {5: 50})


def test_fields_are_copied_but_no_identity(home):
    page = factories.make_content_page(home)
    twin = ContentPage()

    copy_fields(page, twin, lambda key: key)

    assert (twin.title, twin.slug, twin.body) == (page.title, page.slug, page.body)
    assert (twin.pk, twin.path, twin.live_revision_id) == (None, "", None)
    assert twin.translation_key != page.translation_key
