"""Forms of the page editor that know the edition: its zone, rooms, tracks and clashes."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from events.models.programme import MAX_MINUTES, Room, Slot, Track
from events.spoken import SpokenLanguagesField

SLOT_FIELDS = [
    "slot_date",
    "slot_time",
    "slot_minutes",
    "slot_room",
    "slot_allow_clash",
    "slot_seen",
]
DEFAULT_MINUTES = 45
UNPLANNED = {"starts_at": None, "minutes": DEFAULT_MINUTES, "room": None}
ROOM_IS_GONE = _("This room was deleted or belongs to another edition. Choose another one.")


class SessionForm(WagtailAdminPageForm):
    """The one form that makes a session: words, speakers, track, room and time together.

    Facts of the slot are kept as a draft on the page until the page is published. A room that
    is taken or a speaker who is elsewhere is refused until the editor says that it is meant;
    a time outside the edition's days is always refused.
    """

    languages = SpokenLanguagesField(label=_("Spoken languages"))
    interpretation = SpokenLanguagesField(label=_("Interpreted into"))
    slot_date = forms.DateField(label=_("Day"), required=False, widget=AdminDateInput)
    slot_time = forms.TimeField(
        label=_("Starts"), required=False, widget=AdminTimeInput(format="%H:%M")
    )
    slot_minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=1,
        max_value=MAX_MINUTES,
        initial=DEFAULT_MINUTES,
    )
    slot_room = forms.ModelChoiceField(
        label=_("Room"),
        queryset=Room.objects.none(),
        required=False,
        empty_label=_("in the whole building"),
        error_messages={"invalid_choice": ROOM_IS_GONE},
    )
    slot_allow_clash = forms.BooleanField(
        label=_("Save although room or speakers are taken"), required=False
    )
    # The public slot when the form was opened: what was changed since then is not undone.
    slot_seen = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("languages", "interpretation"):
            self.fields[name].offer(getattr(self.instance, name))
        self.edition = edition_above(self.parent_page or self.instance)
        if self.edition is None or not self._plans_slot():
            for name in SLOT_FIELDS:
                del self.fields[name]
            self.edition = None
            return
        self.slot = Slot.objects.filter(session_key=self.instance.translation_key).first()
        self._offer_edition()
        self._lay_out_draft()

    def _plans_slot(self):
        from events.services import holds_slot  # app ready

        if self.instance.locale_id is None:
            self.instance.locale_id = self.parent_page.locale_id
        return holds_slot(self.instance, self.edition)

    def _offer_edition(self):
        """Rooms and tracks of this edition, and what its zone and days are."""
        here = {"edition": self.edition, "locale__language_code": self.edition.source_language}
        self.fields["slot_room"].queryset = Room.objects.filter(**here)
        self.fields["track"].queryset = Track.objects.filter(**here)
        self.fields["slot_time"].help_text = _("In the edition's time zone, %(zone)s.") % {
            "zone": self.edition.time_zone
        }
        self.fields["slot_date"].help_text = _("From %(first)s to %(last)s.") % {
            "first": date_format(self.edition.starts_on, "j F Y"),
            "last": date_format(self.edition.ends_on, "j F Y"),
        }

    def _lay_out_draft(self):
        """Show the slot as it is public, with the standing changes of this draft laid over it."""
        from events.services import slot_facts, standing  # app ready

        public, draft = slot_facts(self.slot), self.instance.slot_draft
        stands = standing(draft, self.slot)
        laid_over = public | stands
        self.initial |= _as_initial(laid_over, self.edition)
        self.initial["slot_seen"] = public
        self.initial["slot_allow_clash"] = draft.get("allow_clash", False)
        if any(laid_over.get(name) != value for name, value in draft.get("changes", {}).items()):
            self.fields["slot_time"].help_text = _(
                "The session was moved after this draft was written; the later time and room count."
            )
        if not self.is_bound and not draft.get("allow_clash"):
            del self.fields["slot_allow_clash"]
        self._keep_lost_room()

    def _keep_lost_room(self):
        """A chosen room that is gone stays on the list: saving must not mean "everywhere"."""
        field, pk = self.fields["slot_room"], self.initial.get("slot_room")
        if pk and not field.queryset.filter(pk=pk).exists():
            field.choices = [(pk, _("a room that is gone")), *field.choices]

    def clean(self):
        cleaned = super().clean()
        if self.edition:
            self._clean_slot(cleaned)
        return cleaned

    def _clean_slot(self, cleaned):
        day, time = cleaned.get("slot_date"), cleaned.get("slot_time")
        if {"slot_date", "slot_time", "slot_minutes", "slot_room"} & self.errors.keys():
            return
        if (day is None) != (time is None):
            missing = "slot_date" if day is None else "slot_time"
            self.add_error(missing, _("A session has a day and a time, or neither yet."))
        elif day is not None:
            self._check_time(dt.datetime.combine(day, time, tzinfo=self.edition.zone), cleaned)

    def _check_time(self, starts_at, cleaned):
        from events import clashes  # app ready

        error = clashes.time_error(self.edition, starts_at)
        if error:
            self.add_error("slot_date", error)
        if error or cleaned.get("slot_allow_clash") or not self._is_new_plan(cleaned):
            return
        found = clashes.find(
            self.edition,
            session_key=self.instance.translation_key,
            starts_at=starts_at,
            minutes=cleaned.get("slot_minutes") or DEFAULT_MINUTES,
            room=cleaned.get("slot_room"),
            speaker_ids=self._speaker_ids(),
        )
        for clash in found:
            self.add_error("slot_room" if clash.is_room else "slot_time", clash.message)

    def _is_new_plan(self, cleaned):
        """A clash that is public already does not stop an editor from correcting a word."""
        if self._changes(cleaned) or not self.instance.live:
            return True
        rows = self.instance.speakers.model.objects.filter(session=self.instance.pk)
        return not self._speaker_ids() <= set(rows.values_list("speaker_id", flat=True))

    def _speaker_ids(self):
        rows = self.formsets["speakers"].forms if "speakers" in self.formsets else []
        chosen = [row.cleaned_data for row in rows if row.is_valid()]
        return {row["speaker"].pk for row in chosen if row.get("speaker") and not row.get("DELETE")}

    def save(self, commit=True):
        if self.edition:
            self.instance.slot_draft = self._slot_draft()
        return super().save(commit)

    def _slot_draft(self):
        changes = self._changes(self.cleaned_data)
        if not changes:
            return {}
        draft = {"seen": self._seen(self.cleaned_data), "changes": changes}
        if self.cleaned_data.get("slot_allow_clash"):
            draft["allow_clash"] = True
        return draft

    def _changes(self, cleaned):
        """What differs from the slot that the editor saw, so that no later move is undone."""
        wanted = _as_facts(cleaned, self.edition)
        seen = self._seen(cleaned)
        if seen and wanted["starts_at"] is None:
            return {"starts_at": None}
        before = UNPLANNED | seen
        return {name: value for name, value in wanted.items() if value != before[name]}

    def _seen(self, cleaned):
        seen = cleaned.get("slot_seen")
        return seen if isinstance(seen, dict) else self.initial["slot_seen"]


class ZonedDateTimeField(forms.DateTimeField):
    """A moment that is typed and shown in one zone, whatever zone the person's account has."""

    widget = AdminDateTimeInput
    zone = dt.UTC

    def prepare_value(self, value):
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value):
        with timezone.override(self.zone):
            return super().to_python(value)


