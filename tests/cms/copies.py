"""An old edition, new ones that are made from it, and what can be said of them."""

import datetime as dt
import json
import re

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms import jobs
from cms.desk import copying
from cms.desk.copy_steps import Part
from events import services
from events.copying import edition_like, source_page
from events.models import EditionOrganiser, EditionPage, Room, SessionPage, Slot, Track
from registration.models import Question
from tests import factories
from tests.cms.people import make_user

WHOLE = ([], [], [], [], [])
AUTUMN = dt.date(2027, 10, 29)  # Berlin's clocks go back on the 31st


def link(page, words="there"):
    return f'<p><a linktype="page" id="{page.pk}">{words}</a></p>'


def make_old(home):
    """Berlin, three days over the end of summer time: two sessions, one cancelled, one draft."""
    make_user()
    page = factories.make_edition(
        "autumn-2027", starts_on=AUTUMN, ends_on=dt.date(2027, 10, 31), time_zone="Europe/Berlin"
    )
    edition = page.edition
    hall = factories.make_room(edition, "Hall", capacity=80)
    factories.translate(hall, "ar", {"Hall": "القاعة"})
    track = factories.make_track(edition)
    speaker = factories.make_speaker()
    opening = factories.make_session(
        page, room=hall, track=track, speakers=[speaker], minutes=60, summary="We begin."
    )
    closing = factories.make_session(page, "Closing", at=None)
    Slot.objects.create(
        edition=edition,
        session_key=closing.translation_key,
        starts_at=dt.datetime(2027, 10, 31, 9, tzinfo=edition.zone),
    )
    gone = factories.make_session(page, "Gone", at="15:00")
    services.cancel_slot(gone.slot)
    factories.publish_below(page, SessionPage(title="Draft", slug="draft")).unpublish()
    factories.make_announcement(page)
    venue = factories.make_content_page(page, "Venue", [link(opening), link(page)])
    outside = factories.make_content_page(home, "Imprint")
    opening.abstract = link(venue) + link(gone) + link(outside)
    opening.save_revision().publish()
    page.introduction = link(venue)
    page.organisers = [EditionOrganiser(name="Culture Forum", locale=page.locale)]
    page.save_revision().publish()
    return EditionPage.objects.get(pk=page.pk)


def begin(
    old, *, slug="autumn-2028", languages=("ar",), parts=tuple(Part.values), token="t", **facts
):
    values = {"slug": slug, "number": 4, "starts_on": dt.date(2028, 10, 27)} | facts
    values["ends_on"] = values["starts_on"] + (old.edition.ends_on - old.edition.starts_on)
    edition = edition_like(old.edition, languages=["en", *languages], **values)
    return copying.begin(
        old,
        edition,
        title="Autumn 2028",
        parts=parts,
        languages=languages,
        token=token,
        user=make_user(),
    )


def copy(old, **values):
    """The page of a new edition, all of whose steps were done."""
    job = begin(old, **values)
    assert not jobs.go_on(job.pk, seconds=60)
    return source_page(job.edition)


def below(page, model):
    return {row.title: row for row in model.objects.child_of(page)}


def planned(session):
    return dt.datetime.fromisoformat(session.slot_draft["changes"]["starts_at"])


def links(page):
    """Slugs of the pages that a page's words link to, in order."""
    words = json.dumps(page.get_latest_revision().content)
    keys = [int(key) for key in re.findall(r'linktype=\\+"page\\+" id=\\+"(\d+)', words)]
    slugs = dict(Page.objects.filter(pk__in=keys).values_list("pk", "url_path"))
    return [slugs[key].strip("/").partition("/")[2] for key in keys]


def described(page):
    """All of a copy that does not depend on primary keys and random keys."""
    edition = page.edition
    contexts = {row.translation_key for row in (*page.get_descendants(inclusive=True),)}
    rooms = {room.pk: room.name for room in Room.objects.filter(edition=edition)}
    pages = [
        {
            "title": row.title,
            "slug": row.slug if row.pk != root.pk else "",
            "live": row.live,
            "links": [link.replace(edition.slug, "new") for link in links(row)],
            "language": row.locale.language_code,
            "revisions": row.revisions.count() > 0,
            "plan": planned_in(row, rooms),
        }
        for root in edition.pages.order_by("locale_id")
        for row in (root, *root.get_descendants().specific())
    ]
    asked = Translation.objects.filter(source__object_id__in=contexts)
    texts = StringTranslation.objects.filter(context__object_id__in=contexts)
    return {
        "pages": pages,
        "rooms": sorted(Room.objects.filter(edition=edition).values_list("name", "locale_id")),
        "tracks": sorted(Track.objects.filter(edition=edition).values_list("name", "locale_id")),
        "questions": sorted(Question.objects.filter(edition=edition).values_list("label")),
        "seats": list(edition.seat_pools.values_list("kind", "capacity", "taken")),
        "asked": sorted(asked.values_list("source__object_repr", "target_locale_id")),
        "texts": sorted(texts.values_list("data", "locale_id")),
    }


def planned_in(row, rooms):
    changes = dict(getattr(row, "slot_draft", {}).get("changes", {}))
    return changes | {"room": rooms.get(changes.get("room"))}
