"""Descriptions for search engines in the words of schema.org, as JSON-LD."""

from django.conf import settings
from django.utils.html import strip_tags

from events.web import naming

STATES = {
    "cancelled": "EventCancelled",
    "replaced": "EventCancelled",
    "moved": "EventRescheduled",
    "delayed": "EventRescheduled",
}


def site(home, wanted):
    return _top("WebSite", name=home["title"], url=_url(wanted.path), inLanguage=wanted.language)


def edition(contents):
    return {"@context": "https://schema.org"} | _edition(contents)


def _edition(contents):
    row = contents.edition
    place = {"@type": "Place", "name": row.get("venue") or row.get("place")}
    address = {"addressLocality": row.get("place"), "addressCountry": row.get("country")}
    place["address"] = {"@type": "PostalAddress"} | _filled(address)
    if "coordinates" in row:
        latitude, longitude = row["coordinates"]
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": latitude,
            "longitude": longitude,
        }
    return _filled(
        {
            "@type": "Event",
            "@id": _url(contents.root),
            "url": _url(contents.root),
            "name": row["title"],
            "description": row.get("tagline"),
            "startDate": row["starts_on"],
            "endDate": row["ends_on"],
            "eventStatus": "https://schema.org/EventScheduled",
            "inLanguage": row["lang_of"].code("title"),
            "location": place if place["name"] else None,
            "organizer": [
                _filled({"@type": "Organization", "name": part["name"], "url": part.get("url")})
                for part in row["organisers"]
            ],
        }
    )


def programme(contents, sessions):
    """The edition with the sessions of one day, in few words each."""
    parts = [
        {
            "@type": "Event",
            "name": row["title"],
            "url": _url(row["href"]),
            "startDate": row["start"],
            "endDate": row["end"],
        }
        for row in sessions
        if row["date"]
    ]
    return {"@context": "https://schema.org"} | _edition(contents) | {"subEvent": parts}


def session(contents, row):
    if not row["date"]:
        return None
    room = row["room"]
    return _top(
        "Event",
        name=row["title"],
        url=_url(row["href"]),
        description=row.get("summary") or naming.plain(row["abstract"]),
        startDate=row["start"],
        endDate=row["end"],
        eventStatus=f"https://schema.org/{STATES.get(row.get('state'), 'EventScheduled')}",
        inLanguage=row.get("languages"),
        location=_filled(
            {
                "@type": "Place",
                "name": room["name"] if room else contents.edition.get("venue"),
                "address": contents.edition.get("place"),
            }
        ),
        performer=[{"@type": "Person", "name": part["name"]} for part in row["speakers"]],
        superEvent=_edition(contents),
    )


def person(contents, row):
    photo = row.get("photo")
    return _top(
        "Person",
        name=row["name"],
        url=_url(row["href"]),
        jobTitle=row.get("role"),
        affiliation=row.get("affiliation"),
        description=naming.plain(row["biography"]),
        image=_url(photo["src"]) if photo else None,
        sameAs=[link["url"] for link in row.get("links", ())],
    )


def questions(blocks, language):
    """A FAQPage of the questions in a body; None if it has none."""
    entries = [
        {
            "@type": "Question",
            "name": block["question"],
            "acceptedAnswer": {"@type": "Answer", "text": strip_tags(block["answer"])},
        }
        for block in blocks
        if block["type"] == "question"
    ]
    return _top("FAQPage", inLanguage=language, mainEntity=entries) if entries else None


def _top(kind, **values):
    return {"@context": "https://schema.org", "@type": kind} | _filled(values)


def _url(path):
    return path if path.startswith("http") else f"{settings.BASE_URL}{path}"


def _filled(values):
    return {name: value for name, value in values.items() if value}
