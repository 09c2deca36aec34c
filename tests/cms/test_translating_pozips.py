"""Zips of PO files: the same words make the same bytes, and what is broken is a refusal."""

import io
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.translating import pofiles, pozips
from cms.translating.pozips import Refusal
from tests import factories
from tests.cms.translating import AR, locale_of

FUZZ = settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def edition(edition_page):
    """Two sessions of the same name, a speaker, a room."""
    speaker = factories.make_speaker()
    room = factories.make_room(edition_page.edition, "Hall")
    first = factories.make_session(edition_page, speakers=[speaker], room=room)
    second = factories.make_session(edition_page, slug="again", at=None)
    for instance in (edition_page, speaker, first, second, room):
        factories.submit(instance, "ar")
    return edition_page.edition


def packed(edition, language="ar"):
    return pozips.pack(pozips.translations_of(edition, locale_of(language)))


def names(content):
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def zipped(files, **options):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", **options) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()


@pytest.fixture
def po(translation):
    return pofiles.to_po(translation, pofiles.load([translation])[translation.pk])


def reasons(found):
    return {row.name: row.reason for row in found if isinstance(row, Refusal)}


def test_zip_has_all_texts_of_the_edition(edition):
    found = names(packed(edition))

    assert [name.partition("-")[0] for name in found] == [
        "pages/sample",
        "rooms/hall.po",
        "sessions/opening",
        "sessions/opening",
        "speakers/amina",
    ]
    assert len(set(found)) == 5
    assert names(packed(edition, "tr")) == []


def test_names_are_ascii(edition_page):
    factories.submit(factories.make_session(edition_page, "الجلسة", slug="a", at=None), "ar")
    factories.submit(factories.make_session(edition_page, "…", slug="b", at=None), "ar")

    assert all(name.isascii() for name in names(packed(edition_page.edition)))
    assert "sessions/ljlsh.po" in names(packed(edition_page.edition))


def test_the_same_words_make_the_same_bytes(edition):
    before = packed(edition)
    assert packed(edition) == before

    (one, *_others) = pozips.translations_of(edition, locale_of("ar"))
    factories.fill(one, {}, default=AR)
    assert packed(edition) != before


def test_zip_comes_back_whole(edition):
    found = pozips.unpack("x.zip", packed(edition))

    assert reasons(found) == {}
    assert {file.translation for file in found} == {
        one.uuid for one in pozips.translations_of(edition, locale_of("ar"))
    }


def test_pages_of_the_site_are_a_zip_of_their_own(home, edition):
    factories.submit(factories.make_content_page(home), "ar")

    assert names(pozips.pack(pozips.translations_of(None, locale_of("ar"))))[-1] == "pages/venue.po"


@pytest.mark.parametrize("sessions", [1, 3])
def test_packing_takes_the_same_queries(edition_page, django_assert_num_queries, sessions):
    for number in range(sessions):
        factories.submit(factories.make_session(edition_page, f"S{number}", at=None), "ar")
    locale = locale_of("ar")
    pozips.pack(pozips.translations_of(edition_page.edition, locale))

    with django_assert_num_queries(10):
        content = pozips.pack(pozips.translations_of(edition_page.edition, locale))
    assert len(names(content)) >= sessions


# --- reading ---


@pytest.mark.parametrize(
    "prefix", ["", "sample-ar/", "sample-ar/sessions/", "sample-ar\\sessions\\"]
)
def test_files_in_folders_are_read(po, prefix):
    (file,) = pozips.unpack("x.ZIP", zipped([(f"{prefix}opening.PO", po)]))

    assert file.name == f"{prefix}opening.PO".replace("\\", "/")
    assert file.entries[0].html == AR


