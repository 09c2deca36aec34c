"""Where a translation belongs: its board, and what comes before and after it there."""

from dataclasses import dataclass

from wagtail.models import Page

from cms.translating import states
from events.models import Edition, EditionPage, SessionSpeaker, SpeakerPage

SITE = "site"  # the board of pages that belong to no edition
TO_DO = ("changed", "progress")


def edition_of(instance):
    """The edition that an object belongs to, or None: then it is of the site.

    A speaker is of the latest edition that they speak at.
    """
    if not isinstance(instance, Page):
        return instance.edition
    if isinstance(instance.specific, SpeakerPage):
        sessions = SessionSpeaker.objects.filter(
            speaker__translation_key=instance.translation_key
        ).values_list("session__path", flat=True)
        paths = {path[: 3 * Page.steplen] for path in sessions}
    else:
        paths = {instance.path[: 3 * Page.steplen]}
    pages = EditionPage.objects.filter(path__in=paths)
    return Edition.objects.filter(pk__in=pages.values("edition_id")).newest_first().first()


def board_of(name, instance):
    """`(name, edition or None)` of the board that somebody comes from, else of the object's own."""
    if name == SITE:
        return SITE, None
    edition = Edition.objects.filter(slug=name).first() if name.isprintable() else None
    edition = edition or edition_of(instance)
    return (edition.slug, edition) if edition else (SITE, None)


@dataclass(frozen=True)
class Neighbour:
    """Another translation of the same board."""

    title: str
    address: str


class Neighbours:
    """What is before and after a translation on its board, and what is to be done next."""

    def __init__(self, translation, edition):
        code = translation.target_locale.language_code
        rows = states.load(edition, [translation.target_locale]).rows
        self.code = code
        self.urgent = [row for row in rows if row.cells.get(code) and row.cells[code].url]
        # Urgency changes with each text that is saved; before and after must not.
        self.ordered = sorted(self.urgent, key=_place)
        keys = [row.cells[code].translation for row in self.ordered]
        self.index = keys.index(translation.pk) if translation.pk in keys else None
        self.own = translation.pk

    @property
    def cell(self):
        return None if self.index is None else self.ordered[self.index].cells[self.code]

    @property
    def before(self):
        """The Neighbour before this, or None."""
        return self._at(-1)

    @property
    def after(self):
        return self._at(1)

    @property
    def position(self):
        return None if self.index is None else self.index + 1

    @property
    def total(self):
        return len(self.ordered)

    @property
    def to_do(self):
        """The most urgent one that lacks something, other than this."""
        for row in self.urgent:
            cell = row.cells[self.code]
            if cell.translation != self.own and cell.state in TO_DO and not cell.review:
                return self._neighbour(row)
        return None

    def _at(self, step):
        if self.index is None or not 0 <= self.index + step < len(self.ordered):
            return None
        return self._neighbour(self.ordered[self.index + step])

    def _neighbour(self, row):
        return Neighbour(row.title, row.cells[self.code].url)


def _place(row):
    return (
        row.starts_at is None,
        row.starts_at.timestamp() if row.starts_at else 0,
        row.kind,
        row.title.casefold(),
        str(row.key),
    )