class AnnouncementForm(WagtailAdminPageForm):
    """Times are the edition's: an editor abroad must not announce the lunch at another hour."""

    shown_from = ZonedDateTimeField(label=_("Shown from"), required=False)
    shown_until = ZonedDateTimeField(label=_("Shown until"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        edition = edition_above(self.parent_page or self.instance)
        for name in ("shown_from", "shown_until"):
            if edition and name in self.fields:
                self.fields[name].zone = edition.zone
                self.fields[name].help_text = _("In the edition's time zone, %(zone)s.") % {
                    "zone": edition.time_zone
                }


def edition_above(page):
    """The edition that a page belongs to by its place in the tree, or None."""
    while page is not None and page.depth:
        edition = getattr(page.specific, "edition", None)
        if edition:
            return edition
        page = page.get_parent()
    return None


def _as_facts(cleaned, edition):
    """What the editor wants, in the shape of `services.slot_facts`."""
    day, time, room = (cleaned.get(f"slot_{name}") for name in ("date", "time", "room"))
    starts_at = None
    if day is not None and time is not None:
        local = dt.datetime.combine(day, time, tzinfo=edition.zone)
        starts_at = local.astimezone(dt.UTC).isoformat()
    return {
        "starts_at": starts_at,
        "minutes": cleaned.get("slot_minutes") or DEFAULT_MINUTES,
        "room": room.pk if room else None,
    }


def _as_initial(facts, edition):
    """Facts of a slot as the fields of the form show them."""
    values = {f"slot_{name}": facts[name] for name in ("minutes", "room") if name in facts}
    if facts.get("starts_at"):
        starts_at = edition.local(dt.datetime.fromisoformat(facts["starts_at"]))
        values |= {"slot_date": starts_at.date(), "slot_time": starts_at.time()}
    return values
