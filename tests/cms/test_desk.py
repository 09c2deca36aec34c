"""The editors' desk: who may see and do what, what the hub says, and what it costs."""

import datetime as dt
import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from cms.desk import grid, hub
from events import services
from events.compiler import snapshots
from events.models import Edition, SessionPage, Slot, Snapshot
from tests import factories
from tests.cms.people import log_in, messages
from tests.cms.visits import PLAIN, client_of, outcome, queries, text

pytestmark = pytest.mark.django_db

HUB = "/admin/editions/sample/"
NINE = dt.datetime(2027, 6, 11, 6, 0, tzinfo=dt.UTC)


def address(session, action):
    return reverse("desk:slot", args=["sample", session.pk, action])


def change(client, session, action, **values):
    """Open the form of a slot's change and send it, as a browser does."""
    form = client.get(address(session, action)).context["form"]
    data = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    return client.post(address(session, action), data | values, follow=True)


@pytest.fixture
def room(edition_page):
    return factories.make_room(edition_page.edition)


@pytest.fixture
def session(edition_page, room):
    return factories.make_session(edition_page, room=room, speakers=[factories.make_speaker()])


@pytest.fixture
def editor(edition_page):
    return log_in("editors")


# --- who may ---

EVERYBODY = ["anonymous", "translators-ar", "translators-en", "publishers-en", "editors", "admin"]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/admin/editions/", {"translators-en", "publishers-en", "editors", "admin"}),
        (HUB, {"translators-en", "publishers-en", "editors", "admin"}),
        ("/admin/editions/new/", {"editors", "admin"}),
        (f"{HUB}facts/", {"editors", "admin"}),
        ("move", {"publishers-en", "editors", "admin"}),
        ("cancel", {"publishers-en", "editors", "admin"}),
        ("/admin/rooms/", {"editors", "admin"}),
        ("/admin/tracks/", {"editors", "admin"}),
    ],
)
def test_pages_of_the_desk_open_only_for_those_who_may(session, path, allowed):
    path = path if path.startswith("/") else address(session, path)

    found = {role: outcome(client_of(role).get(path)) for role in EVERYBODY}

    refused = dict.fromkeys(EVERYBODY, "refused") | {"anonymous": "login"}
    assert found == refused | dict.fromkeys(allowed, 200)


@pytest.mark.parametrize("role", ["anonymous", "translators-ar", "translators-en"])
def test_a_slot_is_not_changed_by_those_who_may_not_publish(session, role):
    form = log_in().get(address(session, "cancel")).context["form"]

    client_of(role).post(address(session, "cancel"), {"seen": form["seen"].value()})

    assert session.slot.state == Slot.State.SCHEDULED


def test_the_menu_has_editions_first_for_those_who_have_any(edition_page):
    def names(role):
        page = client_of(role).get("/admin/").content.decode()
        props = json.loads(re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page)[1])
        found = re.findall(r'"name": ?"([a-z-]+)"', json.dumps(props))
        return found

    assert "editions" in names("editors")
    assert names("editors").index("editions") < names("editors").index("explorer")
    assert "editions" not in names("translators-ar")


def test_an_edition_without_a_page_opens_for_those_who_may_change_facts(home):
    Edition.objects.create(slug="bare", starts_on=factories.DAY, ends_on=factories.DAY)

    assert client_of("editors").get("/admin/editions/bare/").status_code == 200
    assert outcome(client_of("translators-en").get("/admin/editions/bare/")) == "refused"
    assert client_of("editors").get("/admin/editions/none/").status_code == 404


# --- the hub ---


def add_rows(page, number):
    room = factories.make_room(page.edition, f"Room {number}")
    speaker = factories.make_speaker(f"Speaker {number}")
    session = factories.make_session(
        page, f"Session {number}", at=f"{9 + number}:00", room=room, speakers=[speaker]
    )
    factories.translate(session, "ar", default="ع {}")
    factories.make_session(page, f"Draft {number}", at=None).unpublish()
    factories.make_announcement(page, f"News {number}")
    factories.make_content_page(page, f"Page {number}")
    factories.make_track(page.edition, f"Track {number}")


