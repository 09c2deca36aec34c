"""The board of one edition: what is asked for, what is found, what stands in each cell."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django import forms
from django.db.models import Exists, F, OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.localize.guards import human
from cms.translating import differences, states, tokens
from cms.translating.languages import Language
from cms.translating.summaries import LABELS, is_complete
from events.folding import fold, matches
from events.models import (
    AnnouncementPage,
    EditionPage,
    Room,
    SessionPage,
    SpeakerIndexPage,
    SpeakerPage,
    Track,
)
from home.models import ContentPage, HomePage, SourceChange
from registration.models import Question

PER_PAGE = 100
ICONS = {
    EditionPage: "date",
    SessionPage: "time",
    SpeakerPage: "user",
    AnnouncementPage: "info-circle",
    ContentPage: "doc-full",
    HomePage: "site",
    SpeakerIndexPage: "group",
    Room: "home",
    Track: "tag",
    Question: "help",
    Page: "doc-empty",
}
KINDS = {model._meta.model_name: (model._meta.verbose_name, icon) for model, icon in ICONS.items()}
LATEST = dt.datetime.max.replace(tzinfo=dt.UTC)
ORDERS = {
    "urgency": (_("urgency"), None),
    "time": (_("time"), lambda row: (row.starts_at or LATEST, fold(row.title))),
    "title": (_("title"), lambda row: fold(row.title)),
}


class BoardForm(forms.Form):
    """What the board shows. A language that is asked for is the only column."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[(name, label) for name, (label, _key) in ORDERS.items()],
    )

    def __init__(self, *args, board, languages, **kwargs):
        super().__init__(*args, **kwargs)
        self.board, self.languages = board, languages
        fields = self.fields
        fields["q"].widget.attrs["dir"] = "auto"
        names = [(code, Language(code).name) for code in languages]
        fields["language"].choices = [("", _("all")), *names]
        labels = [(state, label) for state, label in LABELS.items() if state != "source"]
        fields["state"].choices = [("", _("all")), *labels]
        present = {row.kind for row in board.rows}
        kinds = [(kind, capfirst(KINDS[kind][0])) for kind in KINDS if kind in present]
        fields["kind"].choices = [("", _("all")), *kinds]

    @property
    def asked(self):
        """What is asked for; a value that there is none of is none."""
        self.is_valid()
        return self.cleaned_data

    @property
    def is_filtered(self):
        return any(self.asked.get(name) for name in ("q", "language", "state", "kind"))

    @property
    def shown(self):
        """Codes of the languages that have a column."""
        chosen = self.asked.get("language")
        return [chosen] if chosen else list(self.languages)

    def found(self):
        """Rows in the order that is asked for."""
        rows = [row for row in self.board.rows if self._matches(row)]
        _label, key = ORDERS[self.asked.get("order") or "urgency"]
        return sorted(rows, key=key) if key else rows

    def _matches(self, row):
        asked = self.asked
        cells = [row.cells[code] for code in self.shown]
        if all(cell.state == "source" for cell in cells):
            return False
        if asked.get("state") and all(cell.state != asked["state"] for cell in cells):
            return False
        if asked.get("kind") and row.kind != asked["kind"]:
            return False
        return matches(asked.get("q", ""), fold(row.title))


@dataclass
class Place:
    """A cell as it is drawn."""

    language: Language
    cell: states.Cell
    changes: list = field(default_factory=list)

    @property
    def label(self):
        return LABELS[self.cell.state]

    @property
    def is_complete(self):
        return is_complete(self.cell)


@dataclass
class Line:
    """A row as it is drawn."""

    row: states.Row
    icon: str
    kind: str
    source: Language
    starts_at: dt.datetime | None  # in the edition's zone, without a zone
    places: list


def lines(rows, codes, edition, known):
    """What is drawn of the rows of one page; one query, if anything has changed."""
    changes = _changes(rows, [row for row in known if row.language_code in codes])
    return [
        Line(
            row=row,
            icon=KINDS[row.kind][1],
            kind=capfirst(KINDS[row.kind][0]),
            source=Language(row.source),
            starts_at=edition.local(row.starts_at).replace(tzinfo=None)
            if edition and row.starts_at
            else None,
            places=[
                Place(Language(code), row.cells[code], changes.get((row.key, code), []))
                for code in codes
            ],
        )
        for row in rows
    ]


def _changes(rows, locales):
    """`{(key, language): [parts of a sentence, …]}` of what is changed and not translated again."""
    places = {
        (row.key, locale.language_code)
        for row in rows
        for locale in locales
        if row.cells[locale.language_code].state == "changed"
    }
    if not places:
        return {}
    keys = {key for key, _code in places}
    asked = SourceChange.objects.filter(source__object_id__in=keys).annotate(
        key=F("source__object_id"),
        **{f"is_done_{locale.pk}": _is_translated(locale) for locale in locales},
    )
    found = defaultdict(list)
    for change in asked.select_related("before", "after").order_by("pk"):
        parts = None
        for locale in locales:
            place = change.key, locale.language_code
            if place in places and not getattr(change, f"is_done_{locale.pk}"):
                parts = parts or _parts(change)
                found[place].append(parts)
    return found


def _is_translated(locale):
    words = human(locale.pk)
    return Exists(
        words.filter(translation_of_id=OuterRef("after_id"), context_id=OuterRef("context_id"))
    )


def _parts(change):
    before = tokens.plain(change.before.data) if change.before else ""
    return differences.between(before, tokens.plain(change.after.data))
