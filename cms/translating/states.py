"""What there is to translate in an edition: objects by languages, in a fixed number of queries."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse
from wagtail.models import Locale, WorkflowState

from cms.translating.reading import Facts, Objects

# From what is most urgent to what needs nothing.
STATES = ("changed", "ready", "progress", "missing", "published", "source")


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
    objects = Objects(edition, codes)
    languages = [code for code in _languages(edition, codes) if code in wanted]
    facts = Facts(objects.keys)
    rows = [_row(key, objects, facts) for key in objects.keys]
    for row in rows:
        for code in languages:
            row.cells[code] = _cell(row, code, objects, facts)
    rows.sort(key=lambda row: _urgency(row, now))
    return Board(languages, rows)


def _languages(edition, codes):
    return edition.languages if edition else [*codes.values()]


def _row(key, objects, facts):
    language, source = objects.source(key, facts.origins.get(key))
    return Row(
        key=key,
        title=source.title,
        kind=objects.kinds[key],
        source=language,
        is_public=source.live,
        starts_at=objects.starts.get(key),
    )


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
