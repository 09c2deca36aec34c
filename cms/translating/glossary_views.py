"""The glossary: each language's terms, for those who write that language."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import Locale

from cms.models import Term
from cms.translating.languages import Language
from cms.translating.views import DeskMixin
from home import desk

PER_PAGE = 100


class LocaleField(forms.ModelChoiceField):
    def label_from_instance(self, locale):
        return Language(locale.language_code).name


class TermForm(forms.ModelForm):
    """A term in one of the languages that the person sees."""

    source_locale = LocaleField(label=gettext_lazy("From"), queryset=Locale.objects.all())
    target_locale = LocaleField(label=gettext_lazy("Into"), queryset=Locale.objects.none())

    class Meta:
        model = Term
        fields = ["source_locale", "target_locale", "term", "translation", "note"]

    def __init__(self, *args, languages, **kwargs):
        super().__init__(*args, **kwargs)
        shown = [row.pk for row in languages.shown]
        self.fields["target_locale"].queryset = Locale.objects.filter(pk__in=shown)
        for name in ("term", "translation", "note"):
            self.fields[name].widget.attrs["dir"] = "auto"
        if self.instance.pk:
            self._mark("term", self.instance.source_locale)
            self._mark("translation", self.instance.target_locale)

    def _mark(self, name, locale):
        language = Language(locale.language_code)
        self.fields[name].widget.attrs |= {"lang": language.code, "dir": language.dir}

    def clean(self):
        cleaned = super().clean()
        source, target = cleaned.get("source_locale"), cleaned.get("target_locale")
        if source and source == target:
            self.add_error("target_locale", _("Choose two languages that differ."))
        same = Term.objects.filter(
            source_locale=source, target_locale=target, term__iexact=cleaned.get("term", "")
        ).exclude(pk=self.instance.pk)
        if earlier := same.first():
            text = _("The glossary has this term: “%(translation)s”.")
            self.add_error("term", text % {"translation": earlier.translation})
        return cleaned


class TermsView(DeskMixin, TemplateView):
    """The terms of the person's languages."""

    template_name = "cms/translating/glossary.html"
    page_title = gettext_lazy("Glossary")

    def trail(self):
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        words = asked.get("q", "").replace("\x00", "").strip()
        chosen = self.languages.locale(asked.get("language"))
        terms = Term.objects.select_related("source_locale", "target_locale").filter(
            target_locale__in=[chosen] if chosen else self.languages.shown
        )
        if words:
            terms = terms.filter(
                Q(term__icontains=words)
                | Q(translation__icontains=words)
                | Q(note__icontains=words)
            )
        pages = WagtailPaginator(terms, PER_PAGE)
        page = pages.get_page(asked.get("p"))
        return super().get_context_data(
            page=page,
            elided_page_range=pages.get_elided_page_range(page.number),
            rows=[
                (
                    term,
                    Language(term.source_locale.language_code),
                    Language(term.target_locale.language_code),
                )
                for term in page
            ],
            words=words,
            chosen=chosen and chosen.language_code,
            choices=[Language(row.language_code) for row in self.languages.shown],
            **kwargs,
        )


class TermMixin(DeskMixin):
    """A page of one term; those of other languages are nobody's business."""

    def trail(self):
        return [
            {"url": reverse("translating:glossary"), "label": _("Glossary")},
            {"url": "", "label": self.get_page_title()},
        ]

    @cached_property
    def term(self):
        """None while it is new."""
        if "pk" not in self.kwargs:
            return None
        term = get_object_or_404(Term, pk=self.kwargs["pk"])
        if term.target_locale_id not in {row.pk for row in self.languages.shown}:
            raise PermissionDenied
        return term


class NewTermView(TermMixin, desk.DeskFormMixin, FormView):
    template_name = "cms/translating/term.html"
    form_class = TermForm
    page_title = gettext_lazy("New term")
    header_icon = ""

    def get_initial(self):
        chosen = self.languages.locale(self.request.GET.get("language"))
        source = Locale.get_default()
        mine = [row for row in self.languages.shown if row != source]
        return {
            "source_locale": source,
            "target_locale": chosen or (mine[0] if len(mine) == 1 else None),
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.term, "languages": self.languages}

    def get_context_data(self, **kwargs):
        return super().get_context_data(term=self.term, **kwargs)

    def form_valid(self, form):
        form.save()
        messages.success(self.request, _("The term was saved."))
        language = form.instance.target_locale.language_code
        return redirect(f"{reverse('translating:glossary')}?language={language}")


class TermView(NewTermView):
    page_title = gettext_lazy("Term")

    def get_page_subtitle(self):
        return self.term.term

    def get_initial(self):
        return {}


class DeleteView(TermMixin, TemplateView):
    template_name = "cms/translating/delete_term.html"
    page_title = gettext_lazy("Delete term")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            term=self.term,
            source=Language(self.term.source_locale.language_code),
            target=Language(self.term.target_locale.language_code),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        self.term.delete()
        messages.success(request, _("The term was deleted."))
        return redirect("translating:glossary")
