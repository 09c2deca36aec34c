"""What is taken from PO files: all that can be, over nobody's work, and the rest with a reason."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms.translating import memory, pofiles, saving, taking
from cms.translating.pozips import Refusal
from tests import factories
from tests.cms.people import make_user
from tests.cms.translating import AR, NEW_AR, locale_of, stored_title

LINKED = '<p>From <a href="https://example.org">Ada</a> with <b>care</b>.</p>'
LINKED_AR = 'من <a id="a1">آدا</a> <b>بعناية</b>.'


@pytest.fixture
def user(home):
    return make_user("translators-ar")


@pytest.fixture
def whole(edition_page):
    """Three texts, of which the title is translated."""
    session = factories.make_session(
        edition_page, "Opening", summary="Welcome.", abstract=LINKED, at=None
    )
    translation = factories.submit(session, "ar")
    factories.fill(translation, {"Opening": AR})
    return translation


def exported(translation, name="a.po"):
    content = pofiles.to_po(translation, pofiles.load([translation])[translation.pk])
    return pofiles.read(name, content)


def changed(file, **words):
    """A PoFile in which texts have other words; the keys are paths."""
    entries = [replace(row, html=words.get(row.path, row.html)) for row in file.entries]
    return replace(file, entries=tuple(entries))


def take(files, user, translations=(), **options):
    allowed = {one.pk for one in translations or Translation.objects.all()}
    files = files if isinstance(files, list) else [files]
    return taking.take(files, allowed, locale_of("ar"), user, **options)


def counts(report):
    return {kind: count for kind, count in report.counts.items() if kind != "rows"}


def test_out_changed_and_in_and_in_again(whole, user):
    file = changed(exported(whole), title=NEW_AR, summary="أهلا.", abstract=LINKED_AR)

    assert counts(take(file, user)) == {"saved": 3}
    row = StringTranslation.objects.get(translation_of__data="Welcome.")
    assert (row.data, row.last_translated_by, row.tool_name) == ("أهلا.", user, "PO File")
    assert stored_title(whole) == NEW_AR
    at = list(StringTranslation.objects.values_list("updated_at", flat=True))

    again = take(file, user)
    assert (counts(again), again.rows) == ({"same": 3}, [])
    assert list(StringTranslation.objects.values_list("updated_at", flat=True)) == at


def test_file_as_it_was_exported_changes_nothing(whole, user):
    assert counts(take(exported(whole), user)) == {"same": 1, "empty": 2}


def test_what_somebody_wrote_after_the_export_stays(whole, user):
    file = changed(exported(whole), title=NEW_AR, summary="أهلا.")
    factories.fill(whole, {"Opening": "لأحد آخر"})

    report = take(file, user)
    assert counts(report) == {"conflict": 1, "saved": 1, "empty": 1}
    (row,) = report.rows
    assert (row.source, row.theirs, row.ours) == ("Opening", NEW_AR, "لأحد آخر")
    assert (row.file, row.translation, row.source_language) == ("a.po", whole.pk, "en")
    assert stored_title(whole) == "لأحد آخر"

    # Control: without the marks of the export, the file would win.
    saving.write(whole, {row.segment.pk: NEW_AR for row in saving.texts(whole)}, user)
    assert stored_title(whole) == NEW_AR


def test_conflicts_can_be_decided_for_the_file(whole, user):
    file = changed(exported(whole), title=NEW_AR)
    factories.fill(whole, {"Opening": "لأحد آخر"})

    assert counts(take(file, user, overwrite=True)) == {"saved": 1, "empty": 2}
    assert stored_title(whole) == NEW_AR


def test_words_that_nobody_touched_in_the_file_never_win(whole, user):
    file = exported(whole)
    factories.fill(whole, {"Opening": "لأحد آخر"})

    assert counts(take(file, user, overwrite=True)) == {"same": 1, "empty": 2}
    assert stored_title(whole) == "لأحد آخر"


def test_file_without_marks_fills_gaps_and_wins_over_nothing(whole, user):
    """As the stock export is, or what a tool has left of ours."""
    file = changed(exported(whole), title=NEW_AR, summary="أهلا.")
    file = replace(file, entries=tuple(replace(row, seen="") for row in file.entries))

    assert counts(take(file, user)) == {"conflict": 1, "saved": 1, "empty": 1}
    assert stored_title(whole) == AR
    assert counts(take(file, user, overwrite=True)) == {"saved": 1, "same": 1, "empty": 1}


def test_fuzzy_texts_are_left_out(whole, user):
    file = changed(exported(whole), title=NEW_AR)
    file = replace(file, entries=tuple(replace(row, is_fuzzy=True) for row in file.entries))

    assert counts(take(file, user)) == {"fuzzy": 1, "empty": 2}
    assert stored_title(whole) == AR


def test_draft_that_is_not_fuzzy_any_more_is_confirmed(whole, user, edition_page):
    asked = factories.submit(
        factories.make_session(edition_page, "Opening", slug="again", at=None), "ar"
    )
    memory.fill(asked)
    file = exported(asked)
    assert counts(take(file, user)) == {"fuzzy": 1}

    file = replace(file, entries=tuple(replace(row, is_fuzzy=False) for row in file.entries))
    assert counts(take(file, user)) == {"saved": 1}
    assert saving.texts(asked)[0].is_done
    assert counts(take(file, user)) == {"same": 1}


def test_texts_with_faults_do_not_stop_the_others(whole, user):
    file = changed(exported(whole), title=NEW_AR, summary="س" * 301, abstract="<script>x</script>")

    report = take(file, user)
    assert counts(report) == {"saved": 1, "faulty": 1, "refused": 1}
    reasons = {row.kind: row.reason for row in report.rows}
    assert reasons["faulty"] == "This is 1 character too long: at most 300 fit."
    assert "<script> tag is not allowed" in reasons["refused"]
    assert stored_title(whole) == NEW_AR


def test_lost_link_is_taken_with_a_warning(whole, user):
    report = take(changed(exported(whole), abstract="من آدا <b>بعناية</b>."), user)

    assert counts(report) == {"saved": 1, "warning": 1, "same": 1, "empty": 1}
    assert report.rows[0].reason == "The link {1} of the original is missing."


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\x85b"])
def test_characters_that_no_database_takes_are_refused(whole, user, text):
    assert counts(take(changed(exported(whole), title=text), user)) == {"refused": 1, "empty": 2}
    assert stored_title(whole) == AR


def test_text_that_is_not_in_the_original_is_said(whole, user):
    file = changed(exported(whole), title=NEW_AR, summary="أهلا.")
    renamed = replace(file.entries[0], source="Closing")
    file = replace(file, entries=(renamed, *file.entries[1:]))

    report = take(file, user)
    assert counts(report) == {"unknown": 1, "saved": 1, "empty": 1}
    assert report.rows[0].source == "Closing"


def test_text_that_stands_twice_in_a_file_is_taken_once(whole, user):
    file = changed(exported(whole), title=NEW_AR)
    other = replace(file.entries[0], html="لأحد آخر")
    file = replace(file, entries=(*file.entries, other, file.entries[0]))

    assert counts(take(file, user)) == {"saved": 1, "refused": 1, "empty": 2}
    assert stored_title(whole) == NEW_AR


def test_file_that_was_cut_says_so(whole, user):
    report = take(replace(changed(exported(whole), title=NEW_AR), is_cut=True), user)

    assert counts(report) == {"saved": 1, "empty": 2}
    assert [(row.kind, row.reason) for row in report.rows] == [
        ("file", "This file ends too early; the last text in it was left out as well.")
    ]


def test_files_for_other_places_are_refused(whole, user, edition_page):
    turkish = factories.submit(whole.source.get_source_instance(), "tr")
    other = factories.submit(
        factories.make_session(edition_page, "Workshop", slug="w", at=None), "ar"
    )
    stopped = factories.submit(
        factories.make_session(edition_page, "Closing", slug="c", at=None), "ar"
    )
    Translation.objects.filter(pk=stopped.pk).update(enabled=False)
    files = [
        Refusal("0.txt", "This is not a PO file."),
        changed(exported(turkish, "1.po"), title="Açılış"),
        changed(exported(other, "2.po"), title=NEW_AR),
        changed(exported(stopped, "3.po"), title=NEW_AR),
        changed(exported(whole, "4.po"), title=NEW_AR),
    ]
    other.refresh_from_db()

    report = take(files, user, [whole])
    assert [(row.file, row.reason) for row in report.rows] == [
        ("0.txt", "This is not a PO file."),
        ("1.po", "This file is for another language: Türkçe."),
        ("2.po", "This file is for texts that belong elsewhere: “Workshop”."),
        ("3.po", "“Closing” is not translated here any more, but edited by hand."),
    ]
    assert counts(report) == {"file": 4, "saved": 1, "empty": 2}


def test_translation_that_is_gone_is_said(whole, user):
    file = exported(whole)
    whole.delete()

    assert [row.reason for row in take(file, user).rows] == [
        "The texts that this file is for are not on this site."
    ]


def test_page_that_was_deleted_is_said(whole, user):
    file = changed(exported(whole), title=NEW_AR)
    whole.get_target_instance().delete()
    Translation.objects.update(enabled=True)

    report = take(file, user)
    assert report.rows[0].reason == "The page of these texts was deleted."


def test_locked_page_takes_nothing_and_the_others_do(whole, user, edition_page):
    other = factories.submit(
        factories.make_session(edition_page, "Workshop", slug="w", at=None), "ar"
    )
    files = [
        changed(exported(whole), title=NEW_AR),
        changed(exported(other, "b.po"), title="ورشة"),
    ]
    page = whole.get_target_instance()
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=make_user())

    report = take(files, user)
    assert counts(report) == {"refused": 1, "file": 1, "empty": 2, "saved": 1}
    assert report.rows[0].reason == "This page is locked: nothing was changed."
    assert stored_title(whole) == AR


def test_who_may_not_write_changes_nothing(whole):
    report = take(changed(exported(whole), title=NEW_AR), make_user("translators-tr"))

    assert report.rows[0].reason == "You may not write these texts."
    assert stored_title(whole) == AR


def test_report_comes_back_from_json(whole, user):
    report = take(changed(exported(whole), summary="س" * 301), user)

    assert taking.Report.from_json(report.as_json()) == report


def test_report_is_bounded(whole, user, monkeypatch):
    monkeypatch.setattr(taking, "MOST_ROWS", 2)
    report = take([Refusal(f"{n}.txt", "This is not a PO file.") for n in range(5)], user)

    assert (len(report.rows), report.counts["rows"]) == (2, 5)


def test_log_has_counts_and_no_texts(whole, user, caplog):
    caplog.set_level("INFO", logger="cms.translating.taking")
    take(changed(exported(whole), title=NEW_AR), user)

    assert [record.getMessage() for record in caplog.records] == [
        "PO files into ar: {'empty': 2, 'saved': 1}"
    ]


@pytest.mark.parametrize("sessions", [1, 3])
def test_files_that_change_nothing_take_the_same_queries(
    edition_page, user, django_assert_num_queries, sessions
):
    asked = [
        factories.submit(factories.make_session(edition_page, f"S{n}", at=None), "ar")
        for n in range(sessions)
    ]
    files = [exported(Translation.objects.get(pk=one.pk)) for one in asked]
    locale = locale_of("ar")
    with django_assert_num_queries(3):
        taking.take(files, {one.pk for one in asked}, locale, user)


@pytest.mark.parametrize("texts", [1, 3])
def test_queries_grow_with_what_is_written_alone(edition_page, user, texts):
    abstract = "".join(f"<p>Sentence {n}.</p>" for n in range(texts))
    session = factories.make_session(edition_page, "Opening", abstract=abstract, at=None)
    asked = factories.submit(session, "ar")
    file = changed(exported(asked), abstract="جملة.")

    with CaptureQueriesContext(connection) as queries:
        assert take(file, user).counts["saved"] == texts
    assert len(queries) <= 15 + 8 * texts


def test_what_would_take_too_long_is_for_the_next_time(whole, user, edition_page, monkeypatch):
    """A server that waits too long for an answer would end the work without a report."""
    other = factories.submit(
        factories.make_session(edition_page, "Workshop", slug="w", at=None), "ar"
    )
    files = [
        changed(exported(whole), title=NEW_AR),
        changed(exported(other, "b.po"), title="ورشة"),
    ]
    moments = iter([0, 1, taking.SECONDS + 1])
    monkeypatch.setattr(taking, "monotonic", lambda: next(moments))

    report = take(files, user)
    assert counts(report) == {"saved": 1, "empty": 2, "file": 1}
    assert [(row.file, row.reason) for row in report.rows] == [
        ("b.po", "There was no time left for this file: upload it once more.")
    ]
