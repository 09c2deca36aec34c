"""PO files out and in: of an edition, of the site's own pages, of one translation."""

from importlib import import_module

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.models import Locale
from wagtail_localize.models import Translation

from cms.localize import rights
from cms.translating import access, pofiles, pozips, taking
from cms.translating.views import DeskMixin
from events.models import Edition
from events.web import naming
from home import desk

HOUR = 60 * 60

# What became of texts, in the order in which people read it.
TOTALS = {
    "saved": ngettext_lazy("%(n)s text was taken.", "%(n)s texts were taken.", "n"),
    "warning": ngettext_lazy(
        "%(n)s warning: look at it below.", "%(n)s warnings: look at them below.", "n"
    ),
    "same": ngettext_lazy("%(n)s text was the same.", "%(n)s texts were the same.", "n"),
    "empty": ngettext_lazy(
        "%(n)s text had no translation yet.", "%(n)s texts had no translation yet.", "n"
    ),
    "fuzzy": ngettext_lazy(
        "%(n)s text was marked fuzzy (not finished) and was left out.",
        "%(n)s texts were marked fuzzy (not finished) and were left out.",
        "n",
    ),
    "conflict": ngettext_lazy(
        "%(n)s conflict: what is written here was kept.",
        "%(n)s conflicts: what is written here was kept.",
        "n",
    ),
    "faulty": ngettext_lazy(
        "%(n)s text is too long: it was kept, but readers do not see it.",
        "%(n)s texts are too long: they were kept, but readers do not see them.",
        "n",
    ),
    "refused": ngettext_lazy("%(n)s text was refused.", "%(n)s texts were refused.", "n"),
    "unknown": ngettext_lazy(
        "%(n)s text is not in the original any more.",
        "%(n)s texts are not in the original any more.",
        "n",
    ),
    "file": ngettext_lazy("%(n)s file was refused.", "%(n)s files were refused.", "n"),
}
KINDS = {
    "warning": gettext_lazy("Taken, with a warning"),
    "conflict": gettext_lazy("Conflict"),
    "faulty": gettext_lazy("Too long"),
    "refused": gettext_lazy("Refused"),
    "unknown": gettext_lazy("Unknown text"),
    "file": gettext_lazy("File"),
}


class UploadForm(forms.Form):
    """A zip of PO files, or one."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A zip file of PO files, or a single PO file."),
        allow_empty_file=True,  # the report says what is wrong with it
        widget=forms.FileInput(attrs={"accept": ".zip,.po"}),
    )
    overwrite = forms.BooleanField(
        label=gettext_lazy("Take the file’s words in conflicts"),
        help_text=gettext_lazy(
            "A conflict is a text that somebody has changed here since the file was made."
        ),
        required=False,
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > pozips.MOST_PACKED:
            size = filesizeformat(pozips.MOST_PACKED)
            raise forms.ValidationError(_("This file is larger than %(size)s.") % {"size": size})
        return file


class PoMixin(desk.DeskFormMixin, DeskMixin):
    """A page to fetch PO files from and to send them to."""

    template_name = "cms/translating/po.html"
    header_icon = ""
    form_class = UploadForm
    button = gettext_lazy("Upload")

    def get_page_title(self):
        return _("PO files: %(language)s") % {"language": self.language_name}

    @property
    def language_name(self):
        return naming.language_name(self.locale.language_code, get_language())

    def get_page_subtitle(self):
        return self.name

    def trail(self):
        return [{"url": "", "label": self.get_page_title()}]

    def form_valid(self, form):
        upload = form.cleaned_data["file"]
        report = taking.take(
            pozips.unpack(upload.name, upload.read()),
            {one.pk for one in self.translations()},
            self.locale,
            self.request.user,
            overwrite=form.cleaned_data["overwrite"],
        )
        return redirect("translating:po_report", _keep(report, self.request.user, self.own_url()))

    def get_context_data(self, **kwargs):
        return super().get_context_data(download=self.download_url(), **kwargs)


class EditionPoView(PoMixin, FormView):
    """All texts of an edition in one language, or of the pages that belong to none."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.edition, self.locale = _place(request.user, **kwargs)

    @cached_property
    def name(self):
        if self.edition is None:
            return _("Pages of the site")
        pages = self.edition.pages.filter(locale__language_code=self.edition.source_language)
        return pages.values_list("title", flat=True).first() or self.edition.slug

    def translations(self):
        return pozips.translations_of(self.edition, self.locale)

    def own_url(self):
        return reverse("translating:po", kwargs=self.kwargs)

    def download_url(self):
        return reverse("translating:po_download", kwargs=self.kwargs)


