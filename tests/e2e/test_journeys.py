"""Whole ways through the admin: of a translator from the first mail on, and of a coordinator."""

import re

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import expect
from wagtail.models import Page

from cms import jobs
from cms.models import Job
from events.compiler import snapshots
from events.models import SessionPage
from tests import factories
from tests.cms.people import make_user

AR, SUMMARY_AR = "الافتتاح", "نرحّب بكم جميعًا."
SECRET = "Gizli Türkçe başlık"
NAMES = {"ar": "Arabic", "ur": "Urdu", "tr": "Turkish"}


@pytest.fixture(scope="module")
def edition_page(server):
    """An edition with two sessions in four languages, and one that is only asked for."""
    page = factories.make_edition()
    make_user()
    hall = factories.make_room(page.edition, "Hall")
    talks = [
        factories.make_session(
            page, "Maps of the valley", at="10:00", summary="We draw.", room=hall
        ),
        factories.make_session(
            page, "Songs of the lake", at="11:00", summary="We sing.", room=hall
        ),
    ]
    for language in NAMES:
        for instance in (page, hall, *talks):
            source = type(instance).objects.get(pk=instance.pk)
            factories.translate(source, language, default=f"{language} {{}}")
    opening = factories.make_session(page, "Opening", at="09:00", summary="We welcome you all.")
    factories.submit(opening, "ar")
    turkish = factories.submit(opening, "tr")
    factories.fill(turkish, {"Opening": SECRET})
    Page.objects.filter(pk=turkish.get_target_instance().pk).update(draft_title=SECRET)
    snapshots.rebuild()
    return page


def read(path):
    """What readers are served now."""
    snapshots.rebuild()
    return Client().get(path).content.decode()


def field(page, number):
    return page.locator("[data-line] textarea").nth(number)


def open_text(page, title):
    """From a board of one language to the editor of an object."""
    page.locator("tr", has_text=title).locator("a[href*='/texts/']").first.click()


def invite(coordinator, address, language, role):
    page = coordinator.page
    coordinator.go("/admin/translations/invite/")
    page.get_by_label("E-mail address").fill(address)
    page.locator("[name=name]").fill(address.partition("@")[0].title())
    page.locator(f"[name=languages][value={language}]").check()
    page.locator(f"[name=role][value={role}]").check()
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_text("An invitation was mailed").wait_for()
    return re.search(r"https?://\S+/password_reset/\S+", mail.outbox[-1].body)[0]


def accept(reader, link):
    """Choose a password with the link of the mail, and log in with it."""
    page = reader.page
    reader.go(re.sub(r"^https?://[^/]+", "", link))
    page.locator("[name=new_password1]").fill("a long enough password")
    page.locator("[name=new_password2]").fill("a long enough password")
    page.locator("[type=submit]").click()
    page.locator("main a[href='/admin/login/'], a.button[href='/admin/login/']").first.click()
    page.locator("[name=username]").fill("mona@example.org")
    page.locator("[name=password]").fill("a long enough password")
    page.locator("[type=submit]").click()
    page.wait_for_url("**/admin/")


