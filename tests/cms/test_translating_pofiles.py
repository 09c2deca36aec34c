"""PO files of one translation: what is written is read again, and what is no PO is a message."""

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail_localize.models import StringTranslation, Translation

from cms.translating import memory, pofiles, saving
from cms.translating.sync import sync
from tests import factories
from tests.cms.translating import AR, exported, title_segment

LINKED = '<p>From <a href="https://example.org">Ada</a> with <b>care</b>.</p>'

FUZZ = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def whole(edition_page):
    """A session with an abstract and a summary, translated in part."""
    session = factories.make_session(
        edition_page, "Opening", summary="Welcome.", abstract=LINKED, speakers=[]
    )
    translation = factories.submit(session, "ar")
    factories.fill(translation, {"Opening": AR})
    return translation


def content_of(translation):
    return pofiles.to_po(translation, pofiles.load([translation])[translation.pk])


def entry_of(po, path):
    (entry,) = [entry for entry in po if entry.msgctxt == path]
    return entry


def test_file_says_what_it_is_for(whole):
    po = exported(whole)

    assert po.header.splitlines()[0] == "“Opening”, from English into العربيّة"
    assert po.metadata["X-WagtailLocalize-TranslationID"] == str(whole.uuid)
    assert po.metadata["Language"] == "ar"
    assert po.metadata["Plural-Forms"].startswith("nplurals=6; plural=(n==0 ? 0")
    assert po.metadata["Content-Type"] == "text/plain; charset=utf-8"


def test_stock_import_reads_our_files(whole):
    po = exported(whole)
    entry_of(po, "title").msgstr = "افتتاح"

    assert whole.import_po(po) == []
    assert StringTranslation.objects.get(translation_of__data="Opening").data == "افتتاح"


def test_texts_are_those_of_the_stock_export(whole):
    ours, stock = exported(whole), whole.export_po()

    assert [(row.msgctxt, row.msgid, row.msgstr) for row in ours] == [
        (row.msgctxt, row.msgid, row.msgstr) for row in stock
    ]


def test_comments_help_translators(whole):
    po = exported(whole)

    assert entry_of(po, "summary").comment.splitlines()[:2] == [
        "Summary",
        "At most 300 characters.",
    ]
    assert "Keep the tags" in entry_of(po, "abstract").comment
    mark = f"majlis: {saving.fingerprint(AR)}"
    assert entry_of(po, "title").comment.splitlines()[-1] == mark


def test_draft_of_the_memory_is_fuzzy(whole, edition_page):
    again = factories.make_session(edition_page, "Opening", slug="again", at=None)
    asked = factories.submit(again, "ar")
    memory.fill(asked)

    entry = entry_of(exported(asked), "title")
    assert (entry.msgstr, entry.fuzzy) == (AR, True)
    assert not entry_of(exported(whole), "title").fuzzy


def test_text_that_is_too_long_says_so(whole, django_user_model):
    user = django_user_model.objects.create(username="u")
    (summary,) = [row for row in saving.texts(whole) if row.segment.context.path == "summary"]
    saving.write(whole, {summary.segment.pk: "س" * 301}, user)

    assert "1 character too long" in entry_of(exported(whole), "summary").comment


def test_what_the_source_has_no_longer_is_obsolete(whole):
    session = whole.source.get_source_instance()
    session.title = "Welcome to all"
    session.save_revision().publish()
    sync(session)

    po = exported(whole)
    assert [(row.msgid, row.msgstr) for row in po.obsolete_entries()] == [("Opening", AR)]
    assert {row.source for row in pofiles.read("x.po", content_of(whole)).entries} >= {
        "Welcome to all"
    }
    assert "Opening" not in {row.source for row in pofiles.read("x", content_of(whole)).entries}


def test_sentence_that_stands_twice_in_a_field_is_one_entry(edition_page):
    session = factories.make_session(edition_page, abstract="<p>Hear.</p><p>Hear.</p>")
    asked = factories.submit(session, "ar")

    assert [row.msgid for row in exported(asked)].count("Hear.") == 1
    assert [row.msgid for row in asked.export_po()].count("Hear.") == 2


def test_the_same_words_make_the_same_bytes(whole):
    assert content_of(whole) == content_of(whole)
    before = content_of(whole)
    StringTranslation.objects.update(data="افتتاح")

    assert content_of(whole) != before


# --- reading ---


