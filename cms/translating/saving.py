"""Writes the texts of one translation: checked, never over somebody else's, safe to repeat."""

import hashlib
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue, validate_translation_links

from cms.translating import fields, tokens
from events.exceptions import Refused

MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE
MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL


@dataclass
class Text:
    """One text of a source and what is written for it in a language; `row` may be None."""

    segment: StringSegment
    row: StringTranslation | None

    @property
    def source(self):
        return self.segment.string.data

    @property
    def html(self):
        return self.row.data if self.row else ""

    @property
    def is_draft(self):
        return bool(self.row) and self.row.translation_type == MACHINE

    @property
    def is_done(self):
        return bool(self.html) and not self.is_draft and not self.row.has_error

    @property
    def fingerprint(self):
        return fingerprint(self.html)


@dataclass(frozen=True)
class Saved:
    """What became of one text: "saved", "same", "cleared", "faulty", "refused" or "conflict".

    Faulty words are kept, but shown to nobody. The message is for who wrote them.
    """

    state: str
    message: str = ""


def fingerprint(html):
    """What tells whether a text is still the one that somebody has seen."""
    return hashlib.sha256(html.encode()).hexdigest()[:16]


def texts(translation):
    """All texts of a translation in their order; two queries."""
    segments = StringSegment.objects.filter(source_id=translation.source_id)
    segments = list(segments.select_related("string", "context").order_by("order", "pk"))
    rows = StringTranslation.objects.filter(
        locale_id=translation.target_locale_id,
        context_id__in={segment.context_id for segment in segments},
    ).select_related("last_translated_by")
    written = {(row.translation_of_id, row.context_id): row for row in rows}
    return [
        Text(segment, written.get((segment.string_id, segment.context_id))) for segment in segments
    ]


@transaction.atomic
def write(translation, words, user, *, seen=None, confirmed=(), tool=""):
    """Store texts `{segment pk: HTML}`; returns `{segment pk: Saved}`.

    `seen` are the fingerprints of what the writer had before them: a text that is another one now
    is left alone. A draft that is sent back as it was stays one, unless its pk is in `confirmed`.
    """
    Translation.objects.select_for_update().get(pk=translation.pk)  # one writer after the other
    outcome, done, first = {}, {}, {}
    for text in texts(translation):
        pk, place = text.segment.pk, (text.segment.string_id, text.segment.context_id)
        text = first.setdefault(place, text)
        if pk not in words or done.get(place) == words[pk]:
            continue  # a sentence that stands twice in one field is one text
        done[place] = words[pk]
        was = seen.get(pk) if seen is not None else None
        outcome[pk] = _write(translation, text, words[pk].strip(), user, was, pk in confirmed, tool)
    return outcome


def _write(translation, text, html, user, was, is_confirmed, tool):
    if not (html or text.html):
        return Saved("same")
    is_untouched = was == fingerprint(html) or (html == text.html and (text.is_done or not html))
    if not is_confirmed and (is_untouched or (text.is_draft and html == text.html)):
        return Saved("same")
    if was is not None and was != text.fingerprint and html != text.html:
        return Saved("conflict", _conflict(text))
    if not html:
        text.row.delete()
        text.row = None
        return Saved("cleared")
    refusal = _refusal(text.source, html)
    if refusal:
        return Saved("refused", refusal)
    fault = _fault(translation, text.segment, html)
    row = text.row = text.row or StringTranslation(
        translation_of=text.segment.string,
        locale_id=translation.target_locale_id,
        context=text.segment.context,
    )
    row.data, row.translation_type, row.tool_name = html, MANUAL, tool
    row.last_translated_by, row.has_error, row.field_error = user, bool(fault), fault
    row.save()
    return Saved("faulty", fault) if fault else Saved("saved")


def _conflict(text):
    name = text.row and text.row.last_translated_by and text.row.last_translated_by.get_full_name()
    if name:
        return _("%(name)s has changed this text meanwhile.") % {"name": name}
    return _("Somebody has changed this text meanwhile.")


def _refusal(source, html):
    if not _is_printable(html):
        return _("There are characters in this text that are no letters or signs.")
    try:
        StringValue.from_translated_html(html)
        validate_translation_links(source, html)
    except ValueError as error:
        return str(error)
    except RecursionError:
        return _("There are too many tags inside each other.")
    return ""


def _is_printable(text):
    """Whether a database takes a text: no control characters but for the end of a line."""
    return all(letter in "\n\r\t" or unicodedata.category(letter) != "Cc" for letter in text)


def _fault(translation, segment, html):
    limit = fields.limit_of(translation.source, segment.context)
    length = len(tokens.plain(html))
    if limit is None or length <= limit:
        return ""
    return ngettext(
        "This is %(over)s character too long: at most %(limit)s fit.",
        "This is %(over)s characters too long: at most %(limit)s fit.",
        length - limit,
    ) % {"over": length - limit, "limit": limit}


def warnings_of(source, html):
    """What is probably not meant in a text, in words; it is kept all the same."""
    if not html:
        return []
    found = []
    for tag in tokens.dropped(html, source):
        if tag.name == "a":
            text = _("The link {%(number)s} of the original is missing.")
        else:
            text = _("The tag {%(number)s} of the original is missing.")
        found.append(text % {"number": tag.number})
    for token in tokens.invented(html, source):
        text = _("“%(token)s” is no tag of the original: readers see it as it stands here.")
        found.append(text % {"token": token})
    lines, wanted = html.count("<br") + 1, source.count("<br") + 1
    if lines != wanted:
        found.append(
            _("Lines: %(lines)s; in the original: %(wanted)s.") % {"wanted": wanted, "lines": lines}
        )
    return found


def confirm(translation, user, segments=None):
    """A person has seen drafts of the memory or a machine: from now on they are a person's words.

    `segments` are primary keys; without them all of the translation. Returns how many texts.
    """
    rows = [
        text.row
        for text in texts(translation)
        if text.is_draft
        and not text.row.has_error
        and (segments is None or text.segment.pk in segments)
    ]
    pks = {row.pk for row in rows}
    StringTranslation.objects.filter(pk__in=pks, translation_type=MACHINE).update(
        translation_type=MANUAL, tool_name="", last_translated_by=user, updated_at=timezone.now()
    )
    return len(pks)


def check(translation):
    """Raise Refused if a text does not fit; a draft that was confirmed may be of another field."""
    for text in texts(translation):
        fault = text.is_done and _fault(translation, text.segment, text.html)
        if fault:
            label = fields.label_of(translation.source, text.segment.context)
            raise Refused("invalid", _("%(field)s: %(part)s") % {"field": label, "part": fault})


@dataclass(frozen=True)
class Gaps:
    """Where readers see the original: drafts that are left out, and what else is missing."""

    left: int
    missing: int


def publish(translation, user):
    """Let readers see the texts that people have written or confirmed; returns the Gaps.

    Raises Refused if the page cannot be saved.
    """
    check(translation)
    try:
        translation.save_target(user=user, publish=True)
    except ValidationError as error:
        raise Refused("invalid", " ".join(error.messages)) from error
    return gaps(translation)


def gaps(translation):
    """The Gaps of a translation as it is now."""
    found = texts(translation)
    left = sum(text.is_draft for text in found)
    return Gaps(left, sum(not text.is_done for text in found) - left)
