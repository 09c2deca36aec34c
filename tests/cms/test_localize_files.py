"""Locked pages and PO files: what cannot be done is a message, and changes nothing."""

from uuid import uuid4

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page
from wagtail_localize import wagtail_hooks as stock_hooks

from cms.translating import pofiles
from tests import factories
from tests.cms.people import log_in, make_user, messages
from tests.cms.translating import (
    AR,
    NEW_AR,
    NoMessages,
    address,
    exported,
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


# --- P22: PO files; what is in them is tested with the translators' desk ---


def upload(client, translation, content):
    file = SimpleUploadedFile("x.po", content, content_type="text/plain")
    return client.post(address("upload_pofile", translation.pk), {"file": file}, follow=True)


def po_with(translation, text, **metadata):
    po = exported(translation)
    po.metadata |= metadata
    for entry in po:
        entry.msgstr = text
    return str(po).encode()


def report(response):
    """Totals, and the reasons of what was not taken."""
    totals, rows = response.context["totals"], response.context["rows"]
    return [words for _kind, words in totals] + [row.reason for _kind, _attributes, row in rows]


def test_po_file_is_taken_over(translation):
    response = upload(log_in("translators-ar"), translation, po_with(translation, NEW_AR))

    assert report(response) == ["1 text was taken."]
    assert stored_title(translation) == NEW_AR


def test_stock_addresses_lead_to_our_files(translation):
    response = log_in("translators-ar").get(address("download_pofile", translation.pk))

    assert b"majlis: " in response.content


def test_blank_text_of_a_po_file_is_left_out(translation):
    response = upload(log_in("translators-ar"), translation, po_with(translation, "  "))

    assert report(response) == ["1 text had no translation yet."]
    assert stored_title(translation) == AR


def test_po_file_of_another_translation_is_refused(translation):
    other = po_with(translation, NEW_AR, **{pofiles.TRANSLATION: str(uuid4())})
    response = upload(log_in("translators-ar"), translation, other)

    assert report(response) == [
        "1 file was refused.",
        "The texts that this file is for are not on this site.",
    ]
    assert stored_title(translation) == AR


def bare_po():
    po = polib.POFile()
    po.append(polib.POEntry(msgid="Opening", msgstr=NEW_AR, msgctxt="title"))
    return str(po).encode()


def test_po_file_without_header_is_a_message(translation, stock_views):
    client = log_in("translators-ar")

    assert report(upload(client, translation, bare_po())) == [
        "1 file was refused.",
        "This PO file was not made here: it does not say which texts it is for.",
    ]

    stock_views()
    with pytest.raises(KeyError):
        upload(client, translation, bare_po())


@pytest.mark.parametrize("content", [b"msgid", b"\xff\xfe\x00", b""], ids=["cut", "bytes", "none"])
def test_file_that_cannot_be_read_is_a_message(translation, content):
    response = upload(log_in("translators-ar"), translation, content)

    assert report(response)[0] == "1 file was refused."


def test_no_file_is_a_message(translation):
    route = address("upload_pofile", translation.pk)
    response = log_in("translators-ar").post(route)

    assert response.context["form"].errors == {"file": ["This field is required."]}


def test_locked_page_takes_no_po_file(translation):
    lock(translation.get_target_instance())
    response = upload(log_in("translators-ar"), translation, po_with(translation, NEW_AR))

    assert "This page is locked: nothing was changed." in report(response)
    assert stored_title(translation) == AR


def test_po_file_of_another_language_is_refused(translation):
    upload(log_in("translators-tr"), translation, po_with(translation, NEW_AR))

    assert stored_title(translation) == AR
