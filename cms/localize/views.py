"""Views of wagtail-localize, each behind the question whether this user may do this.

Their routes come before the stock ones and have the same addresses, so that the stock names still
lead here.
"""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import RedirectView
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views import convert, edit_translation
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.localize import rights
from cms.localize.panel import PreviewPanel
from cms.localize.submission import submit_parents
from cms.translating.sync import sync

LOCKED = gettext_lazy("This page is locked: nothing was changed.")


class SubmitMixin:
    """Only what the user may edit is submitted, and only in the language it was written in."""

    def get_object(self):
        instance = super().get_object()
        if not rights.may_edit(self.request.user, instance):
            raise PermissionDenied
        return instance

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("wagtail_localize.submit_translation"):
            raise PermissionDenied
        instance = self.get_object()
        source = rights.source_of(instance)
        if source is None:
            return super().dispatch(request, *args, **kwargs)
        messages.error(
            request,
            _("This is itself a translation. Ask for translations of “%(title)s” (%(language)s).")
            % {
                "title": source.object_repr,
                "language": source.locale.get_display_name(),
            },
        )
        return redirect(source.get_source_instance_edit_url())


class SubmitPage(SubmitMixin, SubmitPageTranslationView):
    @transaction.atomic
    def form_valid(self, form):
        submit_parents(self.object, form.cleaned_data["locales"], user=self.request.user)
        if form.cleaned_data["include_subtree"]:
            messages.info(self.request, _("The pages below follow in a few minutes."))
        return super().form_valid(form)


class SubmitSnippet(SubmitMixin, SubmitSnippetTranslationView):
    pass


class Update(UpdateTranslationsView):
    """“Sync translated pages”; publishes only where the user may publish."""

    def get_object(self):
        source = super().get_object()
        if not rights.may_edit(self.request.user, source.get_source_instance()):
            raise PermissionDenied
        return source

    def get_form(self):
        form = super().get_form()
        if not self._may_publish():
            field = form.fields["publish_translations"]
            field.disabled = True  # whatever is posted, the answer is no
            field.help_text = _("You may not publish in all languages of this page.")
        return form

    @transaction.atomic
    def form_valid(self, form):
        sync(self.object.get_source_instance())  # stock code forgets what stood there before
        return super().form_valid(form)

    def _may_publish(self):
        user = self.request.user
        targets = [
            row.get_target_instance() for row in self.object.translations.filter(enabled=True)
        ]
        return all(
            rights.may_publish(user, target) and not rights.is_locked_for(user, target)
            for target in targets
        )


def gone(request, **kwargs):
    raise Http404


def convert_to_alias(request, page_id):
    page = get_object_or_404(Page, pk=page_id)
    if not rights.may_publish(request.user, page) or rights.is_locked_for(request.user, page):
        raise PermissionDenied
    return convert.convert_to_alias(request, page_id)


def stop_translation(request, translation_id):
    target = rights.target_or_404(_translation(translation_id))
    if not rights.may_publish(request.user, target):
        raise PermissionDenied
    return edit_translation.stop_translation(request, translation_id)


def unlocked(view):
    """Answer with a message when the translated page is locked for the user."""

    @wraps(view)
    def guarded(request, translation_id):
        target = rights.target_or_404(_translation(translation_id))
        if rights.is_locked_for(request.user, target):
            messages.error(request, LOCKED)
            return redirect(_next(request))
        return view(request, translation_id)

    return guarded


def _translation(pk):
    return get_object_or_404(Translation, pk=pk)


def _next(request):
    return get_valid_next_url_from_request(request) or reverse("wagtailadmin_home")


# Stock code reports translations into all languages to everybody.
TO_BOARD = RedirectView.as_view(pattern_name="translating:editions")
TRANSLATION = "translate/<int:translation_id>/"
ROUTES = [
    path("submit/page/<int:page_id>/", SubmitPage.as_view()),
    path("submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", SubmitSnippet.as_view()),
    path("update/<int:translation_source_id>/", Update.as_view()),
    # What only the stock editor calls; ours is in cms/translating.
    path(f"{TRANSLATION}strings/<int:string_segment_id>/edit/", gone),
    path(f"{TRANSLATION}overrides/<int:overridable_segment_id>/edit/", gone),
    path(f"{TRANSLATION}preview/", gone),
    path(f"{TRANSLATION}preview/<str:mode>/", gone),
    path(f"{TRANSLATION}machine_translate/", unlocked(edit_translation.machine_translate)),
    path(f"{TRANSLATION}disable/", stop_translation),
    path(f"{TRANSLATION}panel/", PreviewPanel.as_view(), name="localize_preview_panel"),
    path("page/<int:page_id>/convert_to_alias/", convert_to_alias),
    path("reports/translations/", TO_BOARD),
    path("reports/translations/results/", TO_BOARD),
]
