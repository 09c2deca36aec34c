"""The one form that makes a session: words, speakers, track, room and time together."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from events.models.programme import MAX_MINUTES, Room, Slot, Track
from events.spoken import SpokenLanguagesField

SLOT_FIELDS = ["slot_date", "slot_time", "slot_minutes", "slot_room"]


class SessionForm(WagtailAdminPageForm):
    """Facts of the slot are kept as a draft on the page until the page is published.

    A room that is taken or a speaker who is elsewhere is refused until the editor says
    that it is meant; a time outside the edition's days is always refused.
    """

    languages = SpokenLanguagesField(label=_("Spoken languages"))
    interpretation = SpokenLanguagesField(label=_("Interpreted into"))
    slot_date = forms.DateField(label=_("Day"), required=False, widget=AdminDateInput)
    slot_time = forms.TimeField(
        label=_("Starts"), required=False, widget=AdminTimeInput(format="%H:%M")
    )
    slot_minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=MAX_MINUTES, initial=45
    )
    slot_room = forms.ModelChoiceField(
        label=_("Room"),
        queryset=Room.objects.none(),
        required=False,
        empty_label=_("in the whole building"),
    )
    slot_allow_clash = forms.BooleanField(
        label=_("Save although room or speakers are taken"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = _edition_above(self.parent_page or self.instance)
        if self.edition is None:
            return
        self.fields["slot_room"].queryset = Room.objects.filter(
            edition=self.edition, locale__language_code=self.edition.source_language
        )
        self.fields["track"].queryset = Track.objects.filter(
            edition=self.edition, locale__language_code=self.edition.source_language
        )
        self.fields["slot_time"].help_text = _("In the zone of the edition: %(zone)s.") % {
            "zone": self.edition.time_zone
        }
        self.fields["slot_date"].help_text = _("From %(first)s to %(last)s.") % {
            "first": self.edition.starts_on,
            "last": self.edition.ends_on,
        }
        self.initial.update(self._slot_initial())

    def _slot_initial(self):
        """The slot as it is public, with the changes of this draft laid over it."""
        slot = Slot.objects.filter(session_key=self.instance.translation_key).first()
        values = {}
        if slot:
            starts_at = self.edition.local(slot.starts_at)
            values = {
                "slot_date": starts_at.date(),
                "slot_time": starts_at.time(),
                "slot_minutes": slot.minutes,
                "slot_room": slot.room_id,
            }
        return values | _draft_initial(self.instance.slot_draft, self.edition)

    def clean(self):
        cleaned = super().clean()
        if self.edition and not self.errors:
            self._clean_slot(cleaned)
        return cleaned

    def _clean_slot(self, cleaned):
        from events import clashes  # app ready

        day, time = cleaned.get("slot_date"), cleaned.get("slot_time")
        if day is None and time is None:
            return
        if day is None or time is None:
            missing = "slot_date" if day is None else "slot_time"
            self.add_error(missing, _("A session has a day and a time, or neither yet."))
            return
        starts_at = dt.datetime.combine(day, time, tzinfo=self.edition.zone)
        error = clashes.time_error(self.edition, starts_at)
        if error:
            self.add_error("slot_date", error)
            return
        if cleaned.get("slot_allow_clash"):
            return
        found = clashes.find(
            self.edition,
            session_key=self.instance.translation_key,
            starts_at=starts_at,
            minutes=cleaned.get("slot_minutes") or 45,
            room=cleaned.get("slot_room"),
            speaker_ids=self._speaker_ids(),
        )
        for clash in found:
            self.add_error("slot_room" if clash.is_room else "slot_time", clash.message)

    def _speaker_ids(self):
        rows = self.formsets["speakers"].forms if "speakers" in self.formsets else []
        chosen = [row.cleaned_data for row in rows if row.is_valid()]
        return {row["speaker"].pk for row in chosen if row.get("speaker") and not row.get("DELETE")}

    def save(self, commit=True):
        if self.edition:
            self.instance.slot_draft = self._slot_draft()
        return super().save(commit)

    def _slot_draft(self):
        """Only what differs from the public slot, so that a late publish undoes no later move."""
        cleaned = self.cleaned_data
        day, time = cleaned.get("slot_date"), cleaned.get("slot_time")
        if day is None or time is None:
            return {}
        starts_at = dt.datetime.combine(day, time, tzinfo=self.edition.zone).astimezone(dt.UTC)
        room = cleaned.get("slot_room")
        wanted = {
            "starts_at": starts_at.isoformat(),
            "minutes": cleaned.get("slot_minutes") or 45,
            "room": room.pk if room else None,
        }
        slot = Slot.objects.filter(session_key=self.instance.translation_key).first()
        if slot is None:
            return wanted
        public = {
            "starts_at": slot.starts_at.astimezone(dt.UTC).isoformat(),
            "minutes": slot.minutes,
            "room": slot.room_id,
        }
        return {name: value for name, value in wanted.items() if value != public[name]}


def _edition_above(page):
    edition_page = page
    while edition_page is not None and not hasattr(edition_page.specific, "edition"):
        edition_page = edition_page.get_parent() if edition_page.depth else None
    return edition_page.specific.edition if edition_page else None


def _draft_initial(draft, edition):
    values = {}
    if "starts_at" in draft:
        starts_at = edition.local(dt.datetime.fromisoformat(draft["starts_at"]))
        values |= {"slot_date": starts_at.date(), "slot_time": starts_at.time()}
    if "minutes" in draft:
        values["slot_minutes"] = draft["minutes"]
    if "room" in draft:
        values["slot_room"] = draft["room"]
    return values