def test_from_an_invitation_to_a_published_session(come, edition_page):
    link = invite(come("coordinators", height=900), "mona@example.org", "ar", "translators")
    translator = come(None, width=390, height=844)
    page = translator.page
    seen = []
    page.on("load", lambda: seen.append(page.content()))
    accept(translator, link)
    assert page.evaluate("document.documentElement.lang") == "ar"

    page.locator("main").get_by_role("link", name="العربية").click()  # the panel leads to the board
    open_text(page, "Opening")
    expect(page.locator("[data-source]").first).to_have_text("Opening")
    field(page, 0).fill(AR)
    field(page, 0).press("Control+Enter")
    field(page, 1).fill(SUMMARY_AR)
    field(page, 1).press("Control+Enter")
    expect(page.locator("[data-progress]")).to_have_js_property("value", 2)
    page.locator("button[value=review]").click()
    expect(page.locator(".texts-review")).to_contain_text("قيد المراجعة")
    session = "/ar/sample/programme/opening/"
    assert AR not in read(session)

    publisher = come("publishers-ar", "ur", height=900)  # an admin in Urdu
    publisher.go("/admin/")
    publisher.page.locator("main").get_by_role("link", name="عربی", exact=True).click()
    open_text(publisher.page, "Opening")
    assert publisher.page.evaluate("document.documentElement.dir") == "rtl"
    publisher.page.get_by_role("button", name="منظور کر کے شائع کریں").click()
    publisher.page.locator(".messages").wait_for()
    assert AR in read(session)
    assert SUMMARY_AR in read(session)

    page.reload()
    expect(page.locator("[data-progress]")).to_have_js_property("value", 2)
    assert len(seen) > 5
    assert not [text for text in seen if SECRET in text or "tr Maps" in text]


def test_a_new_edition_in_four_languages_reviewed(come, edition_page):
    coordinator = come("coordinators", height=900)
    page = coordinator.page
    coordinator.go("/admin/editions/sample/copy/")
    page.get_by_label("Title").fill("Fourth edition")
    page.get_by_role("button", name="Make the new edition").click()
    jobs.go_on(Job.objects.latest("pk").pk, seconds=60)
    page.get_by_role("region", name="This edition is ready for your review").wait_for()
    slug = Job.objects.latest("pk").edition.slug
    board = f"/admin/translations/editions/{slug}/"

    for language, name in NAMES.items():
        coordinator.go(board)
        page.get_by_role("link", name=re.compile(rf"drafts? to confirm \({name}\)")).click()
        expect(page.locator(".draft__text", has_text=f"{language} We sing.")).to_be_visible()
        page.get_by_role("button", name="Confirm the ticked texts").click()
        page.get_by_text(re.compile("texts? (is|are) confirmed")).wait_for()
        # The title is new: the memory cannot know it.
        coordinator.go(f"{board}?language={language}&state=progress")
        open_text(page, "Fourth edition")
        field(page, 0).fill(f"{language} 4")
        page.get_by_role("button", name=f"Publish in {name}").click()
        page.get_by_text("Published.", exact=True).wait_for()
        coordinator.go(board)
        page.get_by_role("link", name=re.compile(rf"Publish .* complete \({name}\)")).click()
        page.get_by_role("button", name="Publish the ticked pages").click()
        page.get_by_text(re.compile("pages? (is|are) published")).wait_for()

    assert "ar 4" not in read(f"/ar/{slug}/")  # the original decides when readers see it
    publish_originals(coordinator, slug)
    announce(coordinator, slug)
    for language in NAMES:
        assert f"{language} 4" in read(f"/{language}/{slug}/")
        programme = read(f"/{language}/{slug}/programme/")
        assert f"{language} Maps of the valley" in programme
        assert f"{language} Hall" in programme
    session = SessionPage.objects.get(
        title="Songs of the lake", path__startswith=page_of(slug).path
    )
    assert session.slot.starts_at.hour == 8  # eleven in Istanbul


def page_of(slug):
    return Page.objects.get(slug=slug, locale__language_code="en")


def announce(coordinator, slug):
    coordinator.go(f"/admin/editions/{slug}/facts/")
    coordinator.page.get_by_label("State").select_option(label="announced")
    coordinator.page.get_by_role("button", name="Save").click()
    coordinator.page.wait_for_url(f"**/admin/editions/{slug}/")


def publish_originals(coordinator, slug):
    """With Wagtail's own dialog for many pages."""
    edition_page = page_of(slug)
    coordinator.go(
        f"/admin/bulk/wagtailcore/page/publish/?id={edition_page.pk}&next=/admin/editions/{slug}/"
    )
    coordinator.page.locator("[name=include_descendants]").check()
    coordinator.page.locator("main [type=submit]").click()
    coordinator.page.wait_for_url(f"**/admin/editions/{slug}/")
