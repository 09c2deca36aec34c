"""What leaves the desk as a table: all that is known, or counts for the caterer without names."""

import io
from collections import Counter

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from events.spoken import name_of
from home import desk
from registration import questions
from registration.desk import access
from registration.desk.views import EditionMixin
from registration.models import Disclosure, Question, Registration

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
State = Registration.State


class ExportForm(forms.Form):
    """Whose data leaves, and why."""

    states = forms.MultipleChoiceField(
        label=gettext_lazy("States"),
        choices=State.choices,
        initial=[State.CONFIRMED],
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("What is it for?"),
        min_length=10,
        max_length=300,
        help_text=gettext_lazy(
            "At least ten letters. It is kept with your name, and all registrars can read it."
        ),
    )


class ExportView(desk.DeskFormMixin, EditionMixin, FormView):
    """Everything about the chosen registrations, one on a line."""

    permission = access.EXPORT
    form_class = ExportForm
    template_name = "registration/desk/confirm.html"
    page_title = gettext_lazy("Export")
    button = gettext_lazy("Download")
    explanation = gettext_lazy(
        "The file holds names, e-mail addresses and answers in the clear. Keep it on one device, "
        "and delete it when you are done: nothing here can do that for you."
    )
    file_name = "registrations"

    def get_page_subtitle(self):
        return self.page_title

    def get_context_data(self, **kwargs):
        return super().get_context_data(explanation=self.explanation, **kwargs)

    def form_valid(self, form):
        rows = self.edition.registrations.filter(state__in=form.cleaned_data["states"])
        rows = list(rows.select_related("pool").order_by("received_at", "pk"))
        reason = form.cleaned_data["reason"]
        access.disclose(
            self.request, self.edition, Disclosure.Way.EXPORT, count=len(rows), reason=reason
        )
        name = f"{self.edition.slug}-{self.file_name}-{timezone.now():%Y-%m-%d}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(_workbook(self.table(rows)), content_type=XLSX, headers=headers)

    def table(self, rows):
        asked = questions.asked(self.edition, get_language())
        return [_headings(asked), *(_line(self.edition, row, asked) for row in rows)]


class CatererForm(ExportForm):
    states = None


class CatererView(ExportView):
    """How often each answer was given by those who hold a seat; nobody's name."""

    form_class = CatererForm
    page_title = gettext_lazy("List for the caterer")
    explanation = gettext_lazy(
        "The file says how often each answer was given by people with a seat, for the questions "
        "that the caterer may see. It holds no names."
    )
    file_name = "caterer"

    def form_valid(self, form):
        form.cleaned_data["states"] = Registration.HOLDING
        return super().form_valid(form)

    def table(self, rows):
        asked = questions.asked(self.edition, get_language())
        asked = [one for one in asked if one.audience == Question.Audience.CATERER]
        answers = [row.details["answers"] for row in rows]
        lines = [[_("Question"), _("Answer"), _("People")]]
        for one in asked:
            lines += [[one.label, words, count] for words, count in _counted(one, answers)]
            unanswered = sum(one.id not in row for row in answers)
            lines.append([one.label, _("no answer"), unanswered])
        return lines


def _counted(one, answers):
    """`[(answer in words, how many gave it)]`, the most frequent first."""
    counts = Counter()
    for row in answers:
        if one.id not in row:
            continue
        answer = row[one.id]
        single = [[number] for number in answer] if isinstance(answer, list) else [answer]
        counts.update(one.in_words(value) for value in single)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _headings(asked):
    fixed = [
        *(_("Code"), _("State"), _("Seats"), _("Received"), _("Address proved")),
        *(_("Seat held until"), _("Name"), _("E-mail"), _("Language")),
    ]
    return [*fixed, *(one.label for one in asked)]


def _line(edition, row, asked):
    details = row.details
    answers = details["answers"]
    return [
        row.code,
        row.get_state_display(),
        row.pool.get_kind_display(),
        _moment(edition, row.received_at),
        _moment(edition, row.proved_at),
        _moment(edition, row.held_until),
        details["name"],
        details["email"],
        name_of(details["language"]),
        *(one.in_words(answers[one.id]) if one.id in answers else "" for one in asked),
    ]


def _moment(edition, at):
    return f"{edition.local(at):%Y-%m-%d %H:%M}" if at else ""


def _workbook(lines):
    """A table as the bytes of an XLSX file, its first line being headings."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.sheet_view.rightToLeft = get_language_bidi()
    sheet.freeze_panes = "A2"
    for number, line in enumerate(lines):
        sheet.append([_cell(sheet, value, is_heading=number == 0) for value in line])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet, value, *, is_heading):
    """A cell that is never a formula, whatever somebody wrote; not even when it is edited."""
    if isinstance(value, int):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    cell.data_type = "s"
    cell.quotePrefix = True
    if is_heading:
        cell.font = Font(bold=True)
    return cell
