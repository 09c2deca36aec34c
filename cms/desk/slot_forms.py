"""Forms that change the public slot of one session, each with what readers are told."""

import datetime as dt

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from events import clashes, services
from events.forms import ROOM_IS_GONE
from events.models import Room, SessionPage, SessionSpeaker, Slot
from events.models.programme import MAX_MINUTES


class SlotForm(forms.Form):
    """Base of all: refuses if somebody changed the slot meanwhile, warns of clashes once."""

    heading = button = explanation = ""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, slot, session, **kwargs):
        super().__init__(*args, **kwargs)
        self.slot = slot
        self.session = session
        self.edition = slot.edition
        self.fields["seen"].initial = _fingerprint(slot)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") != _fingerprint(self.slot):
            raise forms.ValidationError(
                _("Somebody changed this session meanwhile. Look at it again before you go on.")
            )
        if not self.errors:
            self._check(cleaned)
        return cleaned

    def _check(self, cleaned):
        plan = self.plan(cleaned)
        if plan is None:
            return
        starts_at, minutes, room = plan
        error = clashes.time_error(self.edition, starts_at)
        if error:
            self.add_error(None, error)
        elif not self.data.get("allow_clash"):
            self._warn(starts_at, minutes, room)

    def _warn(self, starts_at, minutes, room):
        found = clashes.find(
            self.edition,
            session_key=self.slot.session_key,
            starts_at=starts_at,
            minutes=minutes,
            room=room,
            speaker_ids=SessionSpeaker.objects.filter(session=self.session).values_list(
                "speaker_id", flat=True
            ),
        )
        for clash in found:
            self.add_error(None, clash.message)
        if found:
            self.fields["allow_clash"] = forms.BooleanField(
                label=_("Do it although room or speakers are taken"), required=False
            )

    def plan(self, cleaned):
        """`(starts_at in the edition's zone, minutes, room)` to be checked, or None."""
        return None

    def carry_out(self):
        raise NotImplementedError


class MoveForm(SlotForm):
    """Another day, time, length or room."""

    heading = _("Move")
    button = _("Move now")
    explanation = _("Readers see the new time and room at once, and where the session was before.")

    day = forms.DateField(label=_("Day"), widget=AdminDateInput)
    time = forms.TimeField(label=_("Starts"), widget=AdminTimeInput(format="%H:%M"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=MAX_MINUTES)
    room = forms.ModelChoiceField(
        label=_("Room"),
        queryset=Room.objects.none(),
        required=False,
        empty_label=_("in the whole building"),
        error_messages={"invalid_choice": ROOM_IS_GONE},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        starts_at = self.edition.local(self.slot.starts_at)
        self.fields["room"].queryset = Room.objects.filter(
            edition=self.edition, locale__language_code=self.edition.source_language
        )
        self.fields["time"].help_text = _("In the edition's time zone, %(zone)s.") % {
            "zone": self.edition.time_zone
        }
        self.initial |= {
            "day": starts_at.date(),
            "time": starts_at.time(),
            "minutes": self.slot.minutes,
            "room": self.slot.room_id,
        }

    def plan(self, cleaned):
        starts_at = dt.datetime.combine(cleaned["day"], cleaned["time"], tzinfo=self.edition.zone)
        return starts_at, cleaned["minutes"], cleaned["room"]

    def carry_out(self):
        starts_at, minutes, room = self.plan(self.cleaned_data)
        services.move_slot(self.slot, starts_at=starts_at, minutes=minutes, room=room)
        return _("“%(title)s” was moved.")


class DelayForm(SlotForm):
    """The same room, some minutes later."""

    heading = _("Delay")
    button = _("Delay now")
    explanation = _("Readers see at once that the session starts later than planned.")

    later = forms.IntegerField(label=_("Minutes later"), min_value=1, max_value=12 * 60, initial=15)

    def plan(self, cleaned):
        starts_at = self.slot.starts_at + dt.timedelta(minutes=cleaned["later"])
        return self.edition.local(starts_at), self.slot.minutes, self.slot.room

    def carry_out(self):
        services.delay_slot(self.slot, minutes=self.cleaned_data["later"])
        return _("“%(title)s” was delayed.")


class CancelForm(SlotForm):
    """The session does not take place."""

    heading = _("Cancel the session")
    button = _("Cancel the session now")
    explanation = _(
        "Readers see at once that it does not take place. It stays in the programme, struck "
        "through, so that nobody looks for it."
    )

    def carry_out(self):
        services.cancel_slot(self.slot)
        return _("“%(title)s” was cancelled.")


class ReplaceForm(SlotForm):
    """Another session takes its place."""

    heading = _("Replace")
    button = _("Replace now")
    explanation = _("Readers see at once that it does not take place, and what takes its place.")

    other = forms.ChoiceField(label=_("Replaced by"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", "—"), *self._others()]

    def _others(self):
        """Sessions that take place, in the order of the programme."""
        slots = Slot.objects.taking_place().filter(edition=self.edition).exclude(pk=self.slot.pk)
        times = {slot.session_key: self.edition.local(slot.starts_at) for slot in slots}
        rows = SessionPage.objects.filter(
            translation_key__in=times, live=True, locale=self.session.locale_id
        ).values_list("translation_key", "title")
        ordered = sorted(rows, key=lambda row: times[row[0]])
        return [(str(key), f"{times[key]:%d.%m. %H:%M} {title}") for key, title in ordered]

    def carry_out(self):
        services.cancel_slot(self.slot, replaced_by=self.cleaned_data["other"])
        return _("“%(title)s” was replaced.")


class RestoreForm(SlotForm):
    """Back to how it was planned."""

    heading = _("Restore")
    button = _("Restore now")

    @property
    def explanation(self):
        starts_at, _minutes, room = self.plan({})
        return _("Readers see at once that it takes place on %(day)s at %(time)s, %(room)s.") % {
            "day": date_format(starts_at.date(), "l j F"),
            "time": f"\u2068{starts_at:%H:%M}\u2069",
            "room": room.name if room else _("in the whole building"),
        }

    def plan(self, cleaned):
        slot = self.slot
        is_moved = slot.moved_from_starts_at and slot.state not in services.GONE
        starts_at = slot.moved_from_starts_at if is_moved else slot.starts_at
        return (
            self.edition.local(starts_at),
            slot.minutes,
            slot.moved_from_room if is_moved else slot.room,
        )

    def carry_out(self):
        services.restore_slot(self.slot)
        return _("“%(title)s” takes place as planned.")


FORMS = {
    "move": MoveForm,
    "delay": DelayForm,
    "cancel": CancelForm,
    "replace": ReplaceForm,
    "restore": RestoreForm,
}


def _fingerprint(slot):
    return f"{slot.starts_at.timestamp():.0f}|{slot.minutes}|{slot.room_id}|{slot.state}"
