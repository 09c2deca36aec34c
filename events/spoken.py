"""Languages that are spoken in a session: codes separated by spaces, chosen from a list."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info

# Offered beside the site's own languages.
OTHERS = ["de", "es", "fa", "fr", "hi", "ru", "pa", "bn", "ky", "id"]


def name_of(code):
    """A language's own name; the code where Django does not know it."""
    try:
        return get_language_info(code)["name_local"]
    except KeyError:
        return code


def choices(chosen=()):
    own = [code for code, _name in settings.LANGUAGES]
    codes = dict.fromkeys([*own, *OTHERS, *chosen])
    return [(code, name_of(code)) for code in codes]


class SpokenLanguagesField(forms.MultipleChoiceField):
    """Checkboxes over a column of codes separated by spaces."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=choices, required=False, **kwargs)

    def offer(self, codes):
        """Keep codes that came from elsewhere, such as an import, on the list."""
        self.choices = choices(codes.split())

    def prepare_value(self, value):
        return value.split() if isinstance(value, str) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        return " ".join(super().clean(value))
