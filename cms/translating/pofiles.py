"""One translation as a PO file: written for translators' tools, and read again without trust."""

import os
import re
import tempfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

import polib
from babel.messages.plurals import get_plural
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, to_locale
from wagtail_localize.models import StringSegment, StringTranslation

from cms.translating import fields
from cms.translating.saving import Text
from events.web import naming

TRANSLATION = "X-WagtailLocalize-TranslationID"
TEXTS = "X-Majlis-Texts"  # how many the file was made with
MARK = re.compile(r"^majlis: ([0-9a-f]{16})$", re.MULTILINE)  # fingerprint of what was exported
NEW_LINE = re.compile(r"\r\n|\r|\n")
QUOTED = re.compile(r'(?:msg\w+(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*"')
MOST_BYTES = 1024 * 1024
MOST_LINES = 20_000  # polib's time grows with the square of the lines of one text
MOST_TEXTS = 2_000
WIDTH = 200
TOO_LONG = gettext_lazy("This file is too long to be one of ours.")


class Unreadable(ValueError):
    """A file that nothing is taken from; the message is for who sent it."""


@dataclass(frozen=True)
class Entry:
    """A text of a PO file; `seen` is the fingerprint of the words that it was made from, if any."""

    source: str
    path: str
    html: str
    is_fuzzy: bool
    seen: str = ""


@dataclass(frozen=True)
class PoFile:
    """What a PO file says. One that ends too early comes without its last text, maybe a half."""

    name: str
    translation: UUID
    entries: tuple
    is_cut: bool = False


@dataclass
class Words:
    """All texts of a translation, and rows of texts that its source has no longer."""

    texts: list
    obsolete: list


def load(translations):
    """`{translation pk: Words}` of translations into one language; two queries for any number."""
    segments, rows = defaultdict(list), defaultdict(list)
    found = StringSegment.objects.filter(source_id__in={one.source_id for one in translations})
    for segment in found.select_related("string", "context").order_by("order", "pk"):
        segments[segment.source_id].append(segment)
    written = StringTranslation.objects.filter(
        locale_id__in={one.target_locale_id for one in translations},
        context__object_id__in={one.source.object_id for one in translations},
    )
    for row in written.select_related("translation_of", "context").order_by("pk"):
        rows[row.context.object_id].append(row)
    return {
        one.pk: _words(segments[one.source_id], rows[one.source.object_id]) for one in translations
    }


def _words(segments, rows):
    by_place = {(row.translation_of_id, row.context_id): row for row in rows}
    texts = [Text(one, by_place.get((one.string_id, one.context_id))) for one in segments]
    used = {segment.string_id for segment in segments}
    return Words(texts, [row for row in rows if row.data and row.translation_of_id not in used])


def to_po(translation, words):
    """The bytes of a PO file; the same words make the same bytes."""
    po = polib.POFile(wrapwidth=WIDTH)
    po.header = "\n".join(_header(translation))
    texts = {(text.source, text.segment.context.path): text for text in words.texts}
    po.metadata = _metadata(translation, words, len(texts))
    for (source, path), text in texts.items():
        po.append(
            polib.POEntry(
                msgid=source,
                msgctxt=path,
                msgstr=text.html,
                comment="\n".join(_comments(translation, text)),
                flags=["fuzzy"] if text.is_draft and text.html else [],
            )
        )
    for row in words.obsolete:
        entry = polib.POEntry(msgid=row.translation_of.data, msgstr=row.data, obsolete=True)
        entry.msgctxt = row.context.path
        po.append(entry)
    return str(po).encode()


def _header(translation):
    source = translation.source
    yield _("“%(title)s”, from %(source)s into %(language)s") % {
        "title": " ".join(source.object_repr.split()),
        "source": naming.own_name(source.locale.language_code),
        "language": naming.own_name(translation.target_locale.language_code),
    }
    yield settings.BASE_URL + reverse("translating:text", args=[translation.pk])


def _metadata(translation, words, count):
    code = translation.target_locale.language_code
    plural = get_plural(naming.babel_locale(code))
    revised = [text.row.updated_at for text in words.texts if text.row]
    return {
        "POT-Creation-Date": _moment(translation.source.last_updated_at),
        "PO-Revision-Date": _moment(max(revised)) if revised else "",
        "Language": to_locale(code),
        "Plural-Forms": plural.plural_forms,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        TRANSLATION: str(translation.uuid),
        TEXTS: str(count),
    }


def _moment(at):
    return f"{at:%Y-%m-%d %H:%M%z}"


def _comments(translation, text):
    context = text.segment.context
    yield fields.label_of(translation.source, context)
    limit = fields.limit_of(translation.source, context)
    if limit is not None:
        yield _("At most %(limit)s characters.") % {"limit": limit}
    if "<" in text.source:
        yield _("Keep the tags, such as <b> and <a id>, around the words that they belong to.")
    if text.is_draft:
        yield _("A draft that nobody has seen: check it, then take away the mark “fuzzy”.")
    if text.row and text.row.has_error:
        yield " ".join(text.row.field_error.split())
    yield f"majlis: {text.fingerprint}"


def read(name, content):
    """The PoFile in some bytes that somebody sent. Raises Unreadable, and nothing else."""
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LONG)
    po = _parsed(_whole(_decoded(content)))
    if len(po) > MOST_TEXTS:
        raise Unreadable(TOO_LONG)
    entries = [
        Entry(entry.msgid, entry.msgctxt or "", entry.msgstr, entry.fuzzy, _seen(entry))
        for entry in po
        if not entry.obsolete
    ]
    is_cut = len(entries) < _number(po.metadata.get(TEXTS, "")) or _breaks_off(entries[-1:])
    if is_cut:
        entries = entries[:-1]
    return PoFile(name, _translation_of(po), tuple(entries), is_cut)


def _decoded(content):
    encoding = "utf-16" if content.startswith((BOM_UTF16_BE, BOM_UTF16_LE)) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(_("This is not a PO file in the encoding UTF-8.")) from error


def _whole(text):
    """The text, if no line breaks off: polib takes the last letter for the closing quote."""
    lines = NEW_LINE.split(text)
    if len(lines) > MOST_LINES:
        raise Unreadable(TOO_LONG)
    for number, line in enumerate(map(str.strip, lines), start=1):
        if line.startswith(('"', "msg")) and not QUOTED.fullmatch(line):
            raise Unreadable(_("This is no PO file, or it breaks off in line %d.") % number)
    return text


def _breaks_off(last):
    """Whether the last text may be half of one: tools break lines after a space."""
    return any(
        row.html.strip() and row.html[-1].isspace() and not row.source[-1:].isspace()
        for row in last
    )


def _parsed(text):
    # polib opens a text that is the name of a file, so it must never see what was uploaded.
    with tempfile.NamedTemporaryFile(suffix=".po", delete=False) as copy:
        copy.write(text.encode())
    try:
        return polib.pofile(copy.name, encoding="utf-8")
    except (OSError, ValueError) as error:  # polib says OSError for a syntax error
        raise Unreadable(_("This is not a PO file that can be read.")) from error
    finally:
        os.unlink(copy.name)


def _translation_of(po):
    try:
        return UUID(po.metadata.get(TRANSLATION, ""))
    except ValueError as error:
        raise Unreadable(
            _("This PO file was not made here: it does not say which texts it is for.")
        ) from error


def _seen(entry):
    mark = MARK.search(entry.comment)
    return mark.group(1) if mark else ""


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 6 else 0
