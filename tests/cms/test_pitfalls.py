"""Where the pitfalls of Wagtail and wagtail-localize are shown to be closed, by their numbers.

What stands after "control" shows the harm without our code; such a test may also be part of one
that stands before it. Where there is none, there is no code of ours to leave out.

P5 words of a draft reach readers
    test_saving_a_draft_of_a_live_translation_changes_nothing_for_readers
    test_readers_see_the_old_words_until_they_are_approved
    control: test_stock_code_shows_readers_what_is_only_in_review
P6 what nobody has translated is published
    test_submitted_page_is_a_draft_and_readers_keep_the_source
    test_submitting_a_live_alias_makes_a_draft
    control: test_stock_setting_publishes_an_untranslated_page
    control: test_stock_code_makes_a_live_translation_of_a_live_alias
P8 an empty text counts as translated
    test_empty_text_is_no_translation
    test_empty_and_faulty_words_are_no_translation
    control: test_stock_progress_counts_an_empty_text
P9 a restart writes over work by hand
    test_only_publishers_stop_a_translation
    test_only_publishers_restart_a_translation
    test_actions_that_overwrite_are_shown_to_publishers_only
    test_whoever_restarts_is_warned_that_work_by_hand_is_replaced
    control: test_stock_hook_lets_a_translator_restart
P12 submitting again publishes unfinished words
    test_submitting_again_leaves_translations_as_they_are
    control: test_stock_job_publishes_unfinished_words_again
P15 a draft is thought public once its source is
    test_publishing_the_source_later_does_not_publish_a_draft_translation
P16 translators replace a translation by an alias, and no signal says so
    test_only_publishers_convert_to_an_alias
    test_replacing_a_live_translation_by_an_alias_changes_that_language
P18 strings lose their place when a source is read again
    test_blocks_that_an_editor_makes_keep_their_place
    test_blocks_of_the_demo_keep_their_place
    test_no_words_stand_in_a_list_whose_items_may_have_no_ids
    test_importing_again_keeps_what_is_translated
    control: test_blocks_without_ids_lose_their_place
P19 whoever may submit does it with pages of others
    test_only_pages_that_the_user_may_edit_are_submitted
    test_title_of_a_page_that_the_user_may_not_edit_is_not_shown
    test_synchronising_publishes_only_where_the_user_may_publish
    test_pages_that_the_user_may_not_edit_are_not_synchronised
    control: test_stock_view_makes_live_aliases_of_parents
P20 the report tells all languages to everybody
    test_report_leads_to_the_translators_desk
    test_report_is_for_those_who_have_languages
    control: test_stock_report_shows_all_languages_to_everybody
P21 locked pages take strings, and the last of two writers wins
    test_locked_page_takes_no_string
    test_locked_page_is_not_published
    test_locked_page_takes_no_po_file
    test_what_somebody_wrote_meanwhile_stays
    control: test_without_what_was_seen_the_last_one_wins
P22 a PO file that is not as expected is an error, or has no name
    test_po_file_without_header_is_a_message
    test_file_that_cannot_be_read_is_a_message
    test_one_translation_goes_out_and_comes_back
P23 a text that is too long is an error
    test_too_long_a_text_is_kept_and_shown_to_nobody
    test_title_that_is_too_long_is_in_the_report
    test_empty_and_faulty_words_are_no_translation
    control: test_stock_code_raises_at_a_text_that_is_too_long
"""

import re
from pathlib import Path

import pytest

ROOMS = [Path(__file__).parent, Path(__file__).parents[1] / "events"]
NUMBERS = [5, 6, 8, 9, 12, 15, 16, 18, 19, 20, 21, 22, 23]


def listed():
    """`{number: names of its tests}` of the list above."""
    parts = re.split(r"^P(\d+) ", __doc__, flags=re.MULTILINE)[1:]
    return {
        int(number): re.findall(r"\btest_\w+", text)
        for number, text in zip(parts[::2], parts[1::2], strict=True)
    }


def defined(number, files):
    """Names of the tests in those of the files that name a pitfall."""
    naming = [text for text in files if re.search(rf"\bP{number}\b", text)]
    return {name for text in naming for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}


@pytest.fixture(scope="module")
def files():
    paths = [path for room in ROOMS for path in room.glob("test_*.py")]
    return [path.read_text() for path in paths if path != Path(__file__)]


def test_each_pitfall_is_listed():
    assert [number for number, tests in listed().items() if tests] == NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_each_pitfall_has_its_tests(number, files):
    assert [name for name in listed()[number] if name not in defined(number, files)] == []


def test_a_test_that_is_deleted_is_missed(files):
    less = [text.replace("def test_report_is_for_", "def gone_") for text in files]

    assert set(listed()[20]) - defined(20, less) == {"test_report_is_for_those_who_have_languages"}
