"""Mails that say, once a day, what there is to translate, to those for whom anything is new."""

import datetime as dt
import logging
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import WorkflowState
from wagtail_localize.models import Translation

from cms.models import Digest
from cms.translating import access, letters, states
from events.models import Edition, Heartbeat
from events.web import naming
from registration.letters import Letter

log = logging.getLogger(__name__)

HOUR = 6  # UTC
BATCH = 10  # mails of one round, a minute
MOST = 5  # texts that are named for one language
BEAT = "digests"

# What can be to do about a text, the most urgent first.
REJECTED, CHANGED, READY, UNSENT, PROGRESS, MISSING = WORK = (
    "rejected",
    "changed",
    "ready",
    "unsent",
    "progress",
    "missing",
)


@dataclass(frozen=True)
class Item:
    """A text that is to do, with the address of its editor."""

    title: str
    language: str  # of the title
    link: str

    @property
    def attributes(self):
        return naming.attributes(self.language)


@dataclass(frozen=True)
class Section:
    """One edition in one language."""

    title: str
    title_language: str
    language: str  # by name
    counts: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def attributes(self):
        return naming.attributes(self.title_language)

    @property
    def text(self):
        heading = f"{letters.quoted(self.title)} – {self.language}"
        lines = [f"– {letters.quoted(item.title)}\n  {item.link}" for item in self.items]
        return "\n".join([heading, " · ".join(self.counts), *lines])


@dataclass(frozen=True)
class DigestLetter(Letter):
    """A letter with lists between its paragraphs and its link."""

    sections: tuple[Section, ...] = ()

    @property
    def text(self):
        lists = [section.text for section in self.sections]
        link = f"{self.link_words}:\n{self.link}"
        return "\n\n".join([*self.paragraphs, *lists, link, self.closing])

    @property
    def html(self):
        around = {"dir": naming.direction(self.language), "letter": self}
        return render_to_string("cms/translating/digest.html", around)


class Desk:
    """The boards of all editions that are worked on, and what happened to their texts since."""

    def __init__(self, since, now):
        self.boards = [(edition, states.load(edition, now=now)) for edition in _worked_on(now)]
        asked = Translation.objects.filter(enabled=True)
        if since is not None:
            asked = asked.filter(created_at__gt=since)
        self.asked = dict(asked.values_list("pk", "created_at"))
        task = "current_task_state__"
        reviews = WorkflowState.objects.active().filter(base_content_type__model="page")
        rows = reviews.values_list("object_id", f"{task}started_at", f"{task}finished_at")
        self.reviews = {int(page): (sent, rejected) for page, sent, rejected in rows}

    def moment_of(self, work, cell):
        """When there came to be something to do about a text; None if it is not known."""
        sent, rejected = self.reviews.get(cell.page, (None, None))
        found = {
            REJECTED: [rejected],
            READY: [sent],
            CHANGED: [cell.changed_at],
            PROGRESS: [cell.changed_at, self.asked.get(cell.translation)],
        }.get(work, [])
        return max((moment for moment in found if moment), default=None)


def letter(digest, desk):
    """The DigestLetter of a person; None if there is nothing to do, or nothing new."""
    user, language = digest.user, letters.language_of(digest.user)
    with translation.override(language):
        sections, is_new = _sections(digest, desk, language)
        if not is_new:
            return None
        return DigestLetter(
            to=user.email,
            language=language,
            subject=_("What there is to translate"),
            paragraphs=(
                letters.greeting(letters.name_of(user)),
                _("this waits for you at {site}.").format(
                    site=letters.quoted(settings.WAGTAIL_SITE_NAME)
                ),
            ),
            sections=tuple(sections),
            link=letters.address("translating:editions"),
            link_words=_("See all of it"),
            closing=letters.with_settings(
                _(
                    "This mail comes once a day at most, and only if there is anything new. "
                    "Whether you want it is set here:"
                )
            ),
        )


def send_due(now=None):
    """Write to those who are due, at most to BATCH; returns how many mails were sent.

    Safe to run twice, also at once. If no mail can be sent at all, it is tried again tomorrow.
    """
    now = now or timezone.now()
    due = list(_due(now))
    if not due:
        return 0
    desk = Desk(min((row.sent_at for row in due if row.sent_at), default=None), now)
    written, looked_at = [], 0
    for digest in due:
        if len(written) == BATCH:
            break
        looked_at += 1
        if (found := _letter_or_none(digest, desk)) and _claim(digest, now):
            written.append((digest, found))
    sent = letters.send_all([found for _digest, found in written])
    if not sent:
        for digest, _found in written:
            Digest.objects.filter(pk=digest.pk, sent_at=now).update(sent_at=digest.sent_at)
    if not sent or looked_at == len(due):
        Heartbeat.objects.update_or_create(name=BEAT, defaults={"beaten_at": now})
    return len(sent)


