"""How people come into an edition: the editors' settings, with what each of them means."""

from zoneinfo import ZoneInfo

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.log_actions import log

from events.exceptions import Refused
from events.models import Edition
from home import desk
from registration import admitting, questions
from registration.desk import access
from registration.desk.views import DeskMixin, titles
from registration.models import Admission, SeatPool

Mode = Admission.Mode

EXPLANATIONS = {
    Mode.CLOSED: gettext_lazy("Nobody can ask for a seat."),
    Mode.FIRST_COME: gettext_lazy(
        "Who says that the address is theirs has a seat at once while there is one, and waits "
        "otherwise."
    ),
    Mode.REVIEW: gettext_lazy(
        "Registrars read each request and decide; a seat that they offer is held for some time."
    ),
    Mode.BALLOT: gettext_lazy(
        "After the closing, seats are drawn by lot among all requests. Anybody can check the "
        "draw with the seed, which is public beforehand."
    ),
}


class ModeChoices(forms.RadioSelect):
    """Radio buttons, each with what it means."""

    option_template_name = "registration/desk/widgets/mode.html"

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["explanation"] = EXPLANATIONS[value]
        return option


class MomentField(forms.DateTimeField):
    """A moment that is written in the edition's zone, whatever the zone of the editor."""

    widget = AdminDateTimeInput
    zone = ZoneInfo("UTC")

    def prepare_value(self, value):
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value):
        with timezone.override(self.zone):
            return super().to_python(value)


class AdmissionForm(forms.ModelForm):
    """Settings of registration and the seats of both pools."""

    opens_at = MomentField(label=gettext_lazy("Opens"), required=False)
    closes_at = MomentField(label=gettext_lazy("Closes"), required=False)
    in_person = forms.IntegerField(
        label=gettext_lazy("Seats in person"), required=False, min_value=0, max_value=100_000
    )
    online = forms.IntegerField(
        label=gettext_lazy("Seats online"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=gettext_lazy("Empty: people do not choose this."),
    )
    reconfirm_until = MomentField(
        label=gettext_lazy("Confirm again until"),
        required=False,
        help_text=gettext_lazy(
            "A week before this moment all are asked whether they still come. Who does not "
            "answer loses the seat to the next. Empty: nobody is asked."
        ),
    )
    is_mode_change_meant = forms.BooleanField(required=False)

    field_order = ["mode", "is_mode_change_meant", "opens_at", "closes_at", "in_person", "online"]

    class Meta:
        model = Admission
        fields = [
            *("mode", "opens_at", "closes_at", "has_waiting_list", "offer_hours"),
            *("reconfirm_until", "ballot_seed", "purge_days", "asks_for_work"),
        ]
        widgets = {"mode": ModeChoices}
        help_texts = {
            "has_waiting_list": gettext_lazy(
                "Who finds no seat waits, and is offered the next free one. Without it they are "
                "declined."
            ),
            "offer_hours": gettext_lazy("Then an offer lapses, and the next is offered the seat."),
            "ballot_seed": gettext_lazy(
                "Public. Empty: a random one is made. It stays once the first request came."
            ),
            "purge_days": gettext_lazy("Counted from the last day."),
            "asks_for_work": gettext_lazy(
                "Devices calculate for some seconds before a request is sent. Switch it on only "
                "while machines flood the form: it needs JavaScript."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        edition = self.instance.edition
        self.requests = edition.registrations.count()
        self.before = Admission.objects.filter(pk=edition.pk).first()
        for pool in edition.seat_pools.all():
            self.fields[pool.kind].initial = pool.capacity
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.zone = edition.zone
        zone = _("In the time of %(zone)s.") % {"zone": f"\u2068{edition.time_zone}\u2069"}
        for name in ("opens_at", "closes_at"):
            self.fields[name].help_text = zone
        reconfirm = self.fields["reconfirm_until"]
        reconfirm.help_text = f"{reconfirm.help_text} {zone}"
        self.fields["ballot_seed"].disabled = bool(self.requests and self.instance.ballot_seed)
        if not self._changes_mode():
            del self.fields["is_mode_change_meant"]

    def _changes_mode(self):
        """Whether what was sent changes the mode although there are requests."""
        mode = self.data.get("mode")
        return bool(self.requests and self.before and mode and mode != self.before.mode)

    def clean(self):
        cleaned = super().clean()
        if "is_mode_change_meant" in self.fields and not cleaned.get("is_mode_change_meant"):
            self._ask_whether_mode_change_is_meant()
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("Registration closes before it opens."))
        has_seats = any(cleaned.get(kind) is not None for kind in SeatPool.Kind.values)
        if cleaned.get("mode") != Mode.CLOSED and not has_seats:
            self.add_error("in_person", _("Say how many seats there are."))
        reconfirm_until = cleaned.get("reconfirm_until")
        if reconfirm_until and reconfirm_until > self.instance.starts_at:
            self.add_error("reconfirm_until", _("The edition has begun then."))
        return cleaned

    def _ask_whether_mode_change_is_meant(self):
        label = ngettext(
            "Change the mode although %(count)s request was made under the old one",
            "Change the mode although %(count)s requests were made under the old one",
            self.requests,
        )
        self.fields["is_mode_change_meant"].label = label % {"count": self.requests}
        message = _("Requests that are there keep their state; only new ones follow the new mode.")
        self.add_error("is_mode_change_meant", message)

    def seats(self):
        return {kind: self.cleaned_data[kind] for kind in SeatPool.Kind.values}


class SettingsView(desk.DeskFormMixin, DeskMixin, FormView):
    """Settings of registration of one edition."""

    permission = access.SET
    form_class = AdmissionForm
    template_name = "registration/desk/settings.html"
    page_title = gettext_lazy("Registration")
    header_icon = ""

    @cached_property
    def edition(self):
        return get_object_or_404(Edition, slug=self.kwargs["slug"])

    @cached_property
    def name(self):
        return titles([self.edition])[self.edition.pk]

    def hub_url(self):
        return reverse("desk:hub", args=[self.edition.slug])

    def start(self):
        return {"url": reverse("desk:editions"), "label": _("Editions")}

    def trail(self):
        return [{"url": self.hub_url(), "label": self.name}, {"url": "", "label": self.page_title}]

    def get_page_subtitle(self):
        return f"{self.page_title}: {self.name}"

    def get_form_kwargs(self):
        admission = Admission.objects.filter(pk=self.edition.pk).first()
        admission = admission or Admission(edition=self.edition)
        admission.edition = self.edition
        return super().get_form_kwargs() | {"instance": admission}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            edition=self.edition,
            takes_requests=self.edition.state == Edition.State.OPEN,
            questions=questions.asked(self.edition, self.edition.source_language),
            may_see=self.request.user.has_perm(access.SEE),
            **kwargs,
        )

    def form_valid(self, form):
        admission = form.save(commit=False)
        try:
            admitting.set_admission(admission, seats=form.seats(), by=self.request.user)
        except Refused as refusal:
            form.add_error(refusal.code, refusal.message)
            return self.form_invalid(form)
        log(instance=self.edition, action="wagtail.edit", user=self.request.user)
        messages.success(self.request, _("The settings of registration were saved."))
        return redirect("registrations:settings", self.edition.slug)
