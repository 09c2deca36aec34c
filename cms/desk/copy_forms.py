"""The form that makes a new edition from an old one, with everything set to the next year."""

import datetime as dt
import re
import secrets
import unicodedata

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cms.desk.copy_steps import Part
from cms.desk.edition_forms import site_languages
from events.clashes import isolated
from events.copying import edition_like
from events.models import Edition

# The same day of the week, one year later.
YEAR = dt.timedelta(weeks=52)
FURTHEST = dt.timedelta(weeks=52 * 50)
NUMBER = re.compile(r"\d+")


class CopyForm(forms.ModelForm):
    """What a new edition is called, when it begins, and what it takes over."""

    title = forms.CharField(
        label=_("Title"),
        max_length=255,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("In the source language. It can be changed later, with all other words."),
    )
    parts = forms.MultipleChoiceField(
        label=_("What is copied"),
        choices=Part.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The words of the edition's own page always come. Announcements, registrations and "
            "everything personal stay behind."
        ),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages to translate into"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Texts that were translated before are filled in for review; nothing is public yet."
        ),
    )
    token = forms.CharField(max_length=64, widget=forms.HiddenInput)

    field_order = ["title"]

    class Meta:
        model = Edition
        fields = ["slug", "number", "starts_on"]
        widgets = {
            "slug": forms.TextInput(attrs={"dir": "ltr"}),
            "starts_on": AdminDateInput,
        }

    def __init__(self, *args, old_page, **kwargs):
        self.old_page, self.old = old_page, old_page.edition
        preset = {"instance": edition_like(self.old), "initial": _next(old_page)}
        super().__init__(*args, **kwargs | preset)
        source = self.old.source_language
        self.fields["languages"].choices = [
            (code, name) for code, name in site_languages() if code != source
        ]
        self.fields["slug"].help_text = _(
            "Part of every address of this edition: small letters, digits and hyphens. It stays "
            "the same once the edition is public."
        )
        self.fields["starts_on"].help_text = _(
            "All days and times move along: %(title)s began on %(day)s."
        ) % {"title": isolated(old_page.title), "day": date_format(self.old.starts_on, "l j F Y")}

    def clean_starts_on(self):
        starts_on = self.cleaned_data["starts_on"]
        if starts_on < self.old.starts_on:
            raise forms.ValidationError(_("This is before the edition that it is made from."))
        if starts_on > self.old.starts_on + FURTHEST:
            raise forms.ValidationError(_("This is more than fifty years later."))
        return starts_on

    def clean(self):
        cleaned = super().clean()
        if "starts_on" in cleaned:
            self.instance.ends_on = self.old.ends_on + (cleaned["starts_on"] - self.old.starts_on)
        self.instance.languages = self._languages(cleaned.get("languages", []))
        home = self.old_page.get_parent()
        if home.get_children().filter(slug=cleaned.get("slug")).exists():
            self.add_error("slug", _("Another page has this address already."))
        return cleaned

    def _languages(self, chosen):
        """Those of the new edition, in the order of the old one."""
        known = [self.old.source_language, *chosen]
        order = self.old.languages
        return sorted(known, key=lambda code: order.index(code) if code in order else len(order))


def _next(old_page):
    """What the next edition is likely to be."""
    old, starts_on = old_page.edition, old_page.edition.starts_on + YEAR
    number = _free_number(old.number)
    raised = {old.starts_on.year: starts_on.year, old.number: number}
    return {
        "title": _raise(old_page.title, raised),
        "slug": _free_slug(old_page, raised),
        "number": number,
        "starts_on": starts_on,
        "parts": Part.values,
        "languages": [code for code in old.languages if code != old.source_language],
        "token": secrets.token_urlsafe(24),
    }


def _free_number(number):
    taken = set(Edition.objects.filter(number__gt=number).values_list("number", flat=True))
    return next(n for n in range(number + 1, number + len(taken) + 2) if n not in taken)


def _free_slug(old_page, raised):
    slug = _raise(old_page.slug, raised)
    if slug == old_page.slug:
        slug = f"{slug}-{raised[old_page.edition.number]}"
    taken = set(old_page.get_siblings(inclusive=True).values_list("slug", flat=True))
    number = 2
    free = slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free


def _raise(text, raised):
    """A text with its year or number raised, in digits of the same script."""

    def later(match):
        number = raised.get(int(match[0]))
        if number is None:
            return match[0]
        zero = ord(match[0][0]) - unicodedata.digit(match[0][0])
        return "".join(chr(zero + int(digit)) for digit in str(number))

    return NUMBER.sub(later, text)
