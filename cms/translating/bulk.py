"""Many at once: drafts that somebody has seen are confirmed, pages that are complete published."""

import logging

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail_localize.models import Translation

from cms.localize import rights
from cms.localize.views import LOCKED
from cms.translating import access, drafts, listing, saving, states
from cms.translating.languages import Language
from cms.translating.summaries import is_complete
from cms.translating.views import EditionMixin
from events.exceptions import Refused

log = logging.getLogger(__name__)

PER_PAGE = 100
PER_ROUND = 50  # pages that one request publishes
PARENTS_FIRST = ["homepage", "editionpage", "speakerindexpage"]


class LanguageMixin(EditionMixin):
    """A page of one edition in one language, for those who may do something in it."""

    def allowed(self):
        """Codes of the languages in which the person may do this."""
        raise NotImplementedError

    @cached_property
    def language(self):
        return Language(self.kwargs["language"])

    @cached_property
    def locale(self):
        return self.languages.locale(self.language.code)

    @cached_property
    def board(self):
        return states.load(self.edition, [self.locale], known=self.languages.known)

    def dispatch(self, request, *args, **kwargs):
        if not any(row.language_code == self.language.code for row in self.languages.known):
            raise Http404
        if self.locale is None or self.language.code not in self.allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def cells(self):
        """`[(row, cell), …]` in this language, if the edition has it."""
        code = self.language.code
        return [(row, row.cells[code]) for row in self.board.rows if code in row.cells]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs | {"language": self.language})


class DraftsView(LanguageMixin, TemplateView):
    """What the memory filled in, each text once, to be confirmed by somebody who reads it."""

    template_name = "cms/translating/drafts.html"
    page_title = gettext_lazy("Drafts to confirm")

    def allowed(self):
        return self.languages.written

    def found(self):
        return drafts.find([row.key for row, _cell in self.cells()], self.locale)

    def get_context_data(self, **kwargs):
        pages = WagtailPaginator(self.found(), PER_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        rows = {row.key: row for row in self.board.rows}
        return super().get_context_data(
            page=page,
            elided_page_range=pages.get_elided_page_range(page.number),
            lines=[
                (draft, [(rows[key], pk) for key, pk in draft.objects.items()]) for draft in page
            ],
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        chosen = set(request.POST.getlist("text"))
        seen = [draft for draft in self.found() if draft.value in chosen]
        done, locked = drafts.confirm(seen, request.user)
        if not chosen:
            messages.warning(request, _("Tick the texts that you want to confirm."))
        else:
            self._say(done, locked, len(chosen) - len(seen))
        return redirect(self._next(request))

    def _say(self, done, locked, gone):
        if done:
            text = ngettext("%(count)s text is confirmed.", "%(count)s texts are confirmed.", done)
            messages.success(self.request, text % {"count": done})
        if locked:
            text = ngettext(
                "%(count)s text stays a draft: its page is locked.",
                "%(count)s texts stay drafts: their pages are locked.",
                locked,
            )
            messages.warning(self.request, text % {"count": locked})
        if gone:
            text = ngettext(
                "%(count)s text was changed or confirmed by somebody meanwhile.",
                "%(count)s texts were changed or confirmed by somebody meanwhile.",
                gone,
            )
            messages.warning(self.request, text % {"count": gone})

    def _next(self, request):
        """The same page again while there are drafts, else the board."""
        return request.path if self.found() else self.address("board", language=self.language.code)


class PublishView(LanguageMixin, TemplateView):
    """Publish the pages of one language whose texts are all a person's."""

    template_name = "cms/translating/publish.html"
    page_title = gettext_lazy("Publish what is complete")

    def allowed(self):
        return self.languages.published

    def ready(self):
        """`[(row, cell), …]`, what others are below first."""
        found = [(row, cell) for row, cell in self.cells() if is_complete(cell)]
        return sorted(found, key=lambda pair: pair[0].kind not in PARENTS_FIRST)

    def get_context_data(self, **kwargs):
        ready = self.ready()
        rows = [row for row, _cell in ready[:PER_ROUND]]
        code = self.language.code
        return super().get_context_data(
            lines=listing.lines(rows, [code], self.edition, self.languages.known),
            total=len(ready),
            later=max(0, len(ready) - PER_ROUND),
            has_hidden=not all(row.is_public for row in rows),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        chosen = set(request.POST.getlist("page"))
        ready = [(row, cell) for row, cell in self.ready() if str(cell.translation) in chosen]
        done, failures = 0, []
        for row, cell in ready[:PER_ROUND]:
            failure = publish(cell.translation, request.user)
            if failure:
                failures.append((row.title, failure))
            else:
                done += 1
        self._say(done, failures)
        return redirect(self.address("board", language=self.language.code))

    def _say(self, done, failures):
        if done:
            text = ngettext("%(count)s page is published.", "%(count)s pages are published.", done)
            messages.success(self.request, text % {"count": done})
        elif not failures:
            messages.warning(self.request, _("Nothing was published: nothing was chosen."))
        if failures:
            text = ngettext(
                "%(count)s page is not published:",
                "%(count)s pages are not published:",
                len(failures),
            ) % {"count": len(failures)}
            rows = format_html_join("", "<li><bdi>{}</bdi>: {}</li>", failures)
            messages.error(self.request, format_html("{}<ul>{}</ul>", text, rows))


def publish(pk, user):
    """Publish one translation; returns in words why it was not, or nothing."""
    translation = Translation.objects.select_related("source", "target_locale").get(pk=pk)
    try:
        if rights.is_locked_for(user, translation.get_target_instance()):
            return str(LOCKED)
        if not access.may_publish(user, translation):
            return _("You may not publish this page.")
        with transaction.atomic():
            saving.publish(translation, user)
    except Refused as refusal:
        return refusal.message
    except Exception:  # whatever is wrong with one page, the others go on
        log.exception("Translation %s was not published", pk)
        return _("Something went wrong; the administrators’ log says what.")
    return ""
