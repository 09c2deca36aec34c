from itertools import chain
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.compiler import snapshots
from events.models import Edition
from events.web import searching, serving
from tests import factories
from tests.events.web_html import elements, get, headings, texts


@pytest.fixture
def search(client, edition_page):
    """The page of results for a query."""

    def search(q, language="en", **more):
        return get(client, f"/{language}/sample/search/?{urlencode({'q': q} | more)}")

    return search


def results(response):
    """Titles of the results by the heading they are under, in their order."""
    found = {}
    for tag, text in headings(response)[1:]:
        if tag == "h2":
            titles = found.setdefault(text, [])
        else:
            titles.append(text)
    return found


def status(response):
    return texts(response, "p", class_="found")


# --- what is found ---


def test_each_kind_of_thing_is_found_under_its_own_heading(search, edition_page):
    amina = factories.make_speaker("Amina Dar", biography="<p>Walks by rivers.</p>")
    factories.make_session(edition_page, "Songs", abstract="<p>Of the river.</p>", speakers=[amina])
    factories.make_session(edition_page, "Dinner", at="19:00", summary="Near the river")
    factories.make_content_page(edition_page, "Venue", ["<p>By the river.</p>"])
    factories.make_announcement(edition_page, "Boats", "<p>On the river.</p>")
    factories.make_session(edition_page, "Games", at="11:00", abstract="<p>Of chance.</p>")

    response = search("river")

    assert results(response) == {
        "Sessions 2": ["Songs", "Dinner"],
        "Speakers 1": ["Amina Dar"],
        "Pages 1": ["Venue"],
        "Announcements 1": ["Boats"],
    }
    assert status(response) == ["5 results"]


@pytest.mark.parametrize(
    ("q", "titles"),
    [
        ("MUSÉUM", ["Museum"]),
        ("isparta", ["ISPARTA’DA"]),
        ("الاسلام", ["ٱلإسلام"]),
        ("گهر", ["گھر"]),
        ("2027", ["۲۰۲۷"]),
    ],
)
def test_other_spellings_are_found(search, edition_page, q, titles):
    for number, title in enumerate(("Museum", "ISPARTA’DA", "ٱلإسلام", "گھر", "۲۰۲۷")):
        factories.make_session(edition_page, title, slug=f"session-{number}", at=None)

    assert list(chain(*results(search(q)).values())) == titles


def test_words_are_found_in_any_order_and_across_fields(search, edition_page):
    amina = factories.make_speaker("Amina Dar")
    room = factories.make_room(edition_page.edition, "Garden")
    abstract = "<p>About <b>lulla</b>bies &amp;&nbsp;tea</p><p>again</p>"
    factories.make_session(
        edition_page, "Songs of the sea", abstract=abstract, speakers=[amina], room=room
    )

    found = {
        q: list(results(search(q)))
        for q in (
            "sea songs",
            "garden amina",
            "tea dar sea",
            "lullabies",
            "sea lion",
            "teaagain",
            "nbsp",
        )
    }

    assert found == {
        "sea songs": ["Sessions 1"],
        "garden amina": ["Sessions 1"],
        "tea dar sea": ["Sessions 1"],
        "lullabies": ["Sessions 1"],
        "sea lion": [],
        "teaagain": [],
        "nbsp": [],
    }


def test_the_edition_itself_is_found_by_what_its_overview_says(search, edition_page):
    edition_page.venue_directions = "<p>Take the ferry.</p>"
    edition_page.save_revision().publish()

    response = search("ferry")

    assert results(response) == {"Pages 1": ["Sample edition"]}
    assert elements(response, "a", href="/en/sample/")[-1]["text"] == "Sample edition"


def test_better_matches_come_first(search, edition_page):
    art = factories.make_speaker("Art Dealer")
    for at, title, values in (
        ("09:00", "In the text", {"abstract": "<p>Works of art</p>"}),
        ("10:00", "Within a word of the text", {"abstract": "<p>Start</p>"}),
        ("11:00", "By name", {"speakers": [art]}),
        ("12:00", "Party", {}),
        ("13:00", "The art of it", {}),
    ):
        factories.make_session(edition_page, title, at=at, **values)

    assert results(search("art"))["Sessions 5"] == [
        "The art of it",
        "Party",
        "By name",
        "In the text",
        "Within a word of the text",
    ]


def test_the_group_with_the_best_match_comes_first(search, edition_page):
    amina = factories.make_speaker("Amina Dar")
    factories.make_session(edition_page, "Songs", speakers=[amina])

    assert list(results(search("amina"))) == ["Speakers 1", "Sessions 1"]
    assert list(results(search("songs"))) == ["Sessions 1"]


def test_an_empty_search_says_what_can_be_found(client, edition_page):
    pages = [get(client, f"/en/sample/search/{query}") for query in ("", "?q=", "?q=+", "?q=!!")]

    assert [status(page) for page in pages] == [
        ["Find sessions, speakers, pages and announcements, in any spelling."]
    ] * 4


def test_nothing_found_leads_to_the_programme(search):
    response = search("zebra")

    assert status(response) == ["Nothing found. Fewer or shorter words find more."]
    assert [row["href"] for row in elements(response, "a", class_="button")] == [
        "/en/sample/programme/"
    ]


# --- what a result shows ---