def test_file_of_windows_is_read(whole):
    content = content_of(whole)
    plain = pofiles.read("x.po", content)
    windows = content.replace(b"\n", b"\r\n")

    assert pofiles.read("x.po", b"\xef\xbb\xbf" + windows) == plain
    assert pofiles.read("x.po", content.decode().encode("utf-16")) == plain
    assert plain.translation == whole.uuid
    assert not plain.is_cut
    assert plain.entries[0] == pofiles.Entry("Opening", "title", AR, False, saving.fingerprint(AR))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "was not made here"),
        (b"hello", "not a PO file"),
        (b"\x00\x01\x02", "not a PO file"),
        (b"\xff\xfe\x00", "UTF-8"),
        ("é".encode("latin-1"), "UTF-8"),
        (b'msgid "x"\nmsgstr "y', "line 2"),
        (b'msgid "x"\nmsgstr "y" z', "line 2"),
        (b'msgstr[x] "y"', "line 1"),
        (b'msgid ""\nmsgstr ""\n"X-WagtailLocalize-TranslationID: 7\\n"\n', "was not made here"),
        (b'msgid ""\nmsgstr ""\n"X-WagtailLocalize-TranslationID\\n"\n', "was not made here"),
        (b"/etc/passwd", "not a PO file"),
        (b"a" * (pofiles.MOST_BYTES + 1), "too long"),
        (b"\n" * pofiles.MOST_LINES, "too long"),
    ],
)
def test_what_is_no_po_file_is_a_message(content, message):
    with pytest.raises(pofiles.Unreadable, match=message):
        pofiles.read("x.po", content)


def test_content_that_is_the_name_of_a_file_is_not_opened(tmp_path):
    path = tmp_path / "secret.po"
    path.write_text('msgid "secret"\nmsgstr "word"\n')

    with pytest.raises(pofiles.Unreadable, match="not a PO file"):
        pofiles.read("x.po", str(path).encode())
    assert polib.pofile(str(path))[0].msgid == "secret"  # control: polib opens it


def test_ten_thousand_texts_are_too_many(whole):
    po = exported(whole)
    for number in range(10_000):
        po.append(polib.POEntry(msgid=str(number), msgstr="x", msgctxt="title"))

    with pytest.raises(pofiles.Unreadable, match="too long"):
        pofiles.read("x.po", str(po).encode())


def test_file_that_was_cut_never_gives_half_a_text(whole):
    """Cut at any byte: a message, or whole texts only; the control shows what polib gives."""
    factories.fill(whole, {}, default="كلمات طويلة\n" * 30 + "{}")
    content = content_of(whole)
    texts = {entry.html for entry in pofiles.read("x.po", content).entries} | {""}
    seen, halves = set(), 0
    for length in range(len(content)):
        try:
            seen |= {entry.html for entry in pofiles.read("x.po", content[:length]).entries}
        except pofiles.Unreadable:
            continue
        if length % 50 == 0:
            po = polib.pofile(content[:length].decode(errors="ignore"))
            halves += any(entry.msgstr not in texts for entry in po)

    assert seen <= texts
    assert len(seen) > 1
    assert halves


@settings(FUZZ, max_examples=200)
@given(st.binary(max_size=200))
def test_random_bytes_are_a_message(content):
    with pytest.raises(pofiles.Unreadable):
        pofiles.read("x.po", content)


@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_damaged_file_is_a_message_or_read(whole, data):
    content = bytearray(content_of(whole))
    for _time in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.sampled_from([0, 10, 34, 35, 92, 109, 126, 255]))
    try:
        pofiles.read("x.po", bytes(content))
    except pofiles.Unreadable:
        return


LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(LETTERS | st.sampled_from(' \\"\n\t-–<>{}'), min_size=1, max_size=400))
def test_any_text_comes_back_as_it_was(whole, text):
    StringTranslation.objects.filter(translation_of=title_segment(whole).string).update(data=text)

    (entry,) = [
        row for row in pofiles.read("x.po", content_of(whole)).entries if row.path == "title"
    ]
    assert entry.html == text
    assert entry.seen == saving.fingerprint(text)


@pytest.mark.parametrize("sessions", [1, 3])
def test_texts_of_many_take_two_queries(edition_page, django_assert_num_queries, sessions):
    asked = [
        factories.submit(factories.make_session(edition_page, f"S{n}", at=None), "ar")
        for n in range(sessions)
    ]
    asked = list(
        Translation.objects.filter(pk__in=[one.pk for one in asked]).select_related("source")
    )
    with django_assert_num_queries(2):
        words = pofiles.load(asked)
    assert [len(words[one.pk].texts) for one in asked] == [1] * sessions
