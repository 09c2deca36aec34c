"""What the addresses that a role may open tell it: nothing of other languages, nobody's name."""

import io
from zipfile import ZipFile

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.models import Digest
from cms.translating import digests
from events.models import AnnouncementPage
from tests import factories
from tests.cms import admin_matrix, admin_walk
from tests.cms.people import make_user
from tests.cms.test_admin_matrix import GROUPS, Visitor, world

__all__ = ["world"]

DRAFTS = ["Taslak bir", "Taslak iki", "Taslak asil"]  # the last was first written in Turkish
WORDS = ["Metin bir", "Terim bir"]  # a text of a translation, a term
COLLEAGUE = ["ayse@example.org", "Ayse"]  # who translates into Turkish
PERSONAL = ["amina@example.org", "Amina"]  # of the registration
TURKISH = [*DRAFTS, *WORDS, *COLLEAGUE]


@pytest.fixture
def turkish(world):
    """What is in Turkish is a draft, in words that stand nowhere else, of a translator by name."""
    rows, user = world.rows["tr"], world.translator
    user.email, user.first_name = COLLEAGUE
    user.save()
    Digest.objects.create(user=user)
    factories.fill(rows.translation, {"Opening": WORDS[0]})
    for page, title in zip((rows.session, rows.moderated), DRAFTS, strict=False):
        page.title = page.draft_title = title
        page.save_revision(user=user)
        values = {"title": title, "draft_title": title, "live": False}
        Page.objects.filter(pk=page.pk).update(**values)
    own = AnnouncementPage(title=DRAFTS[2], locale=rows.locale, live=False, owner=user)
    rows.page.add_child(instance=own)
    own.save_revision(user=user)
    rows.term.translation = WORDS[1]
    rows.term.save()


def told(world, role, words):
    """`{key: words}` of what stands in the answers to all that a role may open."""
    visitor, addresses = Visitor(make_user(GROUPS[role])), admin_walk.Addresses(world)
    found = {}
    for key, route in admin_walk.routes().items():
        row = admin_matrix.ROWS[key]
        if role in row.split() or row == "staff":
            address, form = addresses.of(route), addresses.form(route)
            text = body(visitor.visit(address, form)[1])
            if key.startswith("translating:"):
                text += body(visitor.visit(f"{address}&language=tr", form)[1])
            found[key] = {word for word in words if word in text}
    return {key: words for key, words in found.items() if words}


def body(response):
    """What a person reads in an answer, also in the files of a zip."""
    if response.status_code != 200:
        return ""
    content = response.getvalue()
    if response["Content-Type"] == "application/zip":
        with ZipFile(io.BytesIO(content)) as files:
            content = b"".join(files.read(name) for name in files.namelist())
    return content.decode(errors="replace")


def told_at(world, role, key, words):
    address = admin_walk.Addresses(world).of(admin_walk.routes()[key])
    text = body(Visitor(make_user(GROUPS[role])).ask(address))
    return [word for word in words if word in text]


def test_translators_are_told_nothing_of_other_languages_and_people(world, turkish):
    assert told(world, "translators", TURKISH + PERSONAL) == {}


def test_registrars_are_told_nothing_of_translations_and_translators(world, turkish):
    assert told(world, "registrars", TURKISH) == {}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("wagtailadmin_explore tr", [*DRAFTS, "Ayse"]),
        ("translating:board", DRAFTS[2:]),
        ("translating:glossary", WORDS[1:]),
        ("translating:invite", COLLEAGUE),
        ("translating:po tr", []),
        ("translating:po_download tr", WORDS[:1]),
        ("translating:text tr", [DRAFTS[0], WORDS[0], "Ayse"]),
    ],
)
def test_coordinators_are_told_of_turkish(world, turkish, key, words):
    assert told_at(world, "coordinators", key, TURKISH) == words


def test_a_digest_says_nothing_of_other_languages_and_people(world, turkish, monkeypatch):
    monkeypatch.setattr(digests, "MOST", 99)
    factories.submit(factories.make_session(world.rows["en"].page, "Closing"), "ar")

    def mailed():
        desk = digests.Desk(None, timezone.now())
        letter = digests.letter(Digest(user=make_user("translators-ar")), desk)
        words = ["Closing", *TURKISH, *PERSONAL]
        return [word for word in words if word in letter.text + letter.html]

    assert mailed() == ["Closing"]
    factories.submit(AnnouncementPage.objects.get(title=DRAFTS[2]), "ar")
    assert mailed() == ["Closing", DRAFTS[2]]


def test_editors_are_told_nowhere_who_registered(world):
    assert told(world, "editors", PERSONAL) == {}


def test_registrars_are_told_who_registered(world):
    assert told_at(world, "registrars", "registrations:list", PERSONAL) == PERSONAL
