import datetime as dt
import json
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from events.compiler.ids import public_id
from events.models import Edition, Slot
from tests import factories
from tests.events.web_html import elements, get, texts


def test_the_front_page_lists_public_editions_newest_first(client, home):
    factories.make_edition("first", number=1, starts_on=dt.date(2020, 1, 2))
    factories.make_edition("second", number=2, starts_on=dt.date(2021, 1, 2))
    factories.make_edition("hidden", number=3, state=Edition.State.DRAFT)

    response = get(client, "/en/")

    hrefs = [row["href"] for row in elements(response, "a") if "/en/" in row["href"][:4]]
    assert [href for href in hrefs if href.count("/") == 3] == ["/en/second/", "/en/first/"]


@pytest.mark.parametrize(
    "path",
    [
        "/en/sample/",
        "/en/sample/programme/",
        "/en/sample/programme/opening/",
        "/en/sample/speakers/",
        "/en/sample/announcements/",
        "/en/sample/announcements/welcome/",
    ],
)
def test_a_draft_edition_is_not_found(client, edition_page, path):
    factories.make_session(edition_page)
    factories.make_announcement(edition_page)
    public = get(client, path).status_code

    Edition.objects.update(state=Edition.State.DRAFT)

    assert (public, client.get(path).status_code) == (200, 404)


def test_a_page_says_its_language_and_direction(client, edition_page):
    roots = [elements(get(client, f"/{code}/sample/speakers/"), "html")[0] for code in ("ur", "tr")]

    assert [(root["lang"], root["dir"]) for root in roots] == [("ur", "rtl"), ("tr", "ltr")]


def test_a_title_without_translation_says_its_own_language(client, edition_page):
    factories.make_session(edition_page, "Opening")
    factories.translate(factories.make_session(edition_page, "Closing"), "ar", {"Closing": "ختام"})

    titles = elements(get(client, "/ar/sample/programme/"), "h4", class_="card-title")
    links = [
        row
        for row in elements(get(client, "/ar/sample/programme/"), "a")
        if "/programme/opening/" in row["href"] or "/programme/closing/" in row["href"]
    ]

    assert sorted(row["text"] for row in titles) == ["Opening", "ختام"]
    assert {row["text"]: (row.get("lang"), row.get("dir")) for row in links} == {
        "Opening": ("en", "ltr"),
        "ختام": (None, None),
    }


def test_a_field_that_is_not_translated_yet_says_its_language(client, edition_page):
    session = factories.make_session(edition_page, "Opening", summary="Tea is served.")
    factories.translate(session, "ar", {"Opening": "افتتاح"})

    response = get(client, "/ar/sample/programme/opening/")

    [mark] = elements(response, "p", class_="part-language")
    assert elements(response, "h1") == [{"tag": "h1", "text": "افتتاح"}]
    assert elements(response, "p", class_="lede") == [
        {
            "tag": "p",
            "text": "Tea is served.",
            "class": "lede",
            "lang": "en",
            "dir": "ltr",
            "aria-describedby": mark["id"],
        }
    ]


def test_a_page_without_translation_leads_to_the_original(client, edition_page):
    factories.make_session(edition_page, "Opening")

    response = get(client, "/ar/sample/programme/opening/")

    notice = elements(response, "p", class_="notice notice-language")
    original = elements(response, "a", hreflang="en")[-1]
    assert len(notice) == 1
    assert original["href"] == "/en/sample/programme/opening/"


def test_a_translated_page_has_no_notice_about_its_language(client, edition_page):
    factories.make_session(edition_page, "Opening")

    response = get(client, "/en/sample/programme/opening/")

    assert elements(response, "p", class_="notice notice-language") == []


def test_the_language_switch_keeps_the_place_and_the_filters(client, edition_page):
    response = get(client, "/en/sample/programme/?kind=panel&q=a%26b")

    switch = [row for row in elements(response, "a") if "hreflang" in row]
    assert [(row["lang"], row["dir"], row["href"]) for row in switch] == [
        ("en", "ltr", "/en/sample/programme/?q=a%26b&kind=panel"),
        ("ar", "rtl", "/ar/sample/programme/?q=a%26b&kind=panel"),
        ("ur", "rtl", "/ur/sample/programme/?q=a%26b&kind=panel"),
        ("tr", "ltr", "/tr/sample/programme/?q=a%26b&kind=panel"),
    ]


def test_search_engines_learn_all_languages_of_a_page(client, edition_page, settings):
    response = get(client, "/ar/sample/speakers/")

    alternates = elements(response, "link", rel="alternate")
    assert {row["hreflang"]: row["href"] for row in alternates} == {
        code: f"{settings.BASE_URL}/{folder}/sample/speakers/"
        for code, folder in [
            ("en", "en"),
            ("ar", "ar"),
            ("ur", "ur"),
            ("tr", "tr"),
            ("x-default", "en"),
        ]
    }
    assert [row["href"] for row in elements(response, "link", rel="canonical")] == [
        f"{settings.BASE_URL}/ar/sample/speakers/"
    ]


