"""The pages that make a new edition from an old one, and say how far that is."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from cms import jobs
from cms.desk import access, copying, progress
from cms.desk.copy_forms import CopyForm
from cms.desk.views import DeskFormMixin, EditionMixin
from events.clashes import isolated
from events.exceptions import Refused


class MayCopyMixin(EditionMixin):
    """For people who may add editions where the old one is."""

    def dispatch(self, request, *args, **kwargs):
        if not access.may_copy(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class CopyView(MayCopyMixin, DeskFormMixin, FormView):
    """One form, one button; the worker does the rest."""

    form_class = CopyForm
    page_title = gettext_lazy("New edition from this one")
    button = gettext_lazy("Make the new edition")

    def dispatch(self, request, *args, **kwargs):
        if self.page is None and access.may_add_edition(request.user):
            messages.error(
                request,
                _("This edition has no page in its source language yet: there is nothing to copy."),
            )
            return redirect(self.hub_url())
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return _("New edition from %(title)s") % {"title": isolated(self.name)}

    def trail(self):
        return [{"url": self.hub_url(), "label": self.name}, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"old_page": self.page}

    def post(self, request, *args, **kwargs):
        """The same form a second time leads to what it made the first time."""
        job = copying.job_of(request.POST.get("token", ""))
        if job and job.started_by_id == request.user.pk:
            return redirect("desk:hub", job.edition.slug)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        cleaned = form.cleaned_data
        try:
            job = copying.begin(
                self.page,
                form.instance,
                title=cleaned["title"],
                parts=cleaned["parts"],
                languages=cleaned["languages"],
                token=cleaned["token"],
                user=self.request.user,
            )
        except Refused as refusal:
            form.add_error(refusal.code, refusal.message)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("The edition was made. Its pages follow in a few minutes; all of them are drafts."),
        )
        return redirect("desk:hub", job.edition.slug)


class ProgressView(EditionMixin, TemplateView):
    """How far a copy is, for the hub to show anew; sent as a form, it goes on with the copy."""

    template_name = "cms/desk/includes/copying.html"

    def get_context_data(self, **kwargs):
        copy = progress.of(self.edition)
        if copy is None:
            raise Http404
        return super().get_context_data(
            edition=self.edition,
            copy=copy,
            may_copy=access.may_copy(self.request.user, self.page),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if not access.may_copy(request.user, self.page):
            raise PermissionDenied
        job = copying.newest(self.edition)
        if job:
            jobs.resume(job)
        return redirect(self.hub_url())
