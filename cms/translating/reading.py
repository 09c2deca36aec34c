"""Reads what the board of an edition is made of: its objects, and how far their texts are."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from events.models import EditionPage, Room, SessionSpeaker, Slot, SpeakerPage, Track
from home.models import SourceChange
from registration.models import Question

VOCABULARIES = (Track, Room, Question)
PAGE_FIELDS = [
    "pk",
    "translation_key",
    "locale_id",
    "content_type_id",
    "title",
    "live",
    "has_unpublished_changes",
    "worded_at",
    "starts_at",
    "planned_at",
    "review",
]
HUMAN = StringTranslation.TRANSLATION_TYPE_MANUAL


class Objects:
    """Pages and rows by translation key, and what is known of each without its texts."""

    def __init__(self, edition, codes):
        self.codes = codes
        self.locales = {code: pk for pk, code in codes.items()}
        self.rows = defaultdict(dict)
        self.starts, self.kinds = {}, {}
        self.default = edition.source_language if edition else None
        models = {}
        for row in _pages(edition):
            kind = models.setdefault(row.content_type_id, None) or self._model(models, row)
            self._add(row.translation_key, row.locale_id, kind, row)
            starts_at = row.starts_at or _moment(row.planned_at)
            if starts_at:
                self.starts[row.translation_key] = starts_at
        for key, locale_id, kind, name in _vocabulary(edition):
            self._add(key, locale_id, kind, VocabularyRow(name))
        self.keys = list(self.rows)

    @staticmethod
    def _model(models, row):
        models[row.content_type_id] = ContentType.objects.get_for_id(row.content_type_id).model
        return models[row.content_type_id]

    def _add(self, key, locale_id, kind, row):
        self.rows[key][locale_id] = row
        self.kinds[key] = kind

    def source(self, key, asked):
        """`(language, row)` of an object as it was first written; of a translation it has none.

        `asked` is the locale that it was submitted in, if it ever was.
        """
        found = self.rows[key]
        places = [asked, self.locales.get(self.default), *found]
        locale_id = next(pk for pk in places if pk in found)
        return self.codes[locale_id], found[locale_id]


def _moment(planned_at):
    """A moment that was read out of JSON; SQLite says "null" for none."""
    is_one = planned_at and planned_at != "null"
    return dt.datetime.fromisoformat(planned_at) if is_one else None


@dataclass
class VocabularyRow:
    title: str
    pk = None
    live = True
    has_unpublished_changes = False
    worded_at = None
    review = None


def _pages(edition):
    slots = Slot.objects.filter(session_key=OuterRef("translation_key"))
    reviews = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    pages = (
        Page.objects.filter(alias_of=None)
        .annotate(
            # What was approved is older than its publication, and so are its words.
            worded_at=Coalesce("live_revision__created_at", "last_published_at"),
            starts_at=Subquery(slots.values("starts_at")[:1]),
            # Of a draft that was never published: its slot is not public yet.
            planned_at=KeyTextTransform(
                "starts_at", KeyTransform("changes", "sessionpage__slot_draft")
            ),
            review=Subquery(reviews.values("status")[:1]),
        )
        .order_by("path")
        .values_list(*PAGE_FIELDS, named=True)
    )
    if edition is None:
        types = ContentType.objects.get_for_models(EditionPage, SpeakerPage).values()
        return pages.filter(depth__in=[2, 3]).exclude(content_type__in=types)
    below = edition.holds()
    speakers = SessionSpeaker.objects.filter(
        session__in=Page.objects.filter(below), speaker__translation_key=OuterRef("translation_key")
    )
    return pages.filter(below | Exists(speakers))


def _vocabulary(edition):
    if edition is None:
        return []
    parts = [
        model.objects.filter(edition=edition)
        .order_by()
        .values_list(
            "translation_key",
            "locale_id",
            Value(model._meta.model_name),
            "label" if model is Question else "name",
        )
        for model in VOCABULARIES
    ]
    return parts[0].union(*parts[1:], all=True)


class Facts:
    """What is translated, changed, asked for and under review."""

    def __init__(self, keys):
        self.total, self.news, self.changed_at = {}, {}, {}
        self.done, self.drafts = Counter(), Counter()
        self.old_news, self.written_at = Counter(), {}
        self._segments(keys)
        self._words(keys)
        asked = Translation.objects.filter(source__object_id__in=keys).values_list(
            "source__object_id",
            "target_locale_id",
            "pk",
            "enabled",
            "destination_last_updated_at",
            "source__locale_id",
        )
        self.asked = {row[:2]: row[2:5] for row in asked}
        self.origins = {row[0]: row[5] for row in asked}

    def _segments(self, keys):
        news = SourceChange.objects.filter(
            source_id=OuterRef("source_id"),
            context_id=OuterRef("context_id"),
            after_id=OuterRef("string_id"),
        )
        rows = (
            StringSegment.objects.filter(source__object_id__in=keys)
            .annotate(changed_at=Subquery(news.values("at")[:1]))
            .values_list("source__object_id")
            .annotate(
                total=Count("pk"),
                news=Count("pk", filter=Q(changed_at__isnull=False)),
                at=Max("changed_at"),
            )
        )
        for key, total, count, at in rows:
            self.total[key], self.news[key], self.changed_at[key] = total, count, at

    def _words(self, keys):
        news = SourceChange.objects.filter(
            context_id=OuterRef("context_id"), after_id=OuterRef("translation_of_id")
        )
        rows = (
            StringTranslation.objects.filter(
                translation_of__segments__source__object_id__in=keys,
                translation_of__segments__context_id=F("context_id"),
                has_error=False,
            )
            .exclude(data="")
            .annotate(is_news=Exists(news))
            .values_list(
                "translation_of__segments__source__object_id",
                "locale_id",
                "translation_type",
                "is_news",
            )
            .annotate(texts=Count("pk"), at=Max("updated_at"))
        )
        for key, locale_id, kind, is_news, texts, at in rows:
            place = key, locale_id
            if kind != HUMAN:
                self.drafts[place] += texts
                continue
            self.done[place] += texts
            self.written_at[place] = max(at, self.written_at.get(place, at))
            if is_news:
                self.old_news[place] += texts
