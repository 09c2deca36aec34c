"""PO files over HTTP: out, in, the report, and who may."""

import datetime as dt
import io
import zipfile

import polib
import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from cms.translating import po_views, pozips
from tests import factories
from tests.cms.people import log_in, make_user
from tests.cms.translating import AR, NEW_AR, address, exported, stored_title

PAGE = "/admin/translations/editions/sample/po/ar/"
SITE = "/admin/translations/site/po/ar/"


def send(client, path, content, name="x.zip", **options):
    file = SimpleUploadedFile(name, content)
    return client.post(path, {"file": file, **options}, follow=True)


def totals(response):
    return [words for _kind, words in response.context["totals"]]


def changed(content, text):
    """A zip in which each text has other words."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w") as new,
    ):
        for name in old.namelist():
            po = polib.pofile(old.read(name).decode())
            for entry in po:
                entry.msgstr = text
            new.writestr(name, str(po))
    return target.getvalue()


def test_addresses(db):
    assert reverse("translating:po", args=["sample", "ar"]) == PAGE
    assert reverse("translating:po", args=["ar"]) == SITE
    assert reverse("translating:po_download", args=["sample", "ar"]) == f"{PAGE}download/"


def test_language_has_its_name_in_the_language_of_the_admin(translation):
    assert log_in("translators-ar").get(PAGE).context["page_title"] == "PO files: Arabic"


def test_edition_goes_out_and_comes_back(translation):
    client = log_in("translators-ar")
    response = client.get(f"{PAGE}download/")
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="sample-ar.zip"'

    work = changed(response.content, NEW_AR)
    assert totals(send(client, PAGE, work)) == ["1 text was taken."]
    assert stored_title(translation) == NEW_AR
    assert StringTranslation.objects.get().last_translated_by == make_user("translators-ar")
    assert totals(send(client, PAGE, work)) == ["1 text was the same."]


def test_conflict_is_shown_and_can_be_decided(translation):
    client = log_in("translators-ar")
    work = changed(client.get(f"{PAGE}download/").content, NEW_AR)
    factories.fill(translation, {"Opening": "لأحد آخر"})

    response = send(client, PAGE, work)
    assert totals(response) == ["1 conflict: what is written here was kept."]
    page = response.content.decode()
    assert f'<p lang="ar" dir="rtl">{NEW_AR}</p>' in page
    assert '<p lang="ar" dir="rtl">لأحد آخر</p>' in page
    assert '<p lang="en" dir="ltr">Opening</p>' in page
    assert f'href="/admin/translations/texts/{translation.pk}/"' in page

    assert totals(send(client, PAGE, work, overwrite="on")) == ["1 text was taken."]


def test_report_survives_a_reload_and_is_for_who_sent_the_file(translation):
    client = log_in("translators-ar")
    response = send(client, PAGE, b"no zip")
    assert response.redirect_chain[0][1] == 302
    report = response.redirect_chain[0][0]

    assert totals(client.get(report)) == ["1 file was refused."]
    assert log_in("publishers-ar").get(report).status_code == 404
    assert client.get("/admin/translations/po/reports/nothing/").status_code == 404
    assert (
        client.get(f"/admin/translations/po/reports/{client.session.session_key}/").status_code
        == 404
    )


def test_report_escapes_what_is_in_files(translation):
    name = "<img src=x onerror=alert(1)>.zip"
    response = send(log_in("translators-ar"), PAGE, b"no zip", name)

    assert b"<img src=x" not in response.content


def test_file_that_is_too_large_is_a_message(translation, monkeypatch):
    monkeypatch.setattr(pozips, "MOST_PACKED", 5)
    response = send(log_in("translators-ar"), PAGE, b"123456")

    assert response.context["form"].errors == {"file": ["This file is larger than 5\xa0bytes."]}


def test_no_file_is_a_message(translation):
    response = log_in("translators-ar").post(PAGE)

    assert response.context["form"].errors == {"file": ["This field is required."]}


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04\x00", b"\xff\x00", b'msgid "x'])
@pytest.mark.parametrize("name", ["x.zip", "x.po", "x", "a\u202eb.po"])
def test_what_is_broken_is_a_report(translation, content, name):
    response = send(log_in("translators-ar"), PAGE, content, name)

    assert (response.status_code, totals(response)) == (200, ["1 file was refused."])


# P22: stock code names the file of an Arabic title "-ar.po".
def test_one_translation_goes_out_and_comes_back(translation):
    client = log_in("translators-ar")
    response = client.get(reverse("translating:text_po_download", args=[translation.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="opening-ar.po"'
    work = response.content.decode().replace(f'"{AR}"', f'"{NEW_AR}"').encode()

    page = reverse("translating:text_po", args=[translation.pk])
    assert client.get(page).status_code == 200
    assert totals(send(client, page, work, "x.po")) == ["1 text was taken."]
    assert stored_title(translation) == NEW_AR


def test_single_file_is_taken_on_the_page_of_an_edition(translation):
    work = str(exported(translation)).replace(f'"{AR}"', f'"{NEW_AR}"').encode()

    assert totals(send(log_in("translators-ar"), PAGE, work, "x.po")) == ["1 text was taken."]


# P23
def test_title_that_is_too_long_is_in_the_report(translation):
    work = str(exported(translation)).replace(f'"{AR}"', f'"{"س" * 300}"').encode()

    response = send(log_in("translators-ar"), PAGE, work, "x.po")
    assert totals(response) == ["1 text is too long: it was kept, but readers do not see it."]


def test_file_of_another_edition_is_refused(translation):
    factories.make_edition("other")
    work = str(exported(translation)).replace(f'"{AR}"', f'"{NEW_AR}"').encode()
    other = PAGE.replace("sample", "other")

    response = send(log_in("translators-ar"), other, work, "x.po")
    assert totals(response) == ["1 file was refused."]
    assert stored_title(translation) == AR


def test_pages_of_the_site_go_out_and_come_back(home, translation):
    factories.submit(factories.make_content_page(home), "ar")
    client = log_in("translators-ar")
    response = client.get(f"{SITE}download/")
    assert response["Content-Disposition"] == 'attachment; filename="site-ar.zip"'
    assert client.get(SITE).status_code == 200

    response = send(client, SITE, changed(response.content, NEW_AR))
    assert totals(response) == ["3 texts were taken."]
    assert stored_title(translation) == AR


PLACES = [PAGE, f"{PAGE}download/", SITE, f"{SITE}download/"]


@pytest.mark.parametrize("path", PLACES)
def test_who_writes_a_language_has_its_files(translation, path):
    for role in ("translators-ar", "publishers-ar", "coordinators"):
        assert log_in(role).get(path).status_code == 200
    assert log_in().get(path).status_code == 200


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("role", ["translators-tr", "publishers-ur", "editors", "registrars"])
def test_others_have_not(translation, path, role):
    client = log_in(role)
    for response in (client.get(path), client.post(path)):
        assert (response.status_code, response.url) == (302, "/admin/")


@pytest.mark.parametrize("role", ["translators-tr", "publishers-ur", "editors", "registrars"])
def test_others_have_no_file_of_one_translation(translation, role):
    work = str(exported(translation)).replace(f'"{AR}"', f'"{NEW_AR}"').encode()
    client = log_in(role)
    for name in ("translating:text_po", "translating:text_po_download"):
        assert client.get(reverse(name, args=[translation.pk])).url == "/admin/"
    for path in (
        reverse("translating:text_po", args=[translation.pk]),
        address("upload_pofile", translation.pk),
    ):
        send(client, path, work, "x.po")

    assert stored_title(translation) == AR


def test_what_is_not_there_is_not_found(translation, edition_page):
    client = log_in("translators-ar")
    edition_page.edition.languages = ["en", "tr"]
    edition_page.edition.save()

    assert client.get(PAGE).status_code == 404
    assert client.get(PAGE.replace("sample", "none")).status_code == 404
    assert client.get(SITE.replace("ar", "xx")).status_code == 404
    assert client.get(reverse("translating:text_po", args=[0])).status_code == 404
    page = translation.get_target_instance()
    page.delete()
    assert client.get(reverse("translating:text_po", args=[translation.pk])).status_code == 404


def test_every_kind_has_words():
    assert set(po_views.KINDS) <= set(po_views.TOTALS)


def test_reports_pass_away_after_an_hour(translation):
    response = send(log_in("translators-ar"), PAGE, b"no zip")
    key = response.redirect_chain[0][0].rstrip("/").rpartition("/")[2]

    age = Session.objects.get(pk=key).expire_date - timezone.now()
    assert dt.timedelta(minutes=55) < age <= dt.timedelta(hours=1)
