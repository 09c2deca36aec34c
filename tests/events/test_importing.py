import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from events.models import Edition, Room, SessionPage, Slot, SpeakerPage
from tests import factories


def event(number=1, **values):
    return {
        "id": number,
        "guid": f"00000000-0000-4000-8000-00000000000{number}",
        "title": f"Session {number}",
        "date": f"2027-06-11T1{number}:00:00+03:00",
        "start": f"1{number}:00",
        "duration": "00:45",
        "room": "Hall",
        "track": "Culture",
        "type": "Podium",
        "language": "en",
        "abstract": "<p>About <strong>rivers</strong>.</p>",
        "persons": [{"id": number, "public_name": f"Speaker {number}"}],
    } | values


@pytest.fixture
def write(tmp_path):
    """Writes events as a schedule.json and returns its path."""

    def write(*events):
        rooms = {
            row["room"]: [each for each in events if each["room"] == row["room"]] for row in events
        }
        schedule = {
            "schedule": {
                "version": "1",
                "conference": {
                    "acronym": "sample",
                    "title": "Sample",
                    "start": "2027-06-11",
                    "end": "2027-06-12",
                    "time_zone_name": "Europe/Istanbul",
                    "days": [{"date": "2027-06-11", "rooms": rooms}],
                },
            }
        }
        path = tmp_path / "schedule.json"
        path.write_text(json.dumps(schedule))
        return str(path)

    return write


def run(path, edition="sample", **options):
    output = StringIO()
    call_command("import_programme", path, edition=edition, stdout=output, **options)
    return output.getvalue()


def rows():
    models = (SessionPage, SpeakerPage, Room, Slot, Edition)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_importing_makes_sessions_speakers_rooms_tracks_and_slots(edition_page, write):
    report = run(write(event(1), event(2, room="Annex")))

    session = SessionPage.objects.get(slug="session-1")
    slot = session.slot
    assert (session.title, session.kind, session.languages, session.abstract) == (
        "Session 1",
        "panel",
        "en",
        "<p>About <strong>rivers</strong>.</p>",
    )
    assert [row.speaker.title for row in session.speakers.all()] == ["Speaker 1"]
    assert (slot.room.name, slot.minutes, session.track.name) == ("Hall", 45, "Culture")
    assert slot.starts_at.isoformat() == "2027-06-11T08:00:00+00:00"
    assert report.splitlines()[:2] == [
        "Imported.",
        "  sessions: 2 read, 2 created, 0 changed, 0 unchanged",
    ]
    assert not any(Page.find_problems())


def test_importing_again_changes_nothing(edition_page, write):
    path = write(event(1), event(2))
    run(path)
    before = rows()

    report = run(path)

    assert rows() == before
    assert "  sessions: 2 read, 0 created, 0 changed, 2 unchanged" in report.splitlines()


# P18: imported words keep their translations when the file is read again.
def test_importing_again_keeps_what_is_translated(edition_page, write):
    run(write(event(1)))
    session = SessionPage.objects.get(slug="session-1")
    translation = factories.submit(session, "ar")
    factories.fill(translation, {}, default="عربي: {}")

    run(write(event(1, start="12:00", date="2027-06-11T12:00:00+03:00", room="Annex")))
    translation.source.update_from_db()
    assert translation.get_progress() == (2, 2)

    # Control: another sentence is not translated.
    run(write(event(1, title="New title")))
    translation.source.update_from_db()
    assert translation.get_progress() == (2, 1)


def test_importing_a_newer_file_updates_and_deletes_nothing(edition_page, write):
    run(write(event(1), event(2)))

    report = run(write(event(1, title="New title", room="Annex", persons=[])))

    session = SessionPage.objects.get(slug="session-1")
    assert (session.title, session.slot.room.name) == ("New title", "Annex")
    assert list(session.speakers.all()) == []
    assert SessionPage.objects.filter(slug="session-2").exists()
    assert "  1 sessions of the edition are not in the file" in report.splitlines()


def test_a_dry_run_reports_and_writes_nothing(edition_page, write):
    before = rows()

    report = run(write(event(1)), dry_run=True)

    assert rows() == before
    assert report.splitlines()[:2] == [
        "Nothing was written (dry run).",
        "  sessions: 1 read, 1 created, 0 changed, 0 unchanged",
    ]


def test_a_dry_run_for_a_new_edition_makes_no_edition(home, write):
    run(write(event(1)), edition="new", dry_run=True)

    assert not Edition.objects.exists()


def test_a_new_edition_is_made_as_a_draft(home, write):
    run(write(event(1)), edition="new")

    edition = Edition.objects.get(slug="new")
    assert (edition.state, edition.time_zone, str(edition.ends_on)) == (
        "draft",
        "Europe/Istanbul",
        "2027-06-12",
    )


def test_one_file_can_be_read_into_two_editions(edition_page, write):
    factories.make_edition("other")
    path = write(event(1))

    run(path)
    run(path, edition="other")

    assert SessionPage.objects.filter(slug="session-1").count() == 2
    assert SpeakerPage.objects.count() == 1


def test_words_that_an_editor_is_changing_are_kept(edition_page, write):
    run(write(event(1)))
    session = SessionPage.objects.get()
    session.title = "Draft of an editor"
    session.save_revision()

    report = run(write(event(1, title="From the file")))

    session.refresh_from_db()
    assert session.title == "Session 1"
    assert session.get_latest_revision_as_object().title == "Draft of an editor"
    assert "has_draft" in report


def test_an_unreadable_file_is_one_clear_sentence(edition_page, tmp_path):
    path = tmp_path / "schedule.xml"
    path.write_text("<schedule><day></schedule>")

    with pytest.raises(CommandError) as refused:
        run(str(path))

    assert str(refused.value).count("\n") == 0
    assert not SessionPage.objects.exists()
