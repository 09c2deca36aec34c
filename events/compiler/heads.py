"""What every object of a document starts with: its id, and what there is to say of its language."""

from django.utils import timezone

from events.compiler.dates import long_date
from events.compiler.ids import public_id
from events.compiler.untranslated import stored_texts
from events.models import EditionPage, SpeakerPage

# What documents call a field, where it is another name than the model's.
NAMES = {
    EditionPage: {"venue_name": "venue", "venue_picture_alt": "venue_picture"},
    SpeakerPage: {"title": "name"},
}


class Heads:
    """Makes the heads of the objects of one document."""

    def __init__(self, loader, source, untranslated, *, local=timezone.localtime, children=None):
        """`children(item, field)` are the texts of rows that belong to an object, or None."""
        self.loader, self.source = loader, source
        self.untranslated = untranslated
        self.local = local
        self.children = children or (lambda item, field: None)

    def head(self, item):
        head = {"id": public_id(item.key)}
        spoken = self.loader.codes[item.words.locale_id]
        if spoken != self.loader.language:
            return head | {"lang": spoken}
        missing = self.untranslated.get(item.key)
        if missing is None:
            return head
        said = {"todo": self._todo(item, missing)} | self._changed(missing)
        said = {name: value for name, value in said.items() if value}
        if said and missing.source != self.source:
            said["source"] = missing.source
        return head | said

    def _todo(self, item, missing):
        names = NAMES.get(type(item.origin), {})
        return sorted(
            names.get(field, field)
            for field in missing.waiting
            if any(missing.is_in(field, text) for text in self._texts(item, field))
        )

    def _texts(self, item, field):
        texts = self.children(item, field)
        if texts is None:
            value = getattr(item.words, field, "")  # of an earlier version of the model
            texts = stored_texts(getattr(value, "raw_data", value))
        return texts

    def _changed(self, missing):
        if missing.changed_at is None:
            return {}
        moment = self.local(missing.changed_at)
        return {
            "changed": moment.date().isoformat(),
            "changed_date": long_date(moment, self.loader.language),
        }
