"""Read a programme file of any supported format: `read_programme(path)`."""

import codecs
import json
import re
from dataclasses import replace
from os import PathLike

from events.interchange.assembly import assemble
from events.interchange.raw import RawProgramme
from events.interchange.records import Note, ProgrammeRecord, UnreadableProgramme
from events.interchange.schedule_json import parse_json
from events.interchange.schedule_xml import parse_xml

__all__ = ["UnreadableProgramme", "parse_programme", "read_programme"]

LARGEST_FILE = 32 * 1024 * 1024
MOST_EVENTS = 20_000
# What 20,000 full events need; keeps a file of nothing but tags or brackets out of memory.
MOST_PARTS = 1_200_000
MOST_ATTRIBUTES = 300_000

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_FORBIDDEN_IN_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ATTRIBUTE = re.compile(r"=\s*[\"']")
_WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_SINGLE_BYTE = {"iso8859-1", "iso8859-15", "cp1252", "ascii"}


def read_programme(
    path: str | PathLike[str], *, assumed_zone: str | None = None
) -> ProgrammeRecord:
    """Read a schedule.xml or schedule.json of version 1.

    `assumed_zone` (an IANA name) counts for times without offset where the file names no zone.
    Raises UnreadableProgramme when nothing of the file can be used. Codes: cannot_open, empty,
    too_large, wrong_encoding, nul_bytes, unknown_format, web_page, dtd, not_xml, not_json,
    truncated, too_deep, unknown_shape, too_many_parts, too_many_events.
    """
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UnreadableProgramme(
            "cannot_open", f"The file cannot be opened: {error.strerror or error}."
        ) from error
    return parse_programme(content, assumed_zone=assumed_zone)


def parse_programme(content: bytes, *, assumed_zone: str | None = None) -> ProgrammeRecord:
    """Do the same with the bytes of a file, such as an upload."""
    if len(content) > LARGEST_FILE:
        raise UnreadableProgramme(
            "too_large", f"The file is larger than {LARGEST_FILE // 1024 // 1024} MB."
        )
    if not content.strip():
        raise UnreadableProgramme("empty", "The file is empty.")
    raw = _raw_programme(_decoded(content))
    if len(raw.events) > MOST_EVENTS:
        raise UnreadableProgramme(
            "too_many_events",
            f"The file has {len(raw.events):,} events; at most {MOST_EVENTS:,} are read.",
        )
    return assemble(raw, assumed_zone=assumed_zone)


def _raw_programme(text: str) -> RawProgramme:
    start = text[:1000].lstrip()
    if start.startswith(("{", "[")):
        _refuse_too_many(sum(map(text.count, "{[,")), MOST_PARTS)
        return parse_json(text)
    if _WEB_PAGE.match(start):
        raise UnreadableProgramme(
            "web_page", "The file is a web page; download the schedule.xml or .json itself."
        )
    if not start.startswith("<"):
        raise UnreadableProgramme(
            "unknown_format", "The file starts neither like XML (<) nor like JSON ({)."
        )
    _refuse_too_many(text.count("<"), MOST_PARTS)
    _refuse_too_many(sum(1 for _ in _ATTRIBUTE.finditer(text)), MOST_ATTRIBUTES)
    text, replaced = _FORBIDDEN_IN_XML.subn(" ", text)
    raw = parse_xml(text)
    if not replaced:
        return raw
    why = f"{replaced:,} control characters, which XML forbids, were replaced by spaces."
    return replace(raw, notes=[*raw.notes, Note("control_characters", "the file", why)])


def _refuse_too_many(parts: int, most: int) -> None:
    if parts > most:
        raise UnreadableProgramme(
            "too_many_parts", f"The file has {parts:,} tags or values; at most {most:,} are read."
        )


def _decoded(content: bytes) -> str:
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(content, encoding, error) from error
    text = text.removeprefix("\ufeff")
    position = text.find("\0")
    if position >= 0:
        raise UnreadableProgramme(
            "nul_bytes",
            f"There is a NUL byte in {_place(text[:position])}: the file is damaged or no text.",
        )
    return text


def _encoding(content: bytes) -> str:
    """Find UTF-8, -16 or -32 by the first bytes, and single-byte encodings by the declaration."""
    found = json.detect_encoding(content[:4])
    declared = _DECLARED.match(content[:400].removeprefix(codecs.BOM_UTF8))
    if found != "utf-8" or declared is None:
        return found
    name = declared[1].decode()
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        codec = ""
    if codec.startswith(("utf-8", "utf-16")):  # plain bytes that claim to be UTF-16 are UTF-8
        return "utf-8"
    if codec not in _SINGLE_BYTE:
        raise UnreadableProgramme(
            "wrong_encoding", f"The file declares the encoding “{name}”; save it as UTF-8."
        )
    return codec


def _undecodable(content: bytes, encoding: str, error: UnicodeDecodeError) -> UnreadableProgramme:
    place = _place(content[: error.start].decode(encoding, "replace"))
    if error.end >= len(content) and error.reason in {"unexpected end of data", "truncated data"}:
        return UnreadableProgramme(
            "truncated", f"The file ends in the middle of a character, in {place}."
        )
    return UnreadableProgramme(
        "wrong_encoding",
        f"Byte 0x{content[error.start]:02X} in {place} is not {encoding.upper()}, "
        "though the file should be: save it as UTF-8 and try again.",
    )


def _place(before: str) -> str:
    """Say where a text of that beginning goes on."""
    return f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"