def test_the_hub_takes_the_same_queries_for_one_and_three_rows(edition_page, editor):
    add_rows(edition_page, 1)
    one = queries(editor, HUB)
    for number in (2, 3):
        add_rows(edition_page, number)

    assert queries(editor, HUB) == one


def test_the_list_takes_the_same_queries_for_one_and_three_editions(edition_page, editor):
    one = queries(editor, "/admin/editions/")
    for number in (2, 3):
        factories.make_edition(f"edition-{number}", number=number)

    assert queries(editor, "/admin/editions/") == one


@pytest.mark.parametrize("model", ["rooms", "tracks"])
def test_a_vocabulary_takes_the_same_queries_for_one_and_three_rows(edition_page, editor, model):
    make = {"rooms": factories.make_room, "tracks": factories.make_track}[model]
    make(edition_page.edition, "One")
    one = queries(editor, f"/admin/{model}/")
    for name in ("Two", "Three"):
        make(edition_page.edition, name)

    assert queries(editor, f"/admin/{model}/") == one


def programme(page):
    """`{day: [(time, [[titles of a cell], …]), …]}` as the hub lays it out."""
    days = hub.load(page.edition).days
    return {
        day.name: [
            (row.time, [[entry.page.title for entry in cell] for cell in row.cells])
            for row in day.rows
        ]
        for day in days
    }


def test_the_programme_is_a_table_of_times_and_rooms(edition_page):
    edition = edition_page.edition
    second = factories.make_room(edition, "Room B", position=2)
    first = factories.make_room(edition, "Room A", position=1)
    factories.make_session(edition_page, "In A", room=first)
    factories.make_session(edition_page, "In B", room=second)
    factories.make_session(edition_page, "Later", at="10:00", room=second)
    factories.make_session(edition_page, "Lunch", at="13:00")

    assert programme(edition_page) == {
        "Friday 11 June 2027": [
            ("09:00", [["In A"], ["In B"]]),
            ("10:00", [[], ["Later"]]),
            ("13:00", [["Lunch"]]),
        ]
    }


def test_what_is_everywhere_while_rooms_are_in_use_has_its_own_column(edition_page, room):
    factories.make_session(edition_page, "In A", room=room)
    factories.make_session(edition_page, "Registration desk")

    (day,) = hub.load(edition_page.edition).days
    assert day.columns == [room, None]
    assert programme(edition_page)["Friday 11 June 2027"] == [
        ("09:00", [["In A"], ["Registration desk"]])
    ]


def test_what_starts_after_midnight_belongs_to_the_evening_before(edition_page):
    factories.make_session(edition_page, "Party")
    Slot.objects.update(starts_at=dt.datetime(2027, 6, 11, 22, 30, tzinfo=dt.UTC))

    assert programme(edition_page) == {"Friday 11 June 2027": [("01:30", [["Party"]])]}


def test_clashes_are_said_in_words_at_both_sessions(edition_page, editor, room):
    factories.make_session(edition_page, "One", room=room)
    factories.make_session(edition_page, "Two", at="09:30", room=room)

    shown = text(editor.get(HUB))

    assert "2 sessions clash with one another." in shown
    assert "Clash: Room A is taken by “Two”, 09:30–10:15." in shown
    assert "Clash: Room A is taken by “One”, 09:00–09:45." in shown


def marks(page):
    content = hub.load(page.edition)
    entries = [
        entry for day in content.days for row in day.rows for cell in row.cells for entry in cell
    ]
    return {
        entry.page.title: [words for _kind, words in entry.marks]
        for entry in [*entries, *content.unplanned]
    }


def test_drafts_and_changes_that_are_not_public_are_marked(edition_page):
    factories.make_session(edition_page, "Public")
    changed = factories.make_session(edition_page, "Changed")
    changed.save_revision()
    factories.make_session(edition_page, "Draft", at=None).unpublish()
    services.cancel_slot(factories.make_session(edition_page, "Cancelled").slot)

    assert marks(edition_page) == {
        "Public": [],
        "Changed": ["unpublished changes"],
        "Draft": ["draft"],
        "Cancelled": ["cancelled"],
    }


