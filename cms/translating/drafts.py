"""Texts that the memory or a machine wrote and nobody has seen yet, each once."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from wagtail_localize.models import StringTranslation, Translation

from cms.localize import rights
from cms.translating import memory, saving, tokens
from cms.translating.languages import Language


@dataclass(frozen=True)
class Place:
    """Where a draft stands: an object, its Translation and the segment."""

    key: object
    translation: int
    segment: int


@dataclass
class Draft:
    """A text and its draft, with all places of the edition where this pair stands."""

    string: int
    source: str
    html: str
    language: Language  # of the source
    machine: str = ""  # the tool that wrote it, if it was not the memory
    places: list = field(default_factory=list)

    @property
    def value(self):
        """What a form sends back; of a draft that became another one it is another."""
        return f"{self.string}:{saving.fingerprint(self.html)}"

    @property
    def original(self):
        return _readable(self.source)

    @property
    def translated(self):
        return _readable(self.html)

    @property
    def objects(self):
        """`{key: translation}` of the places, each object once."""
        return {place.key: place.translation for place in self.places}


def find(keys, locale):
    """Drafts in one language of the objects with these translation keys; one query.

    What stands in most places comes first.
    """
    rows = (
        StringTranslation.objects.filter(
            locale=locale,
            translation_type=saving.MACHINE,
            has_error=False,
            translation_of__segments__source__object_id__in=keys,
            translation_of__segments__context_id=F("context_id"),
            translation_of__segments__source__translations__target_locale=locale,
            translation_of__segments__source__translations__enabled=True,
        )
        .exclude(data="")
        .order_by("translation_of__segments__source_id", "translation_of__segments__order", "pk")
        .values_list(
            "translation_of_id",
            "translation_of__data",
            "data",
            "translation_of__locale__language_code",
            "tool_name",
            "translation_of__segments__source__object_id",
            "translation_of__segments__source__translations__pk",
            "translation_of__segments__pk",
        )
    )
    found = {}
    for string, source, html, code, tool, *place in rows:
        machine = "" if tool == memory.TOOL else tool
        new = Draft(string, source, html, Language(code), machine)
        draft = found.setdefault((string, html), new)
        draft.places.append(Place(*place))
    return sorted(found.values(), key=lambda draft: -len(draft.places))


def confirm(drafts, user):
    """Make drafts that a person has seen their words; returns `(texts, those left)`.

    Left are those on pages that are locked. Each translation is a transaction of its own; safe to
    repeat.
    """
    segments = defaultdict(set)
    for draft in drafts:
        for place in draft.places:
            segments[place.translation].add(place.segment)
    done = locked = 0
    rows = Translation.objects.filter(pk__in=segments).select_related("source", "target_locale")
    for translation in rows:
        if rights.is_locked_for(user, translation.get_target_instance()):
            locked += len(segments[translation.pk])
            continue
        with transaction.atomic():
            done += saving.confirm(translation, user, segments[translation.pk])
    return done, locked


def _readable(html):
    return tokens.plain(html.replace("<br/>", "\n"))