def test_a_page_without_words_of_its_own_is_described_by_title_and_dates(client, edition_page):
    page = get(client, "/en/sample/programme/")

    (described,) = elements(page, "meta", name="description")
    assert described["content"].startswith("Sample edition · ")
    assert "2027" in described["content"]


def test_texts_cannot_leave_the_description_for_search_engines(client, edition_page):
    factories.make_session(edition_page, "</script><script>alert(1)</script>", slug="bad")

    response = get(client, "/en/sample/programme/bad/")

    blocks = texts(response, "script", type="application/ld+json")
    assert [json.loads(block)["name"] for block in blocks] == ["</script><script>alert(1)</script>"]


def test_a_sample_says_that_nothing_is_real(client, home):
    factories.make_edition("sample", is_sample=True)
    factories.make_edition("real", number=4)

    notices = [
        len(elements(get(client, f"/en/{slug}/speakers/"), "p", class_="notice notice-sample"))
        for slug in ("sample", "real")
    ]

    assert notices == [1, 0]


def test_an_archived_edition_says_so(client, home):
    factories.make_edition("old", state=Edition.State.ARCHIVED)

    assert texts(get(client, "/en/old/speakers/"), "p", class_="notice") == [
        "Archived This edition is over."
    ]


def test_the_programme_shows_the_first_day_before_the_edition(client, edition_page):
    factories.make_session(edition_page, "Opening")

    response = get(client, "/en/sample/programme/")

    assert texts(response, "h2") == ["Friday 11 June"]
    assert texts(response, "h3", class_="hour-time") == ["09:00"]


def test_the_programme_shows_today_while_the_edition_runs(client, home):
    today = timezone.now().astimezone(dt.UTC).date()
    factories.make_edition("now", starts_on=today - dt.timedelta(days=2), time_zone="UTC")
    Edition.objects.update(ends_on=today + dt.timedelta(days=2))
    Slot.objects.all().delete()

    response = get(client, "/en/now/programme/")

    current = elements(response, "a", **{"aria-current": "page"})
    hour = timezone.now().astimezone(dt.UTC).hour
    expected = today - dt.timedelta(days=hour < 4)
    assert f"/en/now/programme/{expected.isoformat()}/" in [row["href"] for row in current]


def test_a_day_outside_the_edition_is_not_found(client, edition_page):
    assert get(client, "/en/sample/programme/2027-06-13/").status_code == 200
    assert client.get("/en/sample/programme/2027-06-14/").status_code == 404


def test_a_cancelled_session_stays_visible_and_says_so(client, edition_page):
    factories.make_session(edition_page, "Opening")
    Slot.objects.update(state=Slot.State.CANCELLED)
    edition_page.save_revision().publish()

    response = get(client, "/en/sample/programme/")

    assert texts(response, "p", class_="state state-cancelled") == ["Cancelled"]
    assert texts(response, "h4") == ["Opening"]


def test_a_moved_session_says_where_it_was(client, edition_page):
    old = factories.make_room(edition_page.edition, "Room A")
    new = factories.make_room(edition_page.edition, "Room B")
    factories.make_session(edition_page, "Opening", room=new, at="10:00")
    slot = Slot.objects.get()
    Slot.objects.update(
        state=Slot.State.MOVED,
        moved_from_room=old,
        moved_from_starts_at=slot.starts_at - dt.timedelta(hours=1),
    )
    edition_page.save_revision().publish()

    response = get(client, "/en/sample/programme/opening/")

    assert texts(response, "p", class_="state state-moved") == ["Moved before: 09:00 Room A"]


@pytest.fixture
def filtered(client, edition_page):
    """Titles that the programme shows for a query."""
    edition = edition_page.edition
    culture, youth = factories.make_track(edition), factories.make_track(edition, "Youth")
    hall = factories.make_room(edition, "Hall")
    amina = factories.make_speaker("أمينة دار", slug="amina")
    factories.make_session(
        edition_page, "Songs", track=culture, room=hall, languages="ur", speakers=[amina]
    )
    factories.make_session(
        edition_page, "Games", at="11:00", track=youth, kind="workshop", interpretation="ur ar"
    )

    def ask(**query):
        return texts(get(client, f"/en/sample/programme/?{urlencode(query)}"), "h4")

    ask.ids = {row.name: public_id(row.translation_key) for row in (culture, youth, hall)}
    return ask


