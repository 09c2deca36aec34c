"""The PO files of an edition in one zip: made, and taken apart again without trust."""

import io
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass

from anyascii import anyascii
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from cms.translating import pofiles, states

FOLDERS = {
    "announcementpage": "announcements",
    "question": "questions",
    "room": "rooms",
    "sessionpage": "sessions",
    "speakerpage": "speakers",
    "track": "tracks",
}
THE_SAME_MOMENT = (1980, 1, 1, 0, 0, 0)
MOST_PACKED = MOST_UNPACKED = 10 * 1024 * 1024
MOST_FILES = 2_000
NOBODY_MADE = {".ds_store", "thumbs.db", "desktop.ini"}
IS_ENCRYPTED = 0x1
# What zipfile and zlib say about bytes that are no zip, or not all of one.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


RELATED = ("source__locale", "source__specific_content_type", "target_locale")


@dataclass(frozen=True)
class Refusal:
    """A file of which nothing was read."""

    name: str
    reason: str


def translations_of(edition, locale):
    """Enabled Translations of what the board shows; without an edition of the site's own pages."""
    board = states.load(edition, [locale])
    cells = [cell for row in board.rows for cell in row.cells.values()]
    found = Translation.objects.filter(
        pk__in=[cell.translation for cell in cells if cell.translation],
        target_locale=locale,
    ).select_related(*RELATED)
    return list(found.order_by("pk"))


def pack(translations):
    """The bytes of a zip; the same words make the same bytes."""
    words, names = pofiles.load(translations), _names(translations)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, translation in sorted((names[one.pk], one) for one in translations):
            info = zipfile.ZipInfo(name, THE_SAME_MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, pofiles.to_po(translation, words[translation.pk]))
    return packed.getvalue()


def _names(translations):
    """`{translation pk: path in the zip}`, in ASCII, for not every tool reads others."""
    paths = {one.pk: f"{_folder(one)}/{file_name(one)}" for one in translations}
    used = Counter(paths.values())
    return {
        one.pk: f"{paths[one.pk]}.po"
        if used[paths[one.pk]] == 1
        else f"{paths[one.pk]}-{one.uuid.hex[:8]}.po"
        for one in translations
    }


def _folder(translation):
    return FOLDERS.get(translation.source.specific_content_type.model, "pages")


def file_name(translation):
    """A name without an ending, such as "opening"."""
    return slugify(anyascii(translation.source.object_repr))[:60].strip("-") or "text"


def unpack(name, content):
    """PoFiles, and Refusals of what is none, in a zip or a single PO file that somebody sent."""
    if not (content.startswith(b"PK") or name.lower().endswith(".zip")):
        return [_read(name, content)]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return list(_unpacked(name, packed))
    except BROKEN:
        return [Refusal(name, _("This is no zip file, or not all of it arrived."))]


def _unpacked(name, packed):
    members = [one for one in packed.infolist() if not _is_clutter(one)]
    if len(members) > MOST_FILES or sum(one.file_size for one in members) > MOST_UNPACKED:
        yield Refusal(name, _("There is too much in this zip: nothing was taken."))
    elif not members:
        yield Refusal(name, _("There is no PO file in this zip."))
    else:
        for member in members:
            yield _member(packed, member)


def _is_clutter(member):
    """Folders, and what systems put into every zip without being asked."""
    *folders, last = _path(member).lower().split("/")
    return not last or "__macosx" in folders or last.startswith("._") or last in NOBODY_MADE


def _path(member):
    """Some Windows programs write names with backslashes."""
    return member.filename.replace("\\", "/")


def _member(packed, member):
    name = _path(member)
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
        return Refusal(name, _("The name of this file leads out of the zip."))
    if not name.lower().endswith(".po"):
        return Refusal(name, _("This is not a PO file."))
    if member.flag_bits & IS_ENCRYPTED:
        return Refusal(name, _("This file is locked with a password."))
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Refusal(name, _("This file is packed in a way that cannot be read here."))
    if member.file_size > pofiles.MOST_BYTES:
        return Refusal(name, pofiles.TOO_LONG)
    try:
        content = packed.read(member)  # never more than the size that was looked at above
    except BROKEN:
        return Refusal(name, _("This file is damaged."))
    return _read(name, content)


def _read(name, content):
    try:
        return pofiles.read(name, content)
    except pofiles.Unreadable as error:
        return Refusal(name, str(error))
