"""PO files in a real browser: fetched, sent back, and the report, on every screen."""

import zipfile

import polib
import pytest
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from tests import factories
from tests.cms.people import make_user
from tests.cms.translating import AR, NEW_AR
from tests.e2e.conftest import Reader
from tests.e2e.test_registrars import faults, fits

PAGE = "/admin/translations/editions/sample/po/ar/"


@pytest.fixture(scope="module")
def page(server):
    """An edition with a session that is translated, and two that are not."""
    page = factories.make_edition()
    factories.translate(factories.make_session(page), "ar", {"Opening": AR})
    for title in ("Workshop", "Closing"):
        factories.submit(factories.make_session(page, title, at=None, summary="Short."), "ar")
    make_user("translators-ar")
    return page


@pytest.fixture
def work(page, tmp_path):
    """What a translator makes of a zip: changed, too long, cut, and with a file that is no PO."""

    def make(path):
        done = tmp_path / "done.zip"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(done, "w") as new:
            for name in old.namelist():
                po = polib.pofile(old.read(name).decode())
                for entry in po:
                    entry.msgstr = "س" * 310 if entry.msgctxt == "summary" else NEW_AR
                new.writestr(name, str(po))
            new.writestr("notes/read-me-first-before-you-begin-to-translate.docx", b"x")
        return done

    return make


# Without a script, Wagtail's menu lies over its pages on a phone.
@pytest.mark.parametrize(
    ("language", "width", "has_scripts"),
    [("en", 1280, False), ("ar", 360, True)],
)
def test_zip_goes_out_and_comes_back(browser, server, page, work, language, width, has_scripts):
    user = make_user("translators-ar")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    viewport = {"width": width, "height": 740}
    scheme = "dark" if language == "ar" else "light"
    reader = Reader(
        browser,
        server.url,
        viewport=viewport,
        color_scheme=scheme,
        java_script_enabled=has_scripts,
    )
    reader.log_in(user)
    StringTranslation.objects.exclude(translation_of__data="Opening").delete()
    StringTranslation.objects.update(data=AR)
    assert reader.go(PAGE).status == 200
    found = looks(reader, has_scripts)
    with reader.page.expect_download() as download:
        reader.page.locator("a[download]").click()
    file = work(download.value.path())
    StringTranslation.objects.filter(translation_of__data="Opening").update(data="لأحد آخر")

    reader.page.locator("input[type=file]").set_input_files(file)
    reader.page.locator("#w-editor-form button[type=submit]").click()
    reader.page.wait_for_url("**/reports/**")

    assert reader.page.locator(".po-rows tbody tr").count() == 4
    found += looks(reader, has_scripts)
    assert found == []
    reader.page.reload()
    assert reader.page.locator(".po-rows tbody tr").count() == 4
    if has_scripts:
        reader.check()
    reader.close()


def looks(reader, has_scripts):
    """What is wrong with a page on the screen."""
    if not has_scripts:
        return []
    return faults(reader.page) + ([] if fits(reader.page) else ["too wide"])
