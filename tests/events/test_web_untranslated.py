"""How pages tell which of their words are not translated, or older than the original."""

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.compiler.ids import public_id
from home.models import ContentPage
from tests import factories
from tests.events.web_html import elements, get


def test_parts_that_are_not_translated_say_so_before_themselves(client, edition_page):
    body = [
        ("heading", "Ways"),
        ("paragraph", "<p>By train.</p>"),
        ("paragraph", "<p>By ship.</p>"),
        ("question", {"question": "Why?", "answer": "<p>So.</p>"}),
        ("quote", {"text": "Said", "attribution": "By"}),
    ]
    page = factories.publish_below(edition_page, ContentPage(title="Travel", body=body))
    factories.translate(page, "tr", {"Travel": "Yol", "Ways": "Yollar", "Why?": "Neden?"})

    response = get(client, "/tr/sample/travel/")

    marks = elements(response, "p", class_="part-language")
    rows = [row for tag in ("div", "details", "figure") for row in elements(response, tag)]
    described = [row for row in rows if "aria-describedby" in row]
    identity = public_id(page.translation_key)
    # The second English paragraph follows the first, which says it for both.
    assert [row["id"] for row in marks] == [f"in-{identity}-{place}" for place in (1, 3, 4)]
    assert [row["aria-describedby"] for row in described] == [row["id"] for row in marks]
    assert [(row["tag"], row.get("lang")) for row in described] == [
        ("div", "en"),
        ("details", None),
        ("figure", "en"),
    ]
    assert b'<summary>Neden?</summary><div class="prose" lang="en" dir="ltr">' in response.content


def test_a_text_of_two_languages_says_so_and_each_paragraph_its_own(client, edition_page):
    session = factories.make_session(edition_page, abstract="<p>One.</p><p>Two.</p>")
    factories.translate(session, "ar", {"Opening": "افتتاح", "One.": "واحد."})

    response = get(client, "/ar/sample/programme/opening/")

    [mark] = elements(response, "p", class_="part-language")
    with override("ar"):
        assert mark["text"] == _("Partly in %(name)s") % {"name": "الإنجليزية"}
    prose = f'<div class="prose" aria-describedby="{mark["id"]}">'
    words = '<p>واحد.</p><p lang="en" dir="ltr">Two.</p></div>'
    assert f"{prose}{words}" in response.content.decode()


def test_a_page_that_is_not_translated_at_all_says_it_once(client, edition_page):
    factories.make_session(edition_page, abstract="<p>One.</p>")

    response = get(client, "/ar/sample/programme/opening/")

    assert elements(response, "p", class_="part-language") == []


@pytest.mark.parametrize(("follows", "is_told"), [(False, True), (True, False)])
def test_a_translation_that_its_source_left_behind_says_since_when(
    client, edition_page, follows, is_told
):
    session = factories.make_session(edition_page, summary="Tea at six.")
    words = {"Opening": "افتتاح", "Tea at six.": "الشاي في السادسة."}
    factories.translate(session, "ar", words)
    factories.change(session, summary="Tea at seven.")
    if follows:
        factories.translate(session, "ar", {"Tea at seven.": "الشاي في السابعة."})

    response = get(client, "/ar/sample/programme/opening/")

    notices = elements(response, "p", class_="notice notice-language")
    originals = [row["href"] for row in elements(response, "a", hreflang="en")]
    assert ["3 يونيو 2027" in row["text"] for row in notices] == [True] * is_told
    # Beside the one in the masthead.
    assert originals == ["/en/sample/programme/opening/"] * (1 + is_told)
    assert elements(response, "p", class_="part-language") == []
