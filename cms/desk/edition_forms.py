"""Forms for the facts of an edition."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.db.models import Max
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cms.desk.widgets import OrderedCheckboxes, SearchableSelect
from events.clashes import time_error
from events.countries import countries
from events.models import Edition
from events.spoken import name_of
from home.models import HomePage


def zones():
    """Names of time zones as people know them: a place in a region, or UTC."""
    return sorted(name for name in available_timezones() if "/" in name or name == "UTC")


def site_languages():
    return [(code, name_of(code)) for code, _name in settings.LANGUAGES]


def country_choices():
    """Countries by their names in the language of the admin."""
    return [("", "—"), *countries(get_language())]


class TimeZoneField(forms.CharField):
    """A zone by its name; the last part is enough where only one zone ends with it."""

    def clean(self, value):
        wanted = super().clean(value).casefold().replace(" ", "_")
        names = zones()
        same = [name for name in names if name.casefold() == wanted]
        found = same or [name for name in names if name.casefold().rpartition("/")[2] == wanted]
        if len(found) != 1:
            raise forms.ValidationError(_("Choose one of the list, such as Europe/Istanbul."))
        return found[0]


class EditionForm(forms.ModelForm):
    """Facts of an edition; its words are on its page."""

    time_zone = TimeZoneField(
        label=_("Time zone"),
        widget=SearchableSelect(zones),
        help_text=_("Type the city where it takes place. All times are shown in this zone."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=site_languages,
        widget=OrderedCheckboxes,
        help_text=_("Tick the languages of this edition and number them as readers see them."),
        error_messages={"required": _("Choose at least one language.")},
    )
    source_language = forms.ChoiceField(
        label=_("Source language"),
        choices=site_languages,
        help_text=_("The language that this edition is written in first."),
    )
    country = forms.ChoiceField(label=_("Country"), choices=country_choices, required=False)

    class Meta:
        model = Edition
        fields = [
            "slug",
            "number",
            "starts_on",
            "ends_on",
            "time_zone",
            "city",
            "country",
            "languages",
            "source_language",
            "state",
            "is_sample",
            "is_discreet",
            "latitude",
            "longitude",
        ]
        widgets = {"starts_on": AdminDateInput, "ends_on": AdminDateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = Edition.objects.filter(pk=self.instance.pk).first()
        self.fields["slug"].help_text = _(
            "Part of every address of this edition: small letters, digits and hyphens. It stays "
            "the same once the edition is public."
        )

    def clean(self):
        cleaned = super().clean()
        if self.before is not None:
            self._keep_public_address(cleaned)
            self._keep_source_page(cleaned)
        return cleaned

    def _keep_public_address(self, cleaned):
        is_public = self.before.state != Edition.State.DRAFT
        if is_public and cleaned.get("slug", self.before.slug) != self.before.slug:
            self.add_error("slug", _("The address is public already: links to it would break."))

    def _keep_source_page(self, cleaned):
        language = cleaned.get("source_language", self.before.source_language)
        if language == self.before.source_language:
            return
        if not self.before.pages.filter(locale__language_code=language).exists():
            self.add_error(
                "source_language",
                _("This edition has no page in that language yet: translate its page first."),
            )

    def _post_clean(self):
        super()._post_clean()
        if (
            self.before is not None
            and not {"starts_on", "ends_on", "time_zone"} & self.errors.keys()
        ):
            self._keep_slots_inside()

    def _keep_slots_inside(self):
        """Sessions keep their local times, and their days must stay days of the edition."""
        zone = self.before.zone
        moments = [slot.starts_at.astimezone(zone) for slot in self.before.slots.all()]
        outside = [
            moment
            for moment in moments
            if time_error(self.instance, moment.replace(tzinfo=self.instance.zone))
        ]
        if outside:
            message = ngettext(
                "%(count)s session would be outside these days: move it first.",
                "%(count)s sessions would be outside these days: move them first.",
                len(outside),
            )
            self.add_error("ends_on", message % {"count": len(outside)})


class NewEditionForm(EditionForm):
    """Facts of a new edition, and the title of its page in the source language."""

    title = forms.CharField(
        label=_("Title"),
        max_length=255,
        help_text=_("In the source language. It can be changed later, with all other words."),
    )
    field_order = ["title"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        last = Edition.objects.aggregate(last=Max("number"))["last"] or 0
        self.fields["number"].initial = last + 1

    def clean(self):
        cleaned = super().clean()
        language = cleaned.get("source_language")
        self.home = HomePage.objects.filter(locale__language_code=language, alias_of=None).first()
        if language and self.home is None:
            self.add_error(
                "source_language",
                _("The site has no front page in this language yet: translate it first."),
            )
        elif language and not self.home.permissions_for_user(self.user).can_add_subpage():
            self.add_error("source_language", _("You may not add pages in this language."))
        elif language and self.home.get_children().filter(slug=cleaned.get("slug")).exists():
            self.add_error("slug", _("Another page has this address already."))
        return cleaned
