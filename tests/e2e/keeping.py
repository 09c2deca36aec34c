"""An edition in two languages, and what tests of the app do and ask again and again."""

import json
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images import get_image_model

from events.compiler import snapshots
from events.compiler.ids import public_id
from events.models import Slot
from tests import factories

SCREENS = {
    "": "h1",
    "programme/": "main .card",
    "programme/2027-06-12/": "main .empty",
    "programme/opening/": "main .prose",
    "speakers/": "main .person",
    "speakers/amina-dar/": "main .prose",
    "search/": "main form",
    "announcements/": "main .announcement",
    "announcements/welcome/": "main .announcement",
    "venue/": "main .prose",
}
ARABIC = {"Call +90 212 555 0100.": "اتصلوا على +90 212 555 0100."}
# What the device holds, as keys of documents.
KEYS = """async () => {
    const db = await new Promise((done) => {
        const request = indexedDB.open("majlis", 1);
        request.onsuccess = () => done(request.result);
    });
    const keys = await new Promise((done) => {
        const request = db.transaction("documents").objectStore("documents").getAllKeys();
        request.onsuccess = () => done(request.result);
    });
    db.close();
    return keys;
}"""
# All that this origin has on the device.
LEFT = """async () => ({
    databases: (await indexedDB.databases()).map((row) => row.name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
})"""
NOTHING = {"databases": [], "caches": [], "workers": 0, "local": [], "session": []}
KEPT = """async ([edition, language]) => {
    await navigator.serviceWorker.ready;
    const db = await new Promise((done) => {
        const request = indexedDB.open("majlis", 1);
        request.onsuccess = () => done(request.result);
    });
    const own = `${edition}/${language}`;
    const ask = (method, key) => new Promise((done) => {
        const request = db.transaction("documents").objectStore("documents")[method](key);
        request.onsuccess = () => done(request.result);
    });
    const keys = await ask("getAllKeys");
    const details = JSON.stringify(await ask("get", `${own}/details`)) ?? "";
    db.close();
    const pictures = [...details.matchAll(/"srcset":"(\\S+) /g)].map(([, address]) => address);
    const kept = await Promise.all(pictures.map((address) => caches.match(address)));
    const wanted = [`${own}/programme`, `${own}/details`, `/${language}/site`];
    const shell = await caches.match(`/app/shell/${language}/`);
    return wanted.every((key) => keys.includes(key)) && !!shell && kept.every(Boolean);
}"""
# Elements, attributes and words of masthead and main, without what only a form control differs in
# and without what only the app can do (data-app).
OUTLINE = """() => {
    const lines = [];
    const walk = (node) => {
        const text = node.nodeType === 3 && node.data.replace(/\\s+/g, " ").trim();
        if (text) lines.push(text);
        if (node.nodeType !== 1 || node.hasAttribute("data-app")) return;
        const isControl = ["input", "option"].includes(node.localName);
        const attributes = [...node.attributes]
            .filter(({ name }) => !(isControl && ["value", "selected", "checked"].includes(name)))
            .map(({ name, value }) => `${name}=${value}`).sort();
        lines.push([node.localName, ...attributes].join(" "));
        node.normalize();
        node.childNodes.forEach(walk);
    };
    walk(document.querySelector(".masthead").cloneNode(true));
    walk(document.querySelector("main").cloneNode(true));
    return lines;
}"""


@pytest.fixture(scope="module")
def page(server):
    """An edition in English and Arabic, with one of everything."""
    page = factories.make_edition(latitude=41.0082, longitude=28)
    page.venue_name, page.place = "The old (printing) house!", "Istanbul, Turkey"
    page.venue_directions = "<p>Call +90 212 555 0100.</p>"
    page.venue_picture, page.venue_picture_alt = make_photo(), "A house of three storeys"
    page.save_revision().publish()
    room = factories.make_room(page.edition, "Hall", directions="First door on the left")
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
        factories.translate(instance, "ar", ARABIC, default="ع {}")
    snapshots.rebuild()
    return page


@pytest.fixture(scope="module")
def sessions(page):
    """On one afternoon: two that overlap, a cancelled one beside them, and one later."""
    times = {"First": "14:00", "Rival": "14:15", "Off": "14:20", "Late": "16:00"}
    room = factories.make_room(page.edition, "Cedar Room")
    made = {
        title: factories.make_session(page, title, at=at, room=room) for title, at in times.items()
    }
    slot_of(made["Off"]).update(state=Slot.State.CANCELLED)
    snapshots.rebuild()
    return made


def slot_of(session):
    return Slot.objects.filter(session_key=session.translation_key)


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


def refresh(reader):
    """Have the app ask for all documents, as it does when the network comes back."""
    reader.page.evaluate("dispatchEvent(new Event('online'))")


def id_of(session):
    return public_id(session.translation_key)


def star_all(reader, *rows):
    """Star sessions of the sample edition as if long ago."""
    ids = json.dumps([id_of(row) for row in rows])
    reader.page.evaluate("(ids) => localStorage.setItem('majlis.stars/sample', ids)", ids)


def let_pass(reader, seconds):
    """Move the page's clock on, slowly enough for the answers that it waits for."""
    for _second in range(seconds):
        reader.page.clock.run_for(1000)
        reader.page.wait_for_timeout(20)


def is_drawn_by_the_app(reader):
    return reader.page.locator("link[rel=canonical]").count() == 0
