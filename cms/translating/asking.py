"""Coordinators ask for translations: of an edition, which the worker does, or of one object."""

import logging

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.models import Page

from cms import jobs as work
from cms.localize.submission import SubmissionError
from cms.models import Job
from cms.translating import jobs
from cms.translating.languages import Language
from cms.translating.reading import VOCABULARIES
from cms.translating.summaries import translated
from cms.translating.views import EditionMixin
from cms.translating.work import Work, jobs_of
from home import desk

log = logging.getLogger(__name__)


class CoordinatorMixin(EditionMixin):
    def dispatch(self, request, *args, **kwargs):
        if not self.languages.is_coordinator:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class AskForm(forms.Form):
    """Languages to ask for, each with how many objects lack it."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )

    def __init__(self, *args, missing, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["languages"]
        field.choices = [(code, self._label(code, number)) for code, number in missing.items()]
        field.initial = [code for code, number in missing.items() if number]

    @staticmethod
    def _label(code, number):
        lacking = ngettext("%(count)s missing", "%(count)s missing", number) % {"count": number}
        return _("%(language)s: %(words)s") % {"language": Language(code).name, "words": lacking}


class AskView(CoordinatorMixin, desk.DeskFormMixin, FormView):
    """Ask for all that an edition lacks in some languages."""

    template_name = "cms/translating/ask.html"
    form_class = AskForm
    page_title = gettext_lazy("Ask for translations")
    button = gettext_lazy("Ask for translations")
    header_icon = ""

    def get_form_kwargs(self):
        counts = translated(self.board)
        missing = {code: number["missing"] for code, number in counts.items()}
        return super().get_form_kwargs() | {"missing": missing}

    def form_valid(self, form):
        chosen = form.cleaned_data["languages"]
        locales = [row for row in self.languages.known if row.language_code in chosen]
        jobs.start(self.edition, locales, self.request.user)
        messages.success(
            self.request, _("The translations are being asked for. You see below how far that is.")
        )
        return redirect(self.address("board"))


class AskOneView(CoordinatorMixin, View):
    """Ask for one object in one language, at once."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        key, _colon, code = request.POST.get("place", "").partition(":")
        locale = self.languages.locale(code)
        row = next((row for row in self.board.rows if str(row.key) == key), None)
        if row is None or code not in self.board.languages:
            raise Http404
        names = {"title": row.title, "language": Language(code).name}
        try:
            jobs.submit(self._instance(row), [locale], request.user)
        except SubmissionError:
            log.exception("%s %s was not asked for in %s", row.kind, row.key, code)
            text = _(
                "“%(title)s” could not be asked for in %(language)s;"
                " the administrators’ log says why."
            )
            messages.error(request, text % names)
        else:
            messages.success(request, _("“%(title)s” was asked for in %(language)s.") % names)
        query = request.POST.get("query", "")
        return redirect(f"{self.address('board')}{query and f'?{query}'}")

    def _instance(self, row):
        """The object as it was first written."""
        kinds = {model._meta.model_name: model for model in VOCABULARIES}
        rows = kinds.get(row.kind, Page).objects.filter(translation_key=row.key)
        return rows.get(locale__language_code=row.source)


class JobsView(CoordinatorMixin, TemplateView):
    """What the board says of jobs, for its script to put in place."""

    template_name = "cms/translating/includes/jobs.html"

    def get_context_data(self, **kwargs):
        return {
            "edition": self.edition,
            "jobs": jobs_of(self.edition, self.languages),
            "board_url": self.address("board"),
        }


class JobView(CoordinatorMixin, View):
    """Dismiss the line of a job that is done, or have one that is stuck or failed go on."""

    http_method_names = ["post"]

    def post(self, request, *args, pk, **kwargs):
        job = get_object_or_404(Job, pk=pk, edition=self.edition, kind=Job.Kind.SUBMIT)
        if request.POST.get("act") == "go_on":
            work.resume(job)
        elif Work(job).is_done:
            job.details["is_dismissed"] = True
            job.save(update_fields=["details"])
        return redirect(self.address("board"))
