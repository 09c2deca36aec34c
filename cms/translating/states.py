"""What there is to translate in an edition: objects by languages, in a fixed number of queries."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from events.models import (
    EditionPage,
    Room,
    SessionSpeaker,
    Slot,
    SpeakerPage,
    Track,
)
from home.models import SourceChange
from registration.models import Question

VOCABULARIES = (Track, Room, Question)
SESSION = "sessionpage"

# From what is most urgent to what needs nothing.
STATES = ("changed", "ready", "progress", "missing", "published", "source")
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
    "review",
]
HUMAN = StringTranslation.TRANSLATION_TYPE_MANUAL


@dataclass
class Cell:
    """One object in one language."""

    state: str
    done: int = 0
    total: int = 0
    drafts: int = 0  # texts that the memory or a machine wrote and nobody has seen
    news: int = 0  # sentences of the source that were changed and are not translated again
    changed_at: dt.datetime | None = None
    is_live: bool = False
    is_by_hand: bool = False  # the translation was stopped: the page is edited by itself
    review: str = ""  # "in_progress" or "needs_changes" while it is in a workflow
    translation: int | None = None  # primary key
    page: int | None = None

    @property
    def url(self):
        return reverse("translating:text", args=[self.translation]) if self.translation else ""


@dataclass
class Row:
    """One object of the edition, in all languages."""

    key: object
    title: str
    kind: str  # of the model, such as "sessionpage"
    source: str  # language code
    is_public: bool = True  # what was first written
    starts_at: dt.datetime | None = None
    cells: dict = field(default_factory=dict)


@dataclass
class Board:
    """Everything of one edition; rows in the order of urgency."""

    languages: list
    rows: list

    @property
    def counts(self):
        """`{language: Counter({state: objects})}`."""
        return {
            code: Counter(row.cells[code].state for row in self.rows) for code in self.languages
        }


def load(edition, locales=None, *, now=None, known=None):
    """The board of an edition, or with None of the pages that belong to no edition.

    `locales` are the languages that are shown; without them all of the edition. `known` are all
    Locales, from whoever has read them already.
    """
    known = Locale.objects.all() if known is None else known
    codes = {locale.pk: locale.language_code for locale in known}
    wanted = (
        {locale.language_code for locale in locales} if locales is not None else {*codes.values()}
    )
    objects = _Objects(edition, codes)
    languages = [code for code in _languages(edition, codes) if code in wanted]
    facts = _Facts(objects.keys)
    rows = [objects.row(key, facts.origins.get(key)) for key in objects.keys]
    for row in rows:
        for code in languages:
            row.cells[code] = _cell(row, code, objects, facts)
    rows.sort(key=lambda row: _urgency(row, now))
    return Board(languages, rows)


def _languages(edition, codes):
    return edition.languages if edition else [*codes.values()]


class _Objects:
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
            self.starts[row.translation_key] = row.starts_at
        for key, locale_id, kind, name in _vocabulary(edition):
            self._add(key, locale_id, kind, _VocabularyRow(name))
        self.keys = list(self.rows)

    @staticmethod
    def _model(models, row):
        models[row.content_type_id] = ContentType.objects.get_for_id(row.content_type_id).model
        return models[row.content_type_id]

    def _add(self, key, locale_id, kind, row):
        self.rows[key][locale_id] = row
        self.kinds[key] = kind

    def row(self, key, origin):
        """One object, with the title that it was first written with; of a translation it has none.

        `origin` is the locale that it was submitted in, if it ever was.
        """
        found = self.rows[key]
        places = [origin, self.locales.get(self.default), *found]
        locale_id = next(pk for pk in places if pk in found)
        return Row(
            key=key,
            title=found[locale_id].title,
            kind=self.kinds[key],
            source=self.codes[locale_id],
            is_public=found[locale_id].live,
            starts_at=self.starts.get(key),
        )


@dataclass
class _VocabularyRow:
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
            review=Subquery(reviews.values("status")[:1]),
        )
        .order_by("path")
        .values_list(*PAGE_FIELDS, named=True)
    )
    if edition is None:
        types = ContentType.objects.get_for_models(EditionPage, SpeakerPage).values()
        return pages.filter(depth__in=[2, 3]).exclude(content_type__in=types)
    roots = list(EditionPage.objects.filter(edition=edition).values_list("path", flat=True))
    below = Q(pk__in=[])
    for path in roots:
        below |= Q(path__startswith=path)
    speakers = SessionSpeaker.objects.filter(
        _prefixed("session__path", roots), speaker__translation_key=OuterRef("translation_key")
    )
    return pages.filter(below | Exists(speakers))


def _prefixed(name, paths):
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{name}__startswith": path})
    return found


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


class _Facts:
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


def _cell(row, code, objects, facts):
    locale_id = objects.locales[code]
    target = objects.rows[row.key].get(locale_id)
    place = row.key, locale_id
    asked = facts.asked.get(place)
    if asked is None:
        state = "missing" if target is None else "source"
        return Cell(state, is_live=bool(target and target.live), page=target and target.pk)
    pk, is_enabled, saved_at = asked
    if target is None:
        return Cell("missing")
    total, done = facts.total.get(row.key, 0), facts.done[place]
    news = facts.news.get(row.key, 0) - facts.old_news[place]
    cell = Cell(
        state="",
        done=done,
        total=total,
        drafts=facts.drafts[place],
        news=news,
        changed_at=facts.changed_at.get(row.key) if news else None,
        is_live=target.live,
        is_by_hand=not is_enabled,
        review=target.review or "",
        translation=pk if is_enabled else None,
        page=target.pk,
    )
    if target.pk is None:
        cell.is_live = saved_at is not None
    worded_at = target.worded_at or saved_at
    written_at = facts.written_at.get(place)
    cell.state = _state(cell, target, worded_at, written_at)
    return cell


def _state(cell, target, worded_at, written_at):
    if cell.is_by_hand:
        return "published" if cell.is_live else "progress"
    if cell.review == WorkflowState.STATUS_IN_PROGRESS:
        return "ready"
    if cell.is_live and cell.news and cell.done:
        return "changed"
    if cell.done < cell.total:
        return "progress"
    is_newer = bool(written_at and worded_at and written_at > worded_at)
    if not cell.is_live or target.has_unpublished_changes or is_newer:
        return "ready"
    return "published"


def _urgency(row, now):
    """What readers see wrongly first; then sessions that come soonest; then what is most urgent."""
    worst = min((STATES.index(cell.state) for cell in row.cells.values()), default=len(STATES))
    is_wrong = any(cell.state == "changed" for cell in row.cells.values())
    is_open = worst <= STATES.index("missing")
    return (
        not is_wrong,
        not is_open,
        row.starts_at is None or (now is not None and row.starts_at < now),
        row.starts_at.timestamp() if row.starts_at else 0,
        worst,
        row.title.casefold(),
    )
