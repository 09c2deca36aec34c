"""Takes the words of PO files over, and says of each text what became of it."""

import logging
from collections import Counter
from dataclasses import asdict, dataclass, field
from time import monotonic

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from cms.localize import rights
from cms.translating import access, pofiles, saving
from cms.translating.pozips import RELATED, Refusal
from events.web import naming

log = logging.getLogger(__name__)

TOOL = "PO File"  # StringTranslation.tool_name, as the stock import writes it
MOST_ROWS = 1_000
SECONDS = 20  # people and proxies do not wait for ever
LONGEST = 1_000  # characters of a text that are shown


@dataclass
class Row:
    """Something that was not taken, or that should be looked at; all of it can be JSON.

    The kind is a state of saving.Saved, or "warning", "unknown" (text), "file".
    """

    kind: str
    file: str
    reason: str
    title: str = ""
    translation: int | None = None
    source: str = ""
    source_language: str = ""
    theirs: str = ""  # of the file
    ours: str = ""  # what stays


@dataclass
class Report:
    """What became of an upload: how many texts of each kind, and those that are not plain."""

    language: str
    counts: Counter = field(default_factory=Counter)
    rows: list = field(default_factory=list)

    def add(self, row):
        self.counts["rows"] += 1
        if len(self.rows) < MOST_ROWS:
            self.rows.append(row)

    def as_json(self):
        rows = [asdict(row) for row in self.rows]
        return {"language": self.language, "counts": dict(self.counts), "rows": rows}

    @classmethod
    def from_json(cls, stored):
        rows = [Row(**row) for row in stored["rows"]]
        return cls(stored["language"], Counter(stored["counts"]), rows)


def take(files, allowed, locale, user, *, overwrite=False):
    """Store what PoFiles say for Translations into one language; returns a Report.

    `allowed` are the primary keys of what the files may be for. Each file is a transaction of its
    own, and no text stops another. With `overwrite` the file wins over what was written meanwhile.
    """
    report = Report(locale.language_code)
    found = Translation.objects.filter(
        uuid__in={file.translation for file in files if not isinstance(file, Refusal)}
    )
    by_uuid = {one.uuid: one for one in found.select_related(*RELATED)}
    words = pofiles.load([one for one in by_uuid.values() if one.pk in allowed])
    deadline = monotonic() + SECONDS
    for file in files:
        if isinstance(file, Refusal):
            _refuse(report, file.name, file.reason)
            continue
        if monotonic() > deadline:
            reason = _("There was no time left for this file: upload it once more.")
            _refuse(report, file.name, reason)
            continue
        translation = by_uuid.get(file.translation)
        reason = _foreign(translation, allowed, locale)
        if reason:
            _refuse(report, file.name, reason)
        else:
            _Taking(report, file, translation, user, overwrite).take(words[translation.pk].texts)
    log.info("PO files into %s: %s", locale.language_code, dict(sorted(report.counts.items())))
    return report


def _refuse(report, name, reason):
    report.counts["file"] += 1
    report.add(Row("file", name, str(reason)))


def _foreign(translation, allowed, locale):
    """Why a file has no business here, in words; nothing if it has."""
    if translation is None:
        return _("The texts that this file is for are not on this site.")
    if translation.target_locale_id != locale.pk:
        return _("This file is for another language: %(language)s.") % {
            "language": naming.own_name(translation.target_locale.language_code)
        }
    if translation.pk in allowed:
        return ""
    if not translation.enabled:
        return _("“%(title)s” is not translated here any more, but edited by hand.") % {
            "title": translation.source.object_repr
        }
    return _("This file is for texts that belong elsewhere: “%(title)s”.") % {
        "title": translation.source.object_repr
    }


class _Taking:
    """One file on its way into its translation."""

    def __init__(self, report, file, translation, user, overwrite):
        self.report, self.file, self.translation = report, file, translation
        self.user, self.overwrite = user, overwrite
        self.words, self.seen, self.confirmed = {}, {}, set()

    def take(self, texts):
        places = {(text.source, text.segment.context.path): text for text in reversed(texts)}
        for entry in self.file.entries:
            self._sort(entry, places.get((entry.source, entry.path)))
        if self.file.is_cut:
            reason = _("This file ends too early; the last text in it was left out as well.")
            self.report.add(self._row("file", reason))
        if self.words and not self._is_refused():
            self._write({text.segment.pk: text for text in texts})

    def _sort(self, entry, text):
        """Put an entry among the words to write, or say why not."""
        counts = self.report.counts
        if not entry.html.strip():
            counts["empty"] += 1
        elif entry.is_fuzzy:
            counts["fuzzy"] += 1
        elif text is None:
            reason = _("The original has changed meanwhile: this text is not in it any more.")
            self._count("unknown", reason, entry.source, entry.html)
        elif (entry.html == text.html and text.is_done) or self._is_untouched(entry, text):
            counts["same"] += 1
        elif self.words.get(text.segment.pk, entry.html) != entry.html:
            reason = _("This text stands in the file a second time, with other words.")
            self._count("refused", reason, entry.source, entry.html)
        else:
            self._add(entry, text)

    @staticmethod
    def _is_untouched(entry, text):
        """As it was exported; but a draft that is not fuzzy any more is confirmed."""
        is_confirmed = text.is_draft and entry.html == text.html
        return entry.seen == saving.fingerprint(entry.html) and not is_confirmed

    def _add(self, entry, text):
        pk = text.segment.pk
        self.words[pk] = entry.html
        # A file that does not say what it was made from never wins over what is written.
        self.seen[pk] = entry.seen or saving.fingerprint("")
        if self.overwrite:
            self.seen[pk] = text.fingerprint
        if text.is_draft and entry.html == text.html:
            self.confirmed.add(pk)

    def _is_refused(self):
        """Whether the person may not write here now; then nothing of the file is taken."""
        try:
            target = self.translation.get_target_instance()
        except ObjectDoesNotExist:
            reason = _("The page of these texts was deleted.")
        else:
            if rights.is_locked_for(self.user, target):
                reason = _("This page is locked: nothing was changed.")
            elif not access.may_write(self.user, self.translation):
                reason = _("You may not write these texts.")
            else:
                return False
        self.report.counts["refused"] += len(self.words)
        self.report.counts["file"] += 1
        self.report.add(self._row("file", reason))
        return True

    def _write(self, texts):
        saved = saving.write(
            self.translation,
            self.words,
            self.user,
            seen=self.seen,
            confirmed=self.confirmed,
            tool=TOOL,
        )
        for pk, outcome in saved.items():
            text, html = texts[pk], self.words[pk]
            if outcome.state == "same":
                self.report.counts["same"] += 1
            elif outcome.state == "saved":
                self.report.counts["saved"] += 1
                for warning in saving.warnings_of(text.source, html):
                    self._count("warning", warning, text.source, html)
            else:
                ours = text.html if outcome.state == "conflict" else ""
                self._count(outcome.state, outcome.message, text.source, html, ours)

    def _count(self, kind, reason, source, theirs, ours=""):
        self.report.counts[kind] += 1
        row = self._row(kind, reason)
        row.source, row.theirs, row.ours = source[:LONGEST], theirs[:LONGEST], ours[:LONGEST]
        self.report.add(row)

    def _row(self, kind, reason):
        source = self.translation.source
        return Row(
            kind,
            self.file.name,
            str(reason),
            title=source.object_repr,
            translation=self.translation.pk,
            source_language=source.locale.language_code,
        )