def test_the_hub_shows_what_a_draft_plans_and_the_public_programme_does_not(edition_page, editor):
    session = factories.make_session(edition_page, "Secret panel", at=None)
    session.unpublish()
    session.slot_draft = {"seen": {}, "changes": {"starts_at": NINE.isoformat()}}
    session.save()
    snapshots.rebuild()

    assert "planned: Friday 11 June, 09:00–09:45, in the whole building" in text(editor.get(HUB))
    assert "Secret panel" not in Client().get("/en/sample/programme/").content.decode()


def test_announcements_say_whether_readers_see_them(edition_page):
    hour = dt.timedelta(hours=1)
    now = timezone.now()
    factories.make_announcement(edition_page, "Now")
    factories.make_announcement(edition_page, "Later", shown_from=now + hour)
    factories.make_announcement(edition_page, "Until", shown_until=now + hour)
    factories.make_announcement(edition_page, "Over", shown_until=now - hour)
    factories.make_announcement(edition_page, "Draft").unpublish()

    rows = hub.load(edition_page.edition).announcements
    assert {row.page.title: row.state for row in rows} == {
        "Now": "shown",
        "Later": "scheduled",
        "Until": "shown",
        "Over": "past",
        "Draft": "draft",
    }


def test_languages_count_what_is_translated_in_progress_and_missing(edition_page, editor):
    first = factories.make_session(edition_page, "One")
    second = factories.make_session(edition_page, "Two")
    factories.make_session(edition_page, "Three")
    factories.translate(edition_page, "ar", default="ع {}")
    factories.translate(first, "ar", default="ع {}")
    factories.translate(second, "ar", {})

    found = {
        row.language.code: [count.words for count in row.counts]
        for row in editor.get(HUB).context["summaries"]
    }
    assert found == {
        "ar": ["1 in progress", "1 missing", "2 published"],
        "ur": ["4 missing"],
        "tr": ["4 missing"],
    }


@pytest.mark.parametrize(("role", "is_linked"), [("editors", False), ("admin", True)])
def test_languages_lead_to_the_board_for_those_who_see_them_there(edition_page, role, is_linked):
    html = client_of(role).get(HUB).content.decode()

    assert ("/translations/editions/sample/?language=ar&amp;state=missing" in html) is is_linked


def test_a_translated_session_is_one_session(edition_page, session):
    factories.translate(session, "ar", {"Opening": "الافتتاح"})

    content = hub.load(edition_page.edition)

    assert content.sessions == 1
    assert [row.sessions for row in content.speakers] == [1]


def test_freshness_says_what_waits_to_be_built(edition_page):
    snapshots.rebuild()
    built = hub.load(edition_page.edition).freshness
    snapshots.mark_dirty([edition_page.edition])

    waiting = hub.load(edition_page.edition).freshness
    assert (built.waiting, built.total) == (0, 8)
    assert waiting.waiting == 8
    assert built.changed_at is not None


def test_the_hub_speaks_arabic_from_right_to_left(edition_page, session):
    user = get_user_model().objects.create_superuser("arabic")
    UserProfile.objects.create(user=user, preferred_language="ar")
    client = Client()
    client.force_login(user)

    html = client.get(HUB).content.decode()

    assert re.search(r'<html[^>]* lang="ar" dir="rtl"', html)
    assert "يونيو" in html


# --- changes of a slot ---


def test_a_move_is_public_at_once_and_can_be_undone(session, room, editor):
    response = change(editor, session, "move", day="2027-06-12", time="15:00", room="")

    assert response.redirect_chain == [(HUB, 302)]
    assert session.slot.starts_at == dt.datetime(2027, 6, 12, 12, tzinfo=dt.UTC)
    assert session.slot.state == Slot.State.MOVED
    change(editor, session, "restore")
    assert (session.slot.starts_at, session.slot.room) == (NINE, room)
    assert session.slot.state == Slot.State.SCHEDULED


