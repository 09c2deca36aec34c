"""Languages as screens name them."""

from dataclasses import dataclass

from django.utils.translation import get_language

from events.web import naming


@dataclass(frozen=True)
class Language:
    """A language in the reader's words, with the direction of its script."""

    code: str

    @property
    def name(self):
        return naming.language_name(self.code, get_language())

    @property
    def dir(self):
        return naming.direction(self.code)
