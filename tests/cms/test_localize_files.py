"""Locked pages and PO files: what cannot be done is a message, and changes nothing."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page
from wagtail_localize import wagtail_hooks as stock_hooks

from tests import factories
from tests.cms.people import log_in, make_user, messages
from tests.cms.translating import (
    AR,
    NEW_AR,
    NoMessages,
    address,
    save_title,
    send,
    stored_title,
    text_address,
)

# --- P21: locked pages ---


def lock(page):
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=make_user())


def test_locked_page_takes_no_string(translation):
    lock(translation.get_target_instance())
    client = log_in("translators-ar")

    for text in (NEW_AR, ""):
        assert save_title(client, translation, text).json()["state"] == "refused"
        response = send(client, translation, title=text)
        assert messages(response) == ["This page is locked: nothing was changed."]
    assert stored_title(translation) == AR


def test_locked_page_is_shown_without_anything_to_change_it(translation):
    lock(translation.get_target_instance())
    html = log_in("translators-ar").get(text_address(translation)).content.decode()

    assert "readonly" in html
    assert 'value="save">' not in html.split("texts-list")[1]


def test_locked_page_is_not_published(translation, rf):
    target = translation.get_target_instance()
    factories.fill(translation, {"Opening": NEW_AR})
    lock(target)
    response = send(log_in("publishers-ar"), translation, "publish")

    assert messages(response) == ["This page is locked: nothing was changed."]
    target.refresh_from_db()
    assert target.title == AR

    # Control: the stock hook publishes it.
    request = rf.post("/", {"action": "publish"})
    request.user, request._messages = make_user("publishers-ar"), NoMessages()
    stock_hooks.before_edit_page(request, target)
    target.refresh_from_db()
    assert target.title == NEW_AR


# --- P22: PO files ---


def upload(client, translation, content):
    file = SimpleUploadedFile("x.po", content, content_type="text/plain")
    route = address("upload_pofile", translation.pk)
    return client.post(route, {"file": file} if content else {}, follow=True)


def po_with(translation, text, **metadata):
    po = translation.export_po()
    po.metadata |= metadata
    for entry in po:
        entry.msgstr = text
    return str(po).encode()


def test_po_file_is_taken_over(translation):
    response = upload(log_in("translators-ar"), translation, po_with(translation, NEW_AR))

    assert messages(response) == ["The texts of the PO file were taken over."]
    assert stored_title(translation) == NEW_AR


def test_blank_text_of_a_po_file_is_left_out(translation):
    upload(log_in("translators-ar"), translation, po_with(translation, "  "))

    assert stored_title(translation) == AR


def test_po_file_of_another_translation_is_refused(translation):
    other = po_with(translation, NEW_AR, **{"X-WagtailLocalize-TranslationID": "other"})
    response = upload(log_in("translators-ar"), translation, other)

    assert messages(response) == ["This PO file was not made for this translation."]
    assert stored_title(translation) == AR


def bare_po():
    po = polib.POFile()
    po.append(polib.POEntry(msgid="Opening", msgstr=NEW_AR, msgctxt="title"))
    return str(po).encode()


def test_po_file_without_header_is_a_message(translation, stock_views):
    client = log_in("translators-ar")

    response = upload(client, translation, bare_po())
    assert messages(response) == ["This PO file was not made for this translation."]

    stock_views()
    with pytest.raises(KeyError):
        upload(client, translation, bare_po())


@pytest.mark.parametrize("content", [b"msgid", b"\xff\xfe\x00", b""], ids=["cut", "bytes", "none"])
def test_file_that_cannot_be_read_is_a_message(translation, content):
    response = upload(log_in("translators-ar"), translation, content)

    assert messages(response) == ["This is not a PO file that can be read."]


def test_locked_page_takes_no_po_file(translation):
    lock(translation.get_target_instance())
    response = upload(log_in("translators-ar"), translation, po_with(translation, NEW_AR))

    assert messages(response) == ["This page is locked: nothing was changed."]
    assert stored_title(translation) == AR


def test_po_file_of_another_language_is_refused(translation):
    upload(log_in("translators-tr"), translation, po_with(translation, NEW_AR))

    assert stored_title(translation) == AR
