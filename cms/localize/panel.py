"""The preview panel of the translation editor: Wagtail's own, for words that may not be saved."""

from contextlib import suppress

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from wagtail.admin.ui.side_panels import PreviewSidePanel
from wagtail.admin.views.generic.preview import PreviewOnEdit
from wagtail.models import Page
from wagtail.utils.decorators import xframe_options_sameorigin_override
from wagtail_localize.models import Translation
from wagtail_localize.strings import StringValue

from cms.localize import rights
from cms.translating import tokens

TEXT = "string-"  # names of fields: this and the number of a segment


class TranslationPreviewPanel(PreviewSidePanel):
    def __init__(self, translation, page, request):
        address = reverse("localize_preview_panel", args=[translation.pk])
        super().__init__(page, request, preview_url=address)


class PreviewPanel(PreviewOnEdit):
    """Takes what is in the fields of the editor, as Wagtail does for a page, and shows it."""

    def get_object(self):
        self.translation = get_object_or_404(Translation, pk=self.kwargs["translation_id"])
        self.parent_object_id = f"translation {self.translation.pk}"  # apart from the page's form
        page = rights.target_or_404(self.translation)
        if not isinstance(page, Page):
            raise Http404
        if not rights.may_edit(self.request.user, page):
            raise PermissionDenied
        return page

    def get_form(self, query_dict):
        """Any text will do, so there is nothing to check."""
        return forms.Form(query_dict)

    def post(self, request, *args, **kwargs):
        if any(name.startswith(TEXT) for name in request.POST):
            return super().post(request, *args, **kwargs)
        self.delete(request)
        return JsonResponse({"is_valid": True, "is_available": True})

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request, *args, **kwargs):
        texts = self._get_form_data(self._get_form_state())
        page = translated(self.translation, texts)
        mode = page.default_preview_mode
        return page.make_preview_request(request, mode, self.get_extra_request_attrs())


def translated(translation, texts):
    """The page in memory, with what is typed above what is saved; nothing is written."""
    source = translation.source
    rows = source.stringsegment_set.values_list("context__path", "order", "pk", "string__data")
    typed = {
        (path, order): (texts.get(f"{TEXT}{pk}", "").strip(), html)
        for path, order, pk, html in rows
    }
    saved_segments = source._get_segments_for_translation

    def segments(locale, fallback=False):
        found = saved_segments(locale, fallback=fallback)
        return [
            _with_text(segment, *typed.get((segment.path, segment.order), ("", "")))
            for segment in found
        ]

    source._get_segments_for_translation = segments
    return source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)


def _with_text(segment, text, source):
    """A segment with another text; itself while that is empty or a token is half typed."""
    if not text:
        return segment
    changed = segment.clone()
    with suppress(ValueError, KeyError, TypeError):  # a tag without its attributes
        changed.string = StringValue.from_translated_html(tokens.to_html(text, source))
        changed.render_html()
        return changed
    return segment