def test_filters_narrow_the_programme(filtered):
    assert filtered(track=filtered.ids["Culture"]) == ["Songs"]
    assert filtered(room=filtered.ids["Hall"]) == ["Songs"]
    assert filtered(kind="workshop") == ["Games"]
    assert filtered(language="ur") == ["Songs", "Games"]
    assert filtered(language="ar") == ["Games"]
    assert filtered(language="ur", kind="talk") == ["Songs"]
    assert filtered(interpretation="yes") == ["Games"]
    assert filtered(interpretation="yes", kind="talk") == []
    assert filtered(track="unknown") == []


def test_search_folds_spellings(filtered):
    assert filtered(q="امينه") == ["Songs"]
    assert filtered(q="GAMES") == ["Games"]
    assert filtered(q="chess") == []


def test_a_session_that_lasts_while_another_starts_is_at_the_same_time(client, edition_page):
    factories.make_session(edition_page, "Long", minutes=120)
    factories.make_session(edition_page, "Later", at="10:00")
    factories.make_session(edition_page, "After", at="11:00")

    response = get(client, "/en/sample/programme/long/")

    assert texts(response, "h3", class_="card-title") == ["Later"]


def test_a_session_without_a_time_is_listed(client, edition_page):
    factories.make_session(edition_page, "Some day", at=None)

    response = get(client, "/en/sample/programme/")

    assert texts(response, "h3", class_="card-title") == ["Some day"]
    assert get(client, "/en/sample/programme/some-day/").status_code == 200


def test_links_between_pages_become_addresses(client, edition_page):
    session = factories.make_session(edition_page, "Opening")
    link = f'<p><a linktype="page" id="{session.pk}">Come</a></p>'
    factories.make_content_page(edition_page, "Visit", (link,))

    response = get(client, "/ar/sample/visit/")

    assert [row["href"] for row in elements(response, "a") if row["text"] == "Come"] == [
        "/ar/sample/programme/opening/"
    ]


def test_a_body_has_all_kinds_of_blocks(client, edition_page):
    edition_page.body = [
        ("heading", "Food"),
        ("paragraph", "<p>Rice.</p>"),
        ("quote", {"text": "So good", "attribution": "A guest"}),
        ("question", {"question": "Tea?", "answer": "<p>Yes.</p>"}),
        ("callout", "Bring a cup"),
    ]
    edition_page.save_revision().publish()

    response = get(client, "/en/sample/")

    assert texts(response, "h2") == ["Food"]
    assert texts(response, "div", class_="prose") == ["Rice.", "Yes."]
    assert texts(response, "blockquote") == ["So good"]
    assert texts(response, "summary") == ["Tea?"]
    assert texts(response, "p", class_="callout") == ["Bring a cup"]


def test_a_speaker_page_lists_the_sessions(client, edition_page):
    amina = factories.make_speaker("Amina Dar")
    hall = factories.make_room(edition_page.edition, "Hall")
    factories.make_session(edition_page, "Songs", speakers=[amina], room=hall)
    factories.make_session(edition_page, "Games")

    response = get(client, "/en/sample/speakers/amina-dar/")

    assert texts(response, "h1") == ["Amina Dar"]
    assert texts(response, "h3") == ["Songs"]
    # Not of the stylesheet's: in a text of another direction its dots stand on the wrong side.
    assert texts(response, "p", class_="card-place") == ["Fri 11 · 09:00–09:45 · Hall"]


def test_a_speaker_of_the_site_is_found_in_the_newest_edition(client, home):
    amina = factories.make_speaker("Amina Dar")
    for number, slug in enumerate(("old", "new", "without"), start=1):
        page = factories.make_edition(slug, number=number, starts_on=dt.date(2019 + number, 6, 11))
        Edition.objects.filter(slug=slug).update(ends_on=dt.date(2019 + number, 6, 13))
        if slug != "without":
            factories.make_session(page, f"Songs {slug}", speakers=[amina])

    response = get(client, "/ar/speakers/amina-dar/")

    assert (response.status_code, response["Location"]) == (302, "/ar/new/speakers/amina-dar/")
    assert client.get("/ar/speakers/nobody/").status_code == 404


def test_an_urgent_announcement_says_so(client, edition_page):
    factories.make_announcement(edition_page, "Doors", urgency="urgent")

    assert texts(get(client, "/en/sample/announcements/"), "p", class_="urgency") == ["Urgent"]
    assert texts(get(client, "/en/sample/announcements/doors/"), "h1") == ["Doors"]


def test_a_page_of_the_site_gives_way_to_an_edition(client, edition_page):
    factories.make_content_page(edition_page.get_parent().specific, "About")

    assert texts(get(client, "/en/about/"), "h1") == ["About"]
    assert texts(get(client, "/en/sample/"), "h1") == ["Sample edition"]
