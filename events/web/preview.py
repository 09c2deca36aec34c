"""An editor's preview: the public page with the words that are on the screen."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from events.compiler import preview
from events.compiler.documents import CompileError
from events.forms import edition_above
from events.models import AnnouncementPage, Edition, EditionPage, SessionPage, SpeakerPage
from events.web import pages
from events.web.contents import Contents
from events.web.serving import render
from home.models import HomePage

EDITION_PAGES = {
    EditionPage: pages.overview,
    SessionPage: pages.session,
    AnnouncementPage: pages.announcement,
    SpeakerPage: pages.speaker,
}


def render_preview(page):
    """HTML of a page that is not saved yet, or words that say why there is none."""
    edition = _edition(page)
    if edition is None:
        return _render_site(page)
    language = page.locale.language_code
    try:
        documents = preview.edition_documents(edition, page)
    except CompileError as error:
        return str(error)
    if documents is None:
        return _("The edition has no page yet.")
    with override(language):
        found = Contents(documents["programme"], documents["details"])
    return _render(EDITION_PAGES.get(type(page), pages.page), page, contents=found)


def _render_site(page):
    document = preview.site_document(page)
    if document is None:
        return _("The site has no published front page yet.")
    return _render(pages.front if isinstance(page, HomePage) else pages.site_page, page, document)


def _render(view, page, site=None, contents=None):
    language = page.locale.language_code
    path = f"/{language}/{page.public_path()}"
    wanted = pages.Unsaved(view, language, path, page.slug, contents, site)
    with override(language):
        return render(wanted)


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
