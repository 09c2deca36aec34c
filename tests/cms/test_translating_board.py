"""The board of the translators' desk: who sees what, what is found, what it costs."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail_localize.models import Translation

from cms.models import Job
from cms.roles import make_roles
from cms.translating import memory, summaries, sync
from tests import factories
from tests.cms.boards import BOARD, edition, rows, session
from tests.cms.people import log_in, make_user
from tests.cms.translating import locale_of
from tests.cms.visits import client_of, outcome, queries, text

__all__ = ["edition", "session"]

pytestmark = pytest.mark.django_db

EDITIONS = "/admin/translations/"
SITE = "/admin/translations/site/"


# --- who may ---

EVERYBODY = [
    *("anonymous", "registrars", "editors", "translators-ar", "publishers-tr"),
    *("coordinators", "admin"),
]
TRANSLATING = {"editors", "translators-ar", "publishers-tr", "coordinators", "admin"}


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (EDITIONS, TRANSLATING),
        (BOARD, TRANSLATING),
        (SITE, TRANSLATING),
        (f"{BOARD}ask/", {"coordinators", "admin"}),
        (f"{BOARD}jobs/", {"coordinators", "admin"}),
    ],
)
def test_pages_of_the_desk_open_only_for_those_who_may(session, path, allowed):
    found = {role: outcome(client_of(role).get(path)) for role in EVERYBODY}

    refused = dict.fromkeys(EVERYBODY, "refused") | {"anonymous": "login"}
    assert found == refused | dict.fromkeys(allowed, 200)


@pytest.mark.parametrize("role", ["anonymous", "registrars", "editors", "translators-ar"])
def test_only_coordinators_ask_for_translations(session, edition, role):
    client = client_of(role)
    job = Job.objects.create(edition=edition, kind="submit", state="failed", languages="ar")

    client.post(f"{BOARD}ask/", {"languages": ["ur"]})
    client.post(f"{BOARD}ask/one/", {"place": f"{session.translation_key}:ur"})
    client.post(f"{BOARD}jobs/{job.pk}/", {"act": "dismiss"})

    job.refresh_from_db()
    assert (Job.objects.count(), job.details) == (1, {})
    assert not Translation.objects.filter(
        target_locale=locale_of("ur"), source__object_id=session.translation_key
    ).exists()


def test_translators_see_their_own_languages_only(session):
    own = log_in("translators-ar").get(BOARD)

    assert rows(own)["Opening"] == {"ar": "published"}
    shown = text(own)
    assert ("Turkish" in shown, "Urdu" in shown, "Açılış" in shown) == (False, False, False)
    everything = log_in("coordinators").get(BOARD)
    assert rows(everything)["Opening"] == {"ar": "published", "ur": "missing", "tr": "progress"}


def test_asking_for_another_language_shows_nothing_of_it(session):
    response = log_in("translators-ar").get(BOARD, {"language": "tr", "state": "progress"})

    assert [column.code for column in response.context["columns"]] == ["ar"]
    assert "Turkish" not in text(response)


@pytest.mark.parametrize("path", [EDITIONS, BOARD, SITE, "/admin/"])
def test_no_title_of_another_language_is_on_any_page(session, edition_page, home, path):
    factories.translate(edition_page, "tr", default="TÜRKÇE {}")
    factories.translate(home, "tr", default="TÜRKÇE {}")

    assert "TÜRKÇE" not in log_in("translators-ar").get(path).content.decode()


def test_a_draft_is_told_to_those_who_are_to_translate_it(session, edition_page, monkeypatch):
    draft = factories.make_session(edition_page, "Surprise", at=None)
    draft.unpublish()

    def told():
        roles = ["translators-ar", "translators-tr", "coordinators"]
        return [role for role in roles if "Surprise" in rows(log_in(role).get(BOARD))]

    assert told() == ["coordinators"]
    factories.submit(draft, "ar")
    assert told() == ["translators-ar", "coordinators"]

    monkeypatch.setattr(summaries, "_is_told", lambda row, languages: True)
    assert told() == ["translators-ar", "translators-tr", "coordinators"]


def test_who_translates_nothing_here_is_told_so(edition_page):
    assert "There is nothing to translate in your languages." in text(log_in("editors").get(BOARD))


# --- the list of editions ---


def test_editions_have_the_counts_of_the_persons_languages(session, edition_page):
    factories.make_edition("later", starts_on=dt.date(2028, 1, 1), ends_on=dt.date(2028, 1, 2))
    response = log_in("translators-ar").get(EDITIONS)

    assert [
        (row["title"], [[count.words for count in one.counts] for one in row["summaries"]])
        for row in response.context["rows"]
    ] == [
        ("Sample edition", [["1 missing"]]),
        ("Sample edition", [["1 missing", "1 published"]]),
        ("Pages of the site", [["1 in progress"]]),
    ]
    assert f'href="{BOARD}?language=ar&amp;state=missing"' in response.content.decode()


def test_who_only_invites_finds_the_way_there(home):
    user = make_user("registrars")
    user.user_permissions.add(Permission.objects.get(codename="invite_translators"))
    client = Client()
    client.force_login(user)

    response = client.get(EDITIONS)
    assert 'href="/admin/translations/invite/"' in response.content.decode()
    assert "There is nothing to translate in your languages." in text(response)
    assert "invite" not in text(log_in("translators-ar").get(EDITIONS))


def test_without_an_edition_there_are_the_pages_of_the_site(home):
    response = log_in("translators-ar").get(EDITIONS)

    assert [row["title"] for row in response.context["rows"]] == ["Pages of the site"]


def test_the_report_of_wagtail_localize_leads_to_the_desk(session):
    for path in ("", "results/"):
        response = log_in("translators-ar").get(f"/admin/localize/reports/translations/{path}")

        assert (response.status_code, response.url) == (302, EDITIONS)


# --- what is found ---


@pytest.fixture
def board(session, edition_page, edition):
    """Beside Opening a talk in the afternoon, a room, and a page without a time."""
    factories.translate(edition_page, "ar", default="ع {}")
    factories.make_session(edition_page, "Afternoon talk", at="15:00")
    factories.make_room(edition, "Great Hall")
    factories.make_content_page(edition_page, "Çay")
    return log_in("coordinators")


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"state": "progress"}, ["Opening"]),
        ({"language": "ar", "state": "progress"}, []),
        ({"language": "ar", "state": "published"}, ["Opening", "Sample edition"]),
        ({"kind": "room"}, ["Great Hall"]),
        ({"q": "great HALL"}, ["Great Hall"]),
        ({"q": "cay"}, ["Çay"]),
        ({"q": "nothing"}, []),
        (
            {"order": "title"},
            ["Afternoon talk", "Çay", "Great Hall", "Opening", "Sample edition"],
        ),
        (
            {"order": "time"},
            ["Opening", "Afternoon talk", "Çay", "Great Hall", "Sample edition"],
        ),
        ({"kind": "nonsense", "order": "x"}, None),
    ],
)
def test_the_board_shows_what_is_asked_for(board, asked, titles):
    every = [*rows(board.get(BOARD))]

    assert [*rows(board.get(BOARD, asked))] == (every if titles is None else titles)


def test_a_board_that_finds_nothing_says_so(board):
    assert "Nothing is like that." in text(board.get(BOARD, {"q": "nothing"}))


def test_a_language_that_is_chosen_is_the_only_column(board):
    response = board.get(BOARD, {"language": "tr", "q": "opening"})

    assert rows(response) == {"Opening": {"tr": "progress"}}
    tabs = [(tab[0].code, tab[2]) for tab in response.context["tabs"]]
    assert tabs == [("", False), ("ar", False), ("ur", False), ("tr", True)]
    assert response.context["tabs"][1][1] == "?language=ar&q=opening"


@pytest.mark.parametrize(
    ("role", "asked", "path"),
    [
        ("translators-ar", {}, f"{BOARD}po/ar/"),
        ("coordinators", {}, None),
        ("coordinators", {"language": "tr"}, f"{BOARD}po/tr/"),
    ],
)
def test_a_board_of_one_language_leads_to_its_files(session, role, asked, path):
    client = log_in(role)
    html = client.get(BOARD, asked).content.decode()

    assert re.findall(r'href="([^"]*/po/[^"]*)"', html) == ([path] if path else [])
    assert path is None or client.get(path).status_code == 200


def test_a_cell_says_how_far_it_is_and_leads_to_the_editor(session):
    pk = Translation.objects.get(
        source__object_id=session.translation_key, target_locale=locale_of("tr")
    ).pk
    html = log_in("publishers-tr").get(BOARD).content.decode()

    (cell,) = re.findall(r'<td class="board-cell board-cell--progress.*?</td>', html, re.S)
    words = " ".join(re.sub(r"<[^>]+>", " ", cell).split())
    assert words == "In progress (Turkish) 1 of 2 texts"
    assert f'href="/admin/translations/texts/{pk}/?board=sample"' in cell


def test_drafts_of_the_memory_are_said_apart(session, edition_page):
    other = factories.make_session(edition_page, "Opening", at=None, slug="again")
    memory.fill(factories.submit(other, "ar"))

    assert "0 of 1 text 1 draft to confirm" in text(log_in("translators-ar").get(BOARD))


def test_a_session_has_its_time_in_the_zone_of_the_edition(session):
    (line,) = [
        line
        for line in log_in("translators-ar").get(BOARD).context["lines"]
        if line.row.title == "Opening"
    ]

    assert (line.starts_at, line.kind) == (dt.datetime(2027, 6, 11, 9), "Session")


def change(session, summary):
    session.summary = summary
    session.save_revision().publish()
    sync.sync(session)


def test_what_changed_stands_word_by_word_in_the_languages_that_lack_it(session):
    factories.translate(session, "ur", default="ا {}")
    change(session, "Welcome to all.")
    factories.fill(
        Translation.objects.get(
            source__object_id=session.translation_key, target_locale=locale_of("ar")
        ),
        {"Welcome to all.": "أهلا بالجميع."},
    )
    response = log_in("coordinators").get(BOARD)

    (line,) = [line for line in response.context["lines"] if line.row.title == "Opening"]
    found = {
        place.language.code: [[(part.kind, part.text) for part in one] for one in place.changes]
        for place in line.places
        if place.changes
    }
    parts = [("same", "Welcome"), ("new", " to all"), ("same", ".")]
    assert found == {"ur": [parts]}
    assert re.search(
        r'lang="en" dir="ltr">Welcome<ins><span class="w-sr-only">\[new\] </span> to all</ins>',
        response.content.decode(),
    )


def test_a_translation_that_was_stopped_leads_to_its_page(session):
    page = session.get_translation(locale_of("ar"))
    Translation.objects.filter(target_locale=locale_of("ar")).update(enabled=False)
    html = log_in("translators-ar").get(BOARD).content.decode()

    assert f'href="/admin/pages/{page.pk}/edit/"' in html
    assert "edited by hand" in html


def test_pages_of_the_site_have_a_board(home):
    make_roles()  # asks for the front page
    factories.make_content_page(home, "About")
    response = log_in("translators-ar").get(SITE)

    assert rows(response) == {"Majlis": {"ar": "progress"}, "About": {"ar": "missing"}}
    assert "?board=site" in response.content.decode()


# --- what it costs ---


def frame(client):
    """What every page of the desk costs: session, user, menu. The glossary asks twice itself."""
    return queries(client, f"{EDITIONS}glossary/") - 2


def fill_up(page, number):
    """Sessions, each with a speaker and a room, translated into Arabic, and changed afterwards."""
    for index in range(number):
        count = page.get_children().count()
        speaker = factories.make_speaker(f"Speaker {count}")
        session = factories.make_session(
            page, f"Talk {count}", speakers=[speaker], at=f"1{index}:00", summary="Old words."
        )
        factories.translate(session, "ar", default="ع {}")
        change(session, f"New words {count}.")
        factories.make_room(page.edition, f"Room {count}")


@pytest.mark.parametrize("role", ["coordinators", "translators-ar"])
def test_as_many_queries_for_one_row_and_for_three(edition_page, role):
    client = log_in(role)
    most = frame(client) + 10
    fill_up(edition_page, 1)
    one = queries(client, BOARD)
    fill_up(edition_page, 2)

    response = client.get(BOARD)
    assert [line.places[0].cell.state for line in response.context["lines"]].count("changed") == 3
    assert queries(client, BOARD) == one
    assert one <= most


def test_each_edition_of_the_list_costs_six_queries(edition_page):
    client = log_in("coordinators")
    fill_up(edition_page, 1)
    one = queries(client, EDITIONS)
    fill_up(edition_page, 2)
    assert queries(client, EDITIONS) == one

    factories.make_edition("next", number=4)
    assert queries(client, EDITIONS) == one + 6


def test_a_hundred_rows_are_on_one_page(edition_page, monkeypatch):
    monkeypatch.setattr("cms.translating.listing.PER_PAGE", 2)
    for number in range(3):
        factories.make_session(edition_page, f"Talk {number}", at=f"1{number}:00")
    client = log_in("translators-ar")

    assert [*rows(client.get(BOARD))] == ["Talk 0", "Talk 1"]
    assert [*rows(client.get(BOARD, {"p": 2}))] == ["Talk 2", "Sample edition"]