def test_what_systems_add_is_passed_over(po):
    clutter = ["__MACOSX/sessions/._a.po", "sessions/.DS_Store", "._a.po", "Thumbs.db", "sessions/"]

    found = pozips.unpack("x.zip", zipped([("a.po", po), *((name, b"") for name in clutter)]))
    assert [file.name for file in found] == ["a.po"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("/a.po", None, "The name of this file leads out of the zip."),
        ("x/../../a.po", None, "The name of this file leads out of the zip."),
        ("..\\a.po", None, "The name of this file leads out of the zip."),
        ("C:\\a.po", None, "The name of this file leads out of the zip."),
        ("a.docx", b"x", "This is not a PO file."),
        ("a.zip", zipped([("a.po", b"")]), "This is not a PO file."),
        ("a.po", b"x", "This is not a PO file that can be read."),
        ("a.po", b" " * (pofiles.MOST_BYTES + 1), "This file is too long to be one of ours."),
    ],
)
def test_one_bad_file_does_not_stop_the_others(po, name, content, reason):
    content = po if content is None else content
    found = pozips.unpack("x.zip", zipped([(name, content), ("good.po", po)]))

    assert reasons(found) == {name.replace("\\", "/"): reason}
    assert found[-1].name == "good.po"


def test_other_packings_are_refused(po):
    found = pozips.unpack("x.zip", zipped([("a.po", po)], compression=zipfile.ZIP_LZMA))

    assert reasons(found) == {"a.po": "This file is packed in a way that cannot be read here."}


def test_file_with_a_password_is_refused(po):
    content = bytearray(zipped([("a.po", po)]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1

    found = pozips.unpack("x.zip", bytes(content))
    assert reasons(found) == {"a.po": "This file is locked with a password."}


def test_bombs_are_not_unpacked(monkeypatch):
    bomb = zipped(
        [("a.po", b"0" * 2**20), *((f"{n}.po", b"0" * 2**20) for n in range(20))],
        compression=zipfile.ZIP_DEFLATED,
    )
    assert len(bomb) < 2**16
    monkeypatch.setattr(zipfile.ZipFile, "read", None)

    found = pozips.unpack("x.zip", bomb)
    assert reasons(found) == {"x.zip": "There is too much in this zip: nothing was taken."}


def test_bomb_that_lies_about_its_size_is_damaged(po):
    """The size in the directory is what is read at most."""
    bomb = bytearray(zipped([("a.po", b"0" * 2**24)], compression=zipfile.ZIP_DEFLATED))
    place = bomb.index(b"PK\x01\x02") + 24
    bomb[place : place + 4] = struct.pack("<L", 100)

    found = pozips.unpack("x.zip", bytes(bomb))
    assert reasons(found) == {"a.po": "This file is damaged."}


def test_too_many_files_are_too_many():
    many = zipped((f"{n}.po", b"") for n in range(pozips.MOST_FILES + 1))

    assert reasons(pozips.unpack("x.zip", many)) == {
        "x.zip": "There is too much in this zip: nothing was taken."
    }


@pytest.mark.parametrize("content", [b"", b"P", b"PK", b"hello"])
def test_what_is_no_zip_is_a_message(content):
    assert reasons(pozips.unpack("x.zip", content)) == {
        "x.zip": "This is no zip file, or not all of it arrived."
    }


def test_empty_zip_is_a_message():
    assert reasons(pozips.unpack("x.zip", zipped([]))) == {
        "x.zip": "There is no PO file in this zip."
    }


def test_zip_that_was_cut_is_a_message(edition):
    content = packed(edition)
    for length in range(len(content)):
        found = pozips.unpack("x.zip", content[:length])
        assert reasons(found) == {"x.zip": "This is no zip file, or not all of it arrived."}


@FUZZ
@given(data=st.data())
def test_damaged_zip_is_a_message_or_read(po, data):
    compression = data.draw(st.sampled_from([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]))
    content = bytearray(zipped([("a.po", po), ("b.po", po)], compression=compression))
    for _time in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))

    assert pozips.unpack("x.zip", bytes(content))


@FUZZ
@given(st.binary(max_size=300))
def test_random_bytes_are_a_message(content):
    assert reasons(pozips.unpack("x.zip", b"PK\x03\x04" + content))
