"""Rich text as Wagtail stores it, turned into clean HTML for readers."""

import re
from html import escape
from html.parser import HTMLParser

import nh3

TAGS = {"p", "b", "i", "strong", "em", "a", "ul", "ol", "li", "h3", "h4", "hr", "br", "bdi"}
ATTRIBUTES = {"a": {"href", "rel"}, "bdi": {"dir"}}
SCHEMES = {"http", "https", "mailto", "tel"}
# Among Arabic words the groups of a telephone number would stand in reverse order.
_TELEPHONE = re.compile(r"(?<![\w+])[+0]\d[\d\u00a0 ()./-]{5,}\d")


class _Links(HTMLParser):
    """Calls `on_link(attributes)` for each <a> and isolates telephone numbers; copies the rest."""

    def __init__(self, on_link):
        super().__init__(convert_charrefs=False)
        self.on_link = on_link
        self.parts = []

    def handle_starttag(self, tag, attrs):
        attributes = self.on_link(dict(attrs)) if tag == "a" else dict(attrs)
        text = "".join(f' {name}="{escape(value or "")}"' for name, value in attributes.items())
        self.parts.append(f"<{tag}{text}>")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        self.parts.append(f"</{tag}>")

    def handle_data(self, data):
        self.parts.append(_TELEPHONE.sub(r'<bdi dir="ltr">\g<0></bdi>', data))

    def handle_entityref(self, name):
        self.parts.append(f"&{name};")

    def handle_charref(self, name):
        self.parts.append(f"&#{name};")


def _rewrite(html, on_link):
    parser = _Links(on_link)
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


def linked_pages(html):
    """Primary keys of the pages that a rich text links to."""
    found = set()

    def collect(attributes):
        if attributes.get("linktype") == "page" and attributes.get("id", "").isdigit():
            found.add(int(attributes["id"]))
        return attributes

    if html and 'linktype="page"' in html:
        _rewrite(html, collect)
    return found


def clean(html, hrefs):
    """Safe HTML for readers; `hrefs` maps a page's primary key to where its links go.

    A link to a page that readers cannot see keeps its words and loses its address.
    """
    if not html:
        return ""

    def resolve(attributes):
        if attributes.get("linktype") == "page":
            identity = attributes.get("id", "")
            href = hrefs.get(int(identity)) if identity.isdigit() else None
            return {"href": href} if href else {}
        if "linktype" in attributes:
            return {}
        href = attributes.get("href") or ""
        outside = {"rel": "noopener noreferrer"} if href.startswith("http") else {}
        return {"href": href} | outside

    if "<a" in html or _TELEPHONE.search(html):
        html = _rewrite(html, resolve)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, url_schemes=SCHEMES)