@pytest.mark.parametrize(
    ("action", "values", "state"),
    [
        ("delay", {"later": "20"}, Slot.State.DELAYED),
        ("cancel", {}, Slot.State.CANCELLED),
    ],
)
def test_a_change_is_said_and_can_be_undone(session, editor, action, values, state):
    response = change(editor, session, action, **values)

    assert session.slot.state == state
    assert address(session, "restore") in messages(response)[0]
    change(editor, session, "restore")
    assert session.slot.state == Slot.State.SCHEDULED


def test_a_session_is_replaced_by_another_of_the_same_edition(edition_page, session, editor):
    other = factories.make_session(edition_page, "Other", at="11:00")
    factories.make_session(factories.make_edition("next"), "Elsewhere")
    choices = editor.get(address(session, "replace")).context["form"].fields["other"].choices

    change(editor, session, "replace", other=str(other.translation_key))

    assert choices == [("", "—"), (str(other.translation_key), "11.06. 11:00 Other")]
    assert session.slot.replaced_by == other.translation_key


def test_a_move_into_a_taken_room_needs_to_be_meant(edition_page, session, room, editor):
    other = factories.make_session(edition_page, "Other", at="11:00", room=room)

    refused = change(editor, other, "move", time="09:00")
    assert refused.context["form"].non_field_errors()[0].translate(PLAIN) == (
        "Room A is taken by “Opening”, 09:00–09:45."
    )
    assert other.slot.state == Slot.State.SCHEDULED

    change(editor, other, "move", time="09:00", allow_clash="on")
    assert other.slot.starts_at == NINE


def test_a_move_outside_the_edition_is_refused(session, editor):
    response = change(editor, session, "move", day="2027-07-01", allow_clash="on")

    assert response.context["form"].non_field_errors() == [
        "This day is outside the edition: 11 June 2027 to 13 June 2027."
    ]


def test_a_form_that_somebody_overtook_is_refused(session, editor):
    form = editor.get(address(session, "cancel")).context["form"]
    services.move_slot(session.slot, starts_at=NINE + dt.timedelta(hours=1))

    response = editor.post(address(session, "cancel"), {"seen": form["seen"].value()})

    assert response.context["form"].non_field_errors() == [
        "Somebody changed this session meanwhile. Look at it again before you go on."
    ]
    assert session.slot.state == Slot.State.MOVED


def test_a_cancelled_session_is_not_moved(session, editor):
    services.cancel_slot(session.slot)

    response = change(editor, session, "move", time="10:00")

    assert response.context["form"].non_field_errors() == [
        "It does not take place. Restore it first."
    ]


def test_looking_at_a_form_changes_nothing(session, editor):
    for action in ("move", "delay", "cancel", "replace", "restore"):
        assert editor.get(address(session, action)).status_code == 200

    assert session.slot.state == Slot.State.SCHEDULED


def test_a_session_of_another_edition_and_an_unknown_action_are_not_found(session, editor):
    elsewhere = factories.make_session(factories.make_edition("next"), "Elsewhere")

    assert editor.get(address(elsewhere, "move")).status_code == 404
    assert editor.get(address(session, "explode")).status_code == 404


def test_who_changed_a_slot_is_in_the_history_of_the_session(session, editor):
    change(editor, session, "cancel")

    entry = PageLogEntry.objects.filter(page=session.pk, action__startswith="majlis").get()
    assert (entry.action, entry.user.username) == ("majlis.slot.cancel", "editors")
    assert entry.message == "Cancelled the session"


def test_a_change_reaches_readers(session, editor):
    change(editor, session, "cancel")
    snapshots.rebuild()

    stored = Snapshot.objects.get(language="ar", document="programme")
    (row,) = json.loads(bytes(stored.identity))["sessions"]
    assert row["state"] == "cancelled"


def test_entries_name_what_replaces_a_session(edition_page, session):
    other = factories.make_session(edition_page, "Other", at="11:00")
    services.cancel_slot(session.slot, replaced_by=other.translation_key)
    pages = list(SessionPage.objects.all())

    found = grid.entries(edition_page.edition, pages, list(Slot.objects.all()), {})

    assert {entry.page.title: entry.replaced_by for entry in found} == {
        "Opening": "Other",
        "Other": "",
    }