@task()
def send_digests():
    send_due()


def queue_due(now=None):
    """Leave it to the worker, if anybody may be due: a mail server must not stop the clock."""
    if _due(now or timezone.now()).exists():
        send_digests.enqueue()


def _due(now):
    """Digests of people who may be written to; none once all were looked at today."""
    day = _begin_of_day(now)
    if Heartbeat.objects.filter(name=BEAT, beaten_at__gte=day).exists():
        return Digest.objects.none()
    wanted = Digest.objects.filter(is_wanted=True, user__is_active=True).exclude(user__email="")
    late = wanted.filter(Q(sent_at__isnull=True) | Q(sent_at__lt=day))
    return late.select_related("user__wagtail_userprofile").order_by(
        F("sent_at").asc(nulls_first=True), "pk"
    )


def _begin_of_day(now):
    """The last moment at which it was HOUR o'clock."""
    day = now.astimezone(dt.UTC).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return day if day <= now else day - dt.timedelta(days=1)


def _worked_on(now):
    yesterday = now.astimezone(dt.UTC).date() - dt.timedelta(days=1)  # it is still so somewhere
    lasting = Q(ends_on__gte=yesterday) | Q(state=Edition.State.DRAFT)
    return Edition.objects.filter(lasting).exclude(state=Edition.State.ARCHIVED).newest_first()


def _letter_or_none(digest, desk):
    """A letter that cannot be made never stops the others."""
    try:
        return letter(digest, desk)
    except DatabaseError:
        raise
    except Exception:
        log.exception("A digest could not be written")
        return None


def _claim(digest, now):
    """Whether nobody else writes to this person."""
    rows = Digest.objects.filter(pk=digest.pk, sent_at=digest.sent_at, is_wanted=True)
    return rows.update(sent_at=now) == 1


def _sections(digest, desk, language):
    """`([Section, …], is anything new)`."""
    writes = {locale.language_code for locale in access.languages(digest.user)}
    publishes = {locale.language_code for locale in access.published_languages(digest.user)}
    sections, is_new = [], False
    for edition, board in desk.boards:
        for code in board.languages:
            if code not in writes:
                continue
            work = [
                (found, row)
                for row in board.rows
                if (found := _work(row.cells[code], code in publishes))
            ]
            if not any(found != MISSING for found, _row in work):
                continue
            sections.append(_section(edition, board, code, work, language))
            is_new = is_new or _is_new(digest, desk, code, work)
    return sections, is_new


def _is_new(digest, desk, code, work):
    if digest.sent_at is None:
        return True
    moments = (desk.moment_of(found, row.cells[code]) for found, row in work)
    return any(moment and moment > digest.sent_at for moment in moments)


def _work(cell, publishes):
    """What is to do about a text, or None."""
    if cell.review == WorkflowState.STATUS_NEEDS_CHANGES:
        return REJECTED
    if cell.state == "ready":
        if publishes:
            return READY
        return None if cell.review else UNSENT
    return cell.state if cell.state in WORK and not cell.is_by_hand else None


def _section(edition, board, code, work, language):
    counts = Counter(found for found, _row in work)
    ordered = sorted(work, key=lambda pair: WORK.index(pair[0]))
    named = [row for _found, row in ordered if row.cells[code].url][:MOST]
    words = _words()
    page = next((row for row in board.rows if row.kind == "editionpage"), None)
    return Section(
        title=page.title if page else edition.slug,
        title_language=page.source if page else edition.source_language,
        language=naming.language_name(code, language),
        counts=tuple(words[found].format(count=counts[found]) for found in WORK if counts[found]),
        items=tuple(
            Item(row.title, row.source, f"{settings.BASE_URL}{row.cells[code].url}")
            for row in named
        ),
    )


def _words():
    return {
        REJECTED: _("changes requested: {count}"),
        CHANGED: _("source changed: {count}"),
        READY: _("ready for review: {count}"),
        UNSENT: _("complete, not sent to review: {count}"),
        PROGRESS: _("in progress: {count}"),
        MISSING: _("not asked for yet: {count}"),
    }
