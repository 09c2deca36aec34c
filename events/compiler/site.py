"""Makes the site's document of one language: front page, plain pages, list of editions."""

from django.db.models import Q
from django.utils import translation

from events.compiler import pictures
from events.compiler.bodies import Words, body_images, body_pages
from events.compiler.dates import date_range
from events.compiler.documents import VERSION
from events.compiler.heads import Heads
from events.compiler.loading import Loader
from events.models import Edition, EditionPage
from home.models import ContentPage, HomePage


def build(language, make_loader=Loader):
    """The site's document as a dict, or None while there is no published front page."""
    default = HomePage.objects.filter(live=True, alias_of=None).order_by("pk").first()
    if default is None:
        return None
    loader = make_loader(language, default.locale.language_code)
    homes = loader.pages(HomePage, Q(depth=2))
    home = next((item for item in homes if item.key == default.translation_key), None)
    if home is None:  # it is private
        return None
    pages = loader.pages(ContentPage, Q(depth=3))
    editions = loader.pages(EditionPage, Q(edition__in=Edition.objects.public()))
    untranslated = loader.untranslated([home, *pages, *editions])
    wides = set()
    for item in pages:
        wides |= body_images(item.words)
    words = Words(_hrefs(pages, language), pictures.load(set(), wides))

    head = Heads(loader, default.locale.language_code, untranslated, children=_none).head
    with translation.override(language):
        return {
            "v": VERSION,
            "language": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "source": default.locale.language_code,
            "home": head(home)
            | {
                "title": home.words.title,
                "introduction": words.rich(
                    home.words.introduction, "introduction", untranslated.get(home.key)
                ),
            },
            "editions": _editions(editions, head, language),
            "pages": [_page(item, head, words, untranslated.get(item.key)) for item in pages],
        }


def _none(_item, field):
    """Of an edition's organisers the site's document says nothing."""
    return [] if field == "organisers" else None


def _page(item, head, words, missing):
    return head(item) | {
        "slug": item.origin.slug,
        "title": item.words.title,
        "body": words.body(item.words.body, missing),
    }


def _editions(items, head, language):
    facts = {edition.pk: edition for edition in Edition.objects.public()}
    rows = []
    for item in items:
        edition = facts[item.origin.edition_id]
        rows.append(
            head(item)
            | {
                "slug": edition.slug,
                "title": item.words.title,
                "tagline": item.words.tagline,
                "place": item.words.place or edition.city,
                "state": edition.state,
                "sample": edition.is_sample,
                "starts_on": edition.starts_on.isoformat(),
                "ends_on": edition.ends_on.isoformat(),
                "dates": date_range(edition.starts_on, edition.ends_on, language),
            }
        )
    return sorted(rows, key=lambda row: row["starts_on"], reverse=True)


def _hrefs(pages, language):
    """Links between the site's own pages; a link to anything else goes to the front page."""
    hrefs = {
        row.pk: f"/{language}/{item.origin.slug}/"
        for item in pages
        for row in (item.origin, item.words)
    }
    wanted = set()
    for item in pages:
        wanted |= body_pages(item.words)
    return dict.fromkeys(wanted, f"/{language}/") | hrefs
