"""announcements.atom (RFC 4287)."""

import datetime as dt
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import SubElement

from django.conf import settings
from django.utils.translation import gettext as _

from events.feeds.common import address, clean, moment, with_addresses

NAMESPACE = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


_HOST = urlsplit(settings.BASE_URL).hostname


def make(library, built_at):
    edition = library.programme["edition"]
    rows = library["announcements"].values()
    url = address(f"{library.base}/announcements.atom")
    feed = ElementTree.Element("feed", {"xmlns": NAMESPACE, LANGUAGE: library.language})
    _add(feed, "id", url)
    _add(feed, "title", f"{edition['title']}: {_('Announcements')}")
    _add(feed, "updated", built_at.astimezone(dt.UTC).isoformat(timespec="seconds"))
    _add(SubElement(feed, "author"), "name", edition["title"])
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=url)
    SubElement(feed, "link", rel="alternate", href=address(f"{library.base}/announcements/"))
    for row in rows:
        _entry(feed, row, library)
    return ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)


def _entry(feed, row, library):
    entry = SubElement(feed, "entry", {LANGUAGE: row["lang"]})
    at = moment(row["at"]).isoformat()
    _add(entry, "id", f"tag:{_HOST},2020:{library.slug}/{library.language}/{row['id']}")
    _add(entry, "title", row["title"])
    _add(entry, "published", at)
    _add(entry, "updated", at)
    SubElement(entry, "link", rel="alternate", href=address(row["path"]))
    SubElement(entry, "category", term=row["urgency"])
    _add(entry, "content", with_addresses(row["body"], library), type="html")


def _add(parent, name, text, **attributes):
    SubElement(parent, name, attributes).text = clean(text)