def test_an_excerpt_shows_the_words_in_the_text(search, edition_page):
    abstract = "<p>A talk &amp; a walk</p><p>by the <em>rivér</em> at noon</p>"
    factories.make_session(edition_page, "Songs", abstract=abstract)

    response = search("river songs")

    assert texts(response, "p", class_="excerpt") == ["A talk & a walk by the rivér at noon"]
    assert texts(response, "mark") == ["rivér"]


def test_a_match_in_the_title_needs_no_excerpt(search, edition_page):
    factories.make_session(edition_page, "Songs", abstract="<p>Songs of the sea</p>")

    assert texts(search("songs"), "p", class_="excerpt") == []


def test_words_of_another_language_say_so(search, edition_page):
    factories.make_announcement(edition_page, "Ferry", "<p>It leaves at six.</p>")
    session = factories.make_session(edition_page, "Opening", abstract="<p>Tea at six.</p>")
    factories.translate(session, "ar", {"Opening": "افتتاح"})

    response = search("six", "ar")

    english = {"lang": "en", "dir": "ltr"}
    excerpts = elements(response, "p", class_="excerpt")
    titles = {row["text"]: row.get("lang") for row in elements(response, "a")}
    assert [english.items() <= row.items() for row in excerpts] == [True, True]
    assert (titles["افتتاح"], titles["Ferry"]) == (None, "en")


def test_what_an_author_writes_stays_text(search, edition_page):
    factories.make_session(edition_page, "Songs", summary="<img src=x> & <b>bold</b> sea")

    response = search("sea")

    assert texts(response, "p", class_="excerpt") == ["<img src=x> & <b>bold</b> sea"]
    assert elements(response, "img") == []


# --- many of them ---


@pytest.fixture
def many(edition_page):
    """More sessions than are shown of a group, and one speaker."""
    for number in range(searching.MOST + 1):
        factories.make_session(edition_page, f"Songs {number:02}")
    factories.make_speaker("Amina Songs")
    amina = factories.make_speaker("Songster")
    factories.make_session(edition_page, "Other", speakers=[amina])


def test_of_many_results_the_first_are_shown_and_all_on_request(client, search, many):
    few = search("songs")
    [link] = [row for row in elements(few, "a") if "in=" in row["href"]]
    every = get(client, link["href"])

    assert (status(few), link["text"]) == (["15 results"], "Show all (14)")
    assert [(name, len(rows)) for name, rows in results(few).items()] == [
        ("Sessions 14", 12),
        ("Speakers 1", 1),
    ]
    assert status(every) == ["14 results · Show everything"]
    assert [(name, len(rows)) for name, rows in results(every).items()] == [("Sessions 14", 14)]
    assert "/en/sample/search/?q=songs" in [row["href"] for row in elements(every, "a")]


# --- serving ---


def test_a_search_costs_one_query_whatever_it_finds(client, many):
    snapshots.rebuild()
    client.get("/en/sample/search/?q=warm")

    counts = {}
    for q in ("zebra", "amina", "songs"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/sample/search/?q={q}")
        counts[q] = len(queries)

    assert counts == {"zebra": 1, "amina": 1, "songs": 1}


def test_answers_are_not_remembered_but_the_plain_page_is(client, edition_page):
    snapshots.rebuild()
    serving._kept.cache_clear()
    for query in ("", "?q=a", "?q=b", ""):
        client.get(f"/en/sample/search/{query}")

    assert serving._kept.cache_info().currsize == 1


def test_an_isolated_number_stands_close_to_what_follows_it(client, edition_page):
    edition_page.venue_directions = "<p>Call +90 212 555 0100.</p>"
    edition_page.save_revision().publish()
    snapshots.rebuild()

    found = get(client, "/en/sample/search/?q=212").content.decode()

    assert "<mark>212</mark> 555 0100." in found


def test_an_answer_that_is_known_is_not_sent_again(client, edition_page):
    first = get(client, "/en/sample/search/?q=a")

    answers = [
        client.get(f"/en/sample/search/?q={q}", headers={"if-none-match": first["ETag"]})
        for q in ("a", "b")
    ]

    assert [answer.status_code for answer in answers] == [304, 200]


@pytest.mark.parametrize(("query", "count"), [("", 0), ("?q=", 0), ("?q=a", 1), ("?q=zebra", 1)])
def test_search_engines_keep_no_answers(client, edition_page, query, count):
    response = get(client, f"/en/sample/search/{query}")

    assert len(elements(response, "meta", name="robots", content="noindex")) == count


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=a%00b",
        "q=%ED%A0%80",
        "q=%FF%FE",
        "q=" + "a" * 10_000,
        "q=" + "a+" * 5_000,
        "q=%EF%B7%BA" * 100,
        "q=a&in=%00",
        "q=a&in=nothing",
        "q[]=a&q=b&q=c",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "in=sessions",
    ],
)
def test_a_hostile_query_gets_a_clear_answer(edition_page, query):
    client = Client(raise_request_exception=False)

    response = get(client, f"/en/sample/search/?{query}")

    assert response.status_code == 200
    assert len(status(response)) == 1
    assert len(elements(response, "input", type="search")[0]["value"]) <= 80
    assert "<script>alert" not in response.content.decode()


def test_a_draft_edition_cannot_be_searched(client, edition_page):
    public = get(client, "/en/sample/search/?q=a").status_code

    Edition.objects.update(state=Edition.State.DRAFT)

    assert (public, client.get("/en/sample/search/?q=a").status_code) == (200, 404)
