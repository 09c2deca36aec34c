"""The pages of the translators' desk that show: editions, and the board of one."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator

from cms.translating import access, listing, work
from cms.translating.languages import Language
from cms.translating.places import SITE
from cms.translating.summaries import address, board_for, summaries
from events.models import Edition
from home import desk
from registration.desk.views import titles

EDITIONS_PER_PAGE = 5  # each costs the queries of a board


class DeskMixin(desk.DeskMixin):
    """A page for those who translate, coordinate or invite; all start at the list of editions."""

    header_icon = "wagtail-localize-language"

    @cached_property
    def languages(self):
        return access.Languages(self.request.user)

    def dispatch(self, request, *args, **kwargs):
        if not (self.languages.shown or access.may_invite(request.user)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def start(self):
        return {"url": reverse("translating:editions"), "label": _("Translations")}


class EditionsView(DeskMixin, TemplateView):
    """All editions, newest first, with what is to do in the person's languages."""

    template_name = "cms/translating/editions.html"
    page_title = gettext_lazy("Translations")

    def start(self):
        return {"url": "", "label": _("Translations")}

    def get_context_data(self, **kwargs):
        pages = WagtailPaginator(Edition.objects.newest_first(), EDITIONS_PER_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        names = titles(page.object_list)
        rows = [self._row(edition, names[edition.pk]) for edition in page]
        site = self._row(None, _("Pages of the site"))
        return super().get_context_data(
            rows=[*rows, site] if page.number == 1 else rows,
            page=page,
            elided_page_range=pages.get_elided_page_range(page.number),
            may_invite=access.may_invite(self.request.user),
            **kwargs,
        )

    def _row(self, edition, title):
        board = board_for(edition, self.languages)
        return {
            "edition": edition,
            "title": title,
            "source": Language(edition.source_language) if edition else None,
            "url": address("board", edition),
            "summaries": summaries(board, edition, self.languages),
        }


class EditionMixin(DeskMixin):
    """A page of one edition; without a slug in its address, of the pages of the site."""

    @cached_property
    def edition(self):
        if "slug" not in self.kwargs:
            return None
        return get_object_or_404(Edition, slug=self.kwargs["slug"])

    @cached_property
    def board(self):
        return board_for(self.edition, self.languages)

    @cached_property
    def name(self):
        if self.edition is None:
            return _("Pages of the site")
        pages = [row for row in self.board.rows if row.kind == "editionpage"]
        return pages[0].title if pages else self.edition.slug

    @property
    def slug(self):
        """How the editor is told which list one comes from."""
        return self.edition.slug if self.edition else SITE

    def address(self, name, *args, **asked):
        return address(name, self.edition, *args, **asked)

    def trail(self):
        return [
            {"url": self.address("board"), "label": self.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_page_subtitle(self):
        return self.name

    def get_context_data(self, **kwargs):
        shared = {
            "edition": self.edition,
            "slug": self.slug,
            "board_url": self.address("board"),
            "languages": self.languages,
        }
        return super().get_context_data(**kwargs | shared)


class BoardView(EditionMixin, TemplateView):
    """What there is to translate: objects by languages."""

    template_name = "cms/translating/board.html"

    def get_page_title(self):
        return self.name

    def get_page_subtitle(self):
        return ""

    def trail(self):
        return [{"url": "", "label": self.name}]

    def get_context_data(self, **kwargs):
        found = summaries(self.board, self.edition, self.languages)
        codes = [row.language.code for row in found]
        form = listing.BoardForm(self.request.GET, board=self.board, languages=codes)
        pages = WagtailPaginator(form.found(), listing.PER_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        shown = form.shown
        return super().get_context_data(
            summaries=found,
            form=form,
            page=page,
            elided_page_range=pages.get_elided_page_range(page.number),
            columns=[Language(code) for code in shown],
            tabs=self._tabs(codes, form.asked.get("language")),
            lines=listing.lines(page.object_list, shown, self.edition, self.languages.known),
            jobs=work.jobs_of(self.edition, self.languages),
            query=self.request.GET.urlencode(),
            ask_one_url=self.address("ask_one"),
            po_url=self._po_url(shown),
            **kwargs,
        )

    def _po_url(self, shown):
        """Of the files of the one language that is shown, for those who may write it."""
        if len(shown) != 1 or shown[0] not in self.languages.written:
            return ""
        return reverse("translating:po", kwargs=self.kwargs | {"language": shown[0]})

    def _tabs(self, codes, chosen):
        """Addresses that choose one language and keep what else is asked for."""
        asked = self.request.GET.copy()
        asked.pop("p", None)
        found = []
        for code in ["", *codes]:
            asked["language"] = code
            found.append((Language(code), f"?{asked.urlencode()}", code == (chosen or "")))
        return found
