"""What the editor of a translation sends: its form all texts at once, its script one by one."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.localize import rights
from cms.localize.panel import TEXT
from cms.translating import access, rows, saving, tokens

SEEN, CONFIRM, PLACE = "seen-", "confirm-", "place-"  # names of fields, like TEXT


class TranslationMixin:
    """Finds the translation of the address, and refuses people who may not write it."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.translation = get_object_or_404(
            Translation.objects.select_related("source__locale", "target_locale"),
            pk=kwargs["pk"],
            enabled=True,
        )
        self.target = rights.target_or_404(self.translation)
        if not access.may_write(request.user, self.translation):
            raise PermissionDenied
        self.is_page = isinstance(self.target, Page)

    @cached_property
    def is_locked(self):
        return rights.is_locked_for(self.request.user, self.target)

    def write(self, typed):
        """Store typed texts `{pk: text}`; returns `{pk: Saved}`, with the keys of now.

        Publishing the source gives its sentences other primary keys; their places tell which is
        which. What belongs to no sentence any more is left in `lost`.
        """
        data = self.request.POST
        found = {text.segment.pk: text for text in saving.texts(self.translation)}
        places_now = {rows.place_of(text.segment): pk for pk, text in found.items()}
        self.typed, self.lost = {}, []
        words, outcome, seen, confirmed = {}, {}, {}, set()
        for sent, text in typed.items():
            pk = sent if sent in found else places_now.get(data.get(f"{PLACE}{sent}"))
            if pk is None:
                self.lost += [text] if text.strip() else []
                continue
            self.typed[pk] = text
            try:
                words[pk] = _html(text, found[pk])
            except tokens.TokenError as error:
                outcome[pk] = saving.Saved("refused", str(error))
            if f"{SEEN}{sent}" in data:
                seen[pk] = data[f"{SEEN}{sent}"]
            if f"{CONFIRM}{sent}" in data:
                confirmed.add(pk)
        return outcome | saving.write(
            self.translation, words, self.request.user, seen=seen, confirmed=confirmed
        )


def _html(typed, text):
    """What was typed as HTML; what was only shown stays as it is stored, to the letter."""
    typed = typed.replace("\r\n", "\n").strip()
    if typed == tokens.to_text(text.html, text.source).strip():
        return text.html
    return tokens.to_html(typed, text.source)


class SegmentView(TranslationMixin, View):
    """Saves one text for the script of the editor; answers in JSON."""

    def post(self, request, *args, **kwargs):
        pk = kwargs["segment"]
        if self.is_locked:
            return JsonResponse({"state": "refused", "message": _("This page is locked.")})
        if f"{TEXT}{pk}" not in request.POST:
            return HttpResponseBadRequest()
        outcome = self.write({pk: request.POST[f"{TEXT}{pk}"]})
        if not outcome:
            message = _("The original does not have this sentence any more. Load the page again.")
            return JsonResponse({"state": "refused", "message": message})
        ((pk, saved),) = outcome.items()
        found = saving.texts(self.translation)
        (text,) = [text for text in found if text.segment.pk == pk]
        answer = {
            "state": saved.state,
            "message": saved.message,
            "status": rows.status_of(text),
            "done": sum(other.is_done for other in found),
            "total": len(found),
        }
        if saved.state == "conflict":
            answer["theirs"] = tokens.to_text(text.html, text.source)
            answer["seen"] = text.fingerprint
        elif saved.state != "refused":
            answer["warnings"] = saving.warnings_of(text.source, text.html)
            answer["seen"] = text.fingerprint
        return JsonResponse(answer)
