"""Fills the forms of pages with what was sent as JSON: one set of rules for both."""

from django.utils.translation import gettext as _
from rest_framework.serializers import ValidationError

from registration.forms import DetailsForm, LinkForm, RequestForm


def request_form(admission, values, key):
    """A valid RequestForm. Raises ValidationError."""
    given = {name: value for name, value in values.items() if name not in ("answers", "work")}
    form = RequestForm(admission, values["language"], _data(given | {"key": key}, values))
    errors = _errors(form, values.get("answers", {}))
    if "pool" in given and given["pool"] not in [row.kind for row in form.pools]:
        errors["pool"] = [_("There is no such choice.")]
    _refuse(errors)
    return form


def details_form(registration, values):
    """A valid DetailsForm of what a person has, with changes. Raises ValidationError."""
    details = registration.details
    whole = {name: values.get(name, details[name]) for name in ("name", "language", "answers")}
    given = {name: whole[name] for name in ("name", "language")}
    admission = registration.edition.admission
    form = DetailsForm(admission, whole["language"], _data(given, whole))
    errors = _errors(form, whole["answers"] if "answers" in values else {})
    _refuse(errors)
    return form


def link_form(values, key):
    """A valid LinkForm. Raises ValidationError."""
    form = LinkForm(values | {"key": key})
    _refuse(_errors(form, {}))
    return form


def _data(given, values):
    answers = values.get("answers", {})
    return given | {f"q_{name}": _typed(value) for name, value in answers.items()}


def _typed(value):
    """As pages send it: text, or a list of texts for several."""
    return [str(item) for item in value] if isinstance(value, list) else str(value)


def _errors(form, answers):
    """`{field: [message]}` as the API names fields."""
    errors = {_public(name): list(found) for name, found in form.errors.items()}
    questions = {row.id: row for row in getattr(form, "questions", ())}
    for name, value in answers.items():
        if name not in questions:
            errors[f"answers.{name}"] = [_("There is no such question.")]
        elif _kind(form.cleaned_data.get(f"q_{name}")) not in (_kind(value), type(None)):
            errors[f"answers.{name}"] = [_("This is of another type than the question asks for.")]
    return errors


def _kind(value):
    return {type(item) for item in value} if isinstance(value, list) else type(value)


def _public(name):
    """The name of a form's field in the API."""
    if name == "key":
        return "Idempotency-Key"
    return f"answers.{name.removeprefix('q_')}" if name.startswith("q_") else name


def _refuse(errors):
    if errors:
        raise ValidationError(errors)
