"""An editor's preview: the app with the words that are on the screen, above the plain page.

The documents are compiled for this one answer and embedded; frontend/src/preview.tsx draws from
them. Where no script runs, the page that the server made stays.
"""

from django.http import Http404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.compiler import preview
from events.compiler.documents import CompileError
from events.forms import edition_above
from events.models import AnnouncementPage, Edition, EditionPage, SessionPage, SpeakerPage
from events.web import pages, surroundings
from events.web.contents import Contents
from home.models import HomePage

EDITION_PAGES = {
    EditionPage: pages.overview,
    SessionPage: pages.session,
    AnnouncementPage: pages.announcement,
    SpeakerPage: pages.speaker,
}


def render_preview(page):
    """HTML of a page that is not saved yet, or words that say why there is none."""
    with override(page.locale.language_code):
        edition = _edition(page)
        try:
            return _render_site(page) if edition is None else _render_edition(edition, page)
        except CompileError as error:
            return _render_problem(page, str(error))
        except Http404:
            return _render_problem(page, _("Readers do not see this page anywhere yet."))


def _render_edition(edition, page):
    documents = preview.edition_documents(edition, page)
    if documents is None:
        return _render_problem(page, _("The edition has no page yet."))
    site = preview.site_around(edition, page)
    found = Contents(documents["programme"], documents["details"])
    view = EDITION_PAGES.get(type(page), pages.page)
    path = f"{found.root}{page.public_path()}" if isinstance(page, SpeakerPage) else _path(page)
    return _render(view, page, path, documents | {"site": site}, contents=found)


def _render_site(page):
    site = preview.site_document(page)
    if site is None:
        return _render_problem(page, _("The site has no published front page yet."))
    view = pages.front if isinstance(page, HomePage) else pages.site_page
    return _render(view, page, _path(page), {"site": site}, site=site)


def _render(view, page, path, documents, **given):
    language = page.locale.language_code
    template, context = view(pages.Unsaved(view, language, path, page.slug, **given))
    return render_to_string(template, context | {"preview": documents | {"path": path}})


def _render_problem(page, message):
    around = surroundings.site_surroundings(page.locale.language_code, _path(page))
    context = around | {"languages": [], "message": message, "preview": {"path": ""}}
    return render_to_string("events/no_preview.html", context)


def _path(page):
    return f"/{page.locale.language_code}/{page.public_path()}"


def _edition(page):
    """The edition that a page is shown in; for a speaker the newest one that they speak in."""
    if not isinstance(page, SpeakerPage):
        return edition_above(page)
    newest = Edition.objects.newest_first()
    spoken = newest.filter(
        slots__session_key__in=SessionPage.objects.filter(
            speakers__speaker__translation_key=page.translation_key
        ).values("translation_key")
    )
    return spoken.first() or newest.first()
