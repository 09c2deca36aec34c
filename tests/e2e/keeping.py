"""An edition in two languages, and what tests of the app do and ask again and again."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images import get_image_model

from events.compiler import snapshots
from tests import factories

SCREENS = {
    "": "h1",
    "programme/": "main .card",
    "programme/2027-06-12/": "main .empty",
    "programme/opening/": "main .prose",
    "speakers/": "main .person",
    "speakers/amina-dar/": "main .prose",
    "announcements/": "main .announcement",
    "announcements/welcome/": "main .announcement",
    "venue/": "main .prose",
}
KEPT = """async ([edition, language]) => {
    await navigator.serviceWorker.ready;
    const db = await new Promise((done) => {
        const request = indexedDB.open("majlis", 1);
        request.onsuccess = () => done(request.result);
    });
    const keys = await new Promise((done) => {
        const request = db.transaction("documents").objectStore("documents").getAllKeys();
        request.onsuccess = () => done(request.result);
    });
    db.close();
    const own = `${edition}/${language}`;
    const wanted = [`${own}/programme`, `${own}/details`, `/${language}/site`];
    const shell = await caches.match(`/app/shell/${language}/`);
    return wanted.every((key) => keys.includes(key)) && !!shell;
}"""


@pytest.fixture(scope="module")
def page(server):
    """An edition in English and Arabic, with one of everything."""
    page = factories.make_edition()
    room = factories.make_room(page.edition, "Hall")
    track = factories.make_track(page.edition, "Culture", colour="rose")
    speaker = factories.make_speaker(
        "Amina Dar", biography="<p>Writes.</p>", role="Historian", photo=make_photo()
    )
    venue = factories.make_content_page(page)
    session = factories.make_session(
        page,
        "Opening",
        room=room,
        track=track,
        speakers=[speaker],
        languages="en ar",
        abstract=f'<p>See <a linktype="page" id="{venue.pk}">the venue</a>.</p>',
    )
    welcome = factories.make_announcement(page)
    for instance in (page.get_parent().specific, page, room, track, speaker, session, welcome):
        factories.translate(instance, "ar", default="ع {}")
    snapshots.rebuild()
    return page


def make_photo():
    file = BytesIO()
    Image.new("RGB", (400, 400), "teal").save(file, "PNG")
    return get_image_model().objects.create(
        title="Amina Dar", file=ContentFile(file.getvalue(), "amina.png")
    )


def visit(reader, path, language="en", edition="sample"):
    """Come for the first time, and stay until everything is kept."""
    reader.go(path)
    reader.wait_until(KEPT, [edition, language])


def announce(page, title):
    factories.make_announcement(page, title)
    snapshots.rebuild()


def let_pass(reader, seconds):
    """Move the page's clock on, slowly enough for the answers that it waits for."""
    for _second in range(seconds):
        reader.page.clock.run_for(1000)
        reader.page.wait_for_timeout(20)


def is_drawn_by_the_app(reader):
    return reader.page.locator("link[rel=canonical]").count() == 0