class TextPoView(PoMixin, FormView):
    """The texts of one translation."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.translation = _translation(request.user, kwargs["pk"])
        self.locale = self.translation.target_locale
        self.name = self.translation.source.object_repr

    def translations(self):
        return [self.translation]

    def trail(self):
        url = reverse("translating:text", args=[self.translation.pk])
        return [{"url": url, "label": self.name}, *super().trail()]

    def own_url(self):
        return reverse("translating:text_po", args=[self.translation.pk])

    def download_url(self):
        return reverse("translating:text_po_download", args=[self.translation.pk])


class ReportView(DeskMixin, TemplateView):
    """What became of an upload; kept for an hour, for who sent it."""

    template_name = "cms/translating/po_report.html"
    page_title = gettext_lazy("What was taken")

    def get_context_data(self, **kwargs):
        kept = _store(self.kwargs["key"])
        if kept.get("user") != self.request.user.pk:
            raise Http404
        report = taking.Report.from_json(kept["report"])
        return super().get_context_data(
            back=kept["back"],
            totals=[
                (kind, words % {"n": report.counts[kind]})
                for kind, words in TOTALS.items()
                if report.counts[kind]
            ],
            rows=[
                (KINDS[row.kind], naming.attributes(row.source_language), row)
                for row in report.rows
            ],
            left=report.counts["rows"] - len(report.rows),
            attributes=naming.attributes(report.language),
            **kwargs,
        )

    def trail(self):
        return [{"url": "", "label": self.page_title}]


def pack(request, language, slug=None):
    """The zip of an edition in one language, or of the site's own pages."""
    edition, locale = _place(request.user, language, slug)
    content = pozips.pack(pozips.translations_of(edition, locale))
    return _file(content, "application/zip", f"{slug or 'site'}-{language}.zip")


def download(request, pk):
    """One translation as a PO file."""
    translation = _translation(request.user, pk)
    content = pofiles.to_po(translation, pofiles.load([translation])[pk])
    name = f"{pozips.file_name(translation)}-{translation.target_locale.language_code}.po"
    return _file(content, "text/x-gettext-translation; charset=utf-8", name)


def _file(content, kind, name):
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _place(user, language, slug=None):
    """The edition (None for the site) and the locale of an address, if the person writes it."""
    edition = get_object_or_404(Edition, slug=slug) if slug else None
    locale = get_object_or_404(Locale, language_code=language)
    if edition and language not in edition.languages:
        raise Http404
    if not access.languages(user).filter(pk=locale.pk).exists():
        raise PermissionDenied
    return edition, locale


def _translation(user, pk):
    rows = Translation.objects.filter(enabled=True).select_related(*pozips.RELATED)
    translation = get_object_or_404(rows, pk=pk)
    rights.target_or_404(translation)
    if not access.may_write(user, translation):
        raise PermissionDenied
    return translation


def _store(key=None):
    """A session of its own: all processes know it, a reload sends nothing twice, it passes away."""
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def _keep(report, user, back):
    store = _store()
    store.update({"report": report.as_json(), "user": user.pk, "back": back})
    store.set_expiry(HOUR)
    store.create()
    return store.session_key
