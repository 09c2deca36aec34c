import json

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.bench.reference import programme
from events.compiler import documents
from events.models import Edition, Snapshot

pytestmark = pytest.mark.django_db


def build(slug, language):
    return documents.build(Edition.objects.get(slug=slug), language)["programme"]


def test_made_up_programme_is_the_same_each_time():
    assert programme(20, 10) == programme(20, 10)
    assert len(programme()["talks"]) == 400
    assert len(programme()["speakers"]) == 300


def test_reference_loads_into_a_sound_tree():
    call_command("load_reference", sessions=12, verbosity=0)

    assert Page.find_problems() == ([], [], [], [], [])
    sessions = build("reference", "ar")["sessions"]
    assert len(sessions) == 12 + 3  # three breaks
    assert {row["title"] for row in sessions if row["kind"] == "break"} == {"استراحة الغداء"}
    assert {row.get("lang") for row in sessions if row["kind"] == "talk"} == {"en", None}


def test_reference_repeats_the_programme_on_later_days(tmp_path):
    path = tmp_path / "programme.json"
    path.write_text(json.dumps(programme(4, 3)))

    call_command("load_reference", str(path), edition="long", sessions=6, verbosity=0)

    built = build("long", "en")
    talks = sorted(
        (row for row in built["sessions"] if row["kind"] == "talk"),
        key=lambda row: int(row["slug"].removeprefix("session-")),
    )
    assert len(built["days"]) == 4
    assert talks[4]["title"] == f"{talks[0]['title']} (2)"
    assert (talks[0]["start"], talks[4]["start"]) == (
        "2027-11-12T09:00+02:00",
        "2027-11-15T09:00+02:00",
    )


def test_two_sizes_stand_side_by_side():
    for size in (3, 5):
        call_command("load_reference", edition=f"of-{size}", sessions=size, verbosity=0)

    assert [len(build(f"of-{size}", "en")["sessions"]) for size in (3, 5)] == [6, 8]
    assert Page.find_problems() == ([], [], [], [], [])


def test_documents_are_asked_for_but_not_built():
    call_command("load_reference", sessions=3, verbosity=0)

    rows = Snapshot.objects.filter(edition__slug="reference")
    assert rows.count() == 4
    assert rows.dirty().count() == 4


def test_reference_is_never_loaded_over_an_edition():
    call_command("load_reference", sessions=3, verbosity=0)

    with pytest.raises(CommandError, match="edition reference exists"):
        call_command("load_reference", sessions=3, verbosity=0)


def test_unreadable_file_is_said_plainly(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_reference", str(tmp_path / "none.json"))
