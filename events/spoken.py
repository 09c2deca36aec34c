"""Languages that are spoken in a session: codes separated by spaces, chosen from a list."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info

# Offered beside the site's own languages.
OTHERS = ["de", "es", "fa", "fr", "hi", "ru", "pa", "bn", "ky", "id"]


def choices():
    own = [code for code, _name in settings.LANGUAGES]
    codes = [*own, *(code for code in OTHERS if code not in own)]
    return [(code, get_language_info(code)["name_local"]) for code in codes]


class SpokenLanguagesField(forms.MultipleChoiceField):
    """Checkboxes over a column of codes separated by spaces."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=choices, required=False, **kwargs)

    def prepare_value(self, value):
        return value.split() if isinstance(value, str) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        return " ".join(super().clean(value))
