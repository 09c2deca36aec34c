"""An edition's own questions as one language asks them; words without translation are marked."""

import unicodedata
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.compiler.ids import public_id
from events.countries import countries
from events.web import naming
from registration.models import Question

Kind = Question.Kind
LONGEST_ANSWER = 1000
# Django has no Urdu for its own sentence.
TOO_LONG = _("This is too long: at most %(limit_value)s characters.")


@dataclass(frozen=True)
class Asked:
    """One question: facts from its source, words in the language asked for where there are any."""

    id: str
    kind: str
    is_required: bool
    audience: str
    deleted_on: object
    language: str
    label: str
    label_language: str
    purpose: str
    purpose_language: str
    lines: tuple[str, ...]
    lines_language: str

    @property
    def field(self):
        """Its name in forms."""
        return f"q_{self.id}"

    @property
    def audience_words(self):
        return Question.Audience(self.audience).label

    @property
    def label_attributes(self):
        return self._attributes(self.label_language)

    @property
    def purpose_attributes(self):
        return self._attributes(self.purpose_language)

    @property
    def lines_attributes(self):
        return self._attributes(self.lines_language)

    def _attributes(self, code):
        return "" if code == self.language else naming.attributes(code)

    def in_words(self, answer):
        """An answer as people read it."""
        match self.kind:
            case Kind.CHOICE:
                return self._line(answer)
            case Kind.SEVERAL:
                return " · ".join(self._line(number) for number in answer)
            case Kind.YES_NO:
                return str(_("yes") if answer else _("no"))
            case Kind.COUNTRY:
                return dict(countries(self.language)).get(answer, answer)
        return str(answer)

    def _line(self, number):
        return self.lines[number] if number < len(self.lines) else f"{number}"


def asked(edition, language):
    """The questions of an edition in their order, in a language. One query."""
    rows = Question.objects.filter(edition=edition).select_related("locale")
    known = {(row.translation_key, row.locale.language_code): row for row in rows}
    sources = [row for row in rows if row.locale.language_code == edition.source_language]
    return [
        _in_language(row, known.get((row.translation_key, language)), language) for row in sources
    ]


def _in_language(source, translated, language):
    own = source.locale.language_code
    label, label_language = _words(source, translated, "label", own, language)
    purpose, purpose_language = _words(source, translated, "purpose", own, language)
    # Answers are numbers of lines: a translation with other lines would change what they mean.
    if translated and len(translated.lines) == len(source.lines):
        lines, lines_language = _words(source, translated, "lines", own, language)
    else:
        lines, lines_language = source.lines, own
    return Asked(
        id=public_id(source.translation_key),
        kind=source.kind,
        is_required=source.is_required,
        audience=source.audience,
        deleted_on=source.deleted_on,
        language=language,
        label=label,
        label_language=label_language,
        purpose=purpose,
        purpose_language=purpose_language,
        lines=tuple(lines),
        lines_language=lines_language,
    )


def _words(source, translated, name, own, language):
    """Words and their language; what a translator has not touched is still the source's."""
    value = getattr(translated, name, None)
    if not value or value == getattr(source, name):
        return getattr(source, name), own
    return value, language


# --- fields of forms ---


def field_of(question):
    """A form's field; it cleans to what `details["answers"]` holds, None for no answer."""
    field = FIELDS[question.kind](question)
    field.label, field.help_text, field.question = question.label, question.purpose, question
    return field


def _text(question):
    return forms.CharField(
        required=question.is_required,
        max_length=LONGEST_ANSWER,
        validators=[is_writable],
        error_messages={"max_length": TOO_LONG},
        empty_value=None,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


def _choice(question):
    return forms.TypedChoiceField(
        required=question.is_required,
        choices=_numbered(question),
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )


def _several(question):
    return _Several(
        required=question.is_required,
        choices=_numbered(question),
        coerce=int,
        empty_value=None,
        widget=forms.CheckboxSelectMultiple,
    )


class _Several(forms.TypedMultipleChoiceField):
    def clean(self, value):
        numbers = super().clean(value)
        return numbers and sorted(set(numbers))


def _yes_no(question):
    return forms.TypedChoiceField(
        required=question.is_required,
        choices=[("True", _("yes")), ("False", _("no"))],
        coerce=lambda value: value == "True",
        empty_value=None,
        widget=forms.RadioSelect,
    )


def _country(question):
    return forms.TypedChoiceField(
        required=question.is_required,
        choices=[("", "—"), *countries(question.language)],
        empty_value=None,
    )


def _numbered(question):
    return [(str(number), line) for number, line in enumerate(question.lines)]


FIELDS = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.YES_NO: _yes_no,
    Kind.COUNTRY: _country,
}


def is_writable(value):
    """Refuse what no keyboard writes: it would break mails, lists and the database."""
    odd = (unicodedata.category(letter) in ("Cc", "Cs") for letter in value)
    if any(is_odd and letter not in "\r\n\t" for is_odd, letter in zip(odd, value, strict=True)):
        raise ValidationError(_("This contains characters that cannot be stored."), code="odd")
