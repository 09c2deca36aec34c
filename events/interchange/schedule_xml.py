"""schedule.xml version 1, as Pentabarf, frab, pretalx and the hub write it, into raw records.

Order and presence of elements do not matter; namespaces are ignored.
"""

from html import escape
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, tostring
from xml.parsers.expat import errors as expat_errors

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from events.interchange.raw import (
    EVENT_TEXTS,
    RawDay,
    RawEvent,
    RawPerson,
    RawProgramme,
    RawRoom,
    RawTrack,
)
from events.interchange.records import UnreadableProgramme

_ENDS_TOO_EARLY = {
    expat_errors.codes[message]
    for message in (
        expat_errors.XML_ERROR_NO_ELEMENTS,
        expat_errors.XML_ERROR_UNCLOSED_TOKEN,
        expat_errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat_errors.XML_ERROR_PARTIAL_CHAR,
    )
}


def parse_xml(text: str) -> RawProgramme:
    """Read a schedule.xml; raises UnreadableProgramme."""
    root = _tree(text)
    if root.tag != "schedule":
        raise UnreadableProgramme(
            "unknown_shape", f"The file is XML, but starts with <{root.tag[:60]}>, not <schedule>."
        )
    conference = root.find("conference")
    conference = root if conference is None else conference
    holders = list(_holders(root))
    return RawProgramme(
        acronym=_value(conference, "acronym"),
        title=_value(conference, "title"),
        time_zone=_value(conference, "time_zone_name"),
        start=_value(conference, "start"),
        end=_value(conference, "end"),
        rooms=[_room(holder) for _day, holder in holders if holder.tag == "room"],
        tracks=[_track(track) for track in conference.findall("track")],
        days=[_day(day) for day in root.findall("day")],
        events=[
            _event(event, holder, day)
            for day, holder in holders
            for event in holder.findall("event")
        ],
    )


def _tree(text: str) -> Element:
    # The text is decoded already: what the file declares about its encoding no longer counts.
    parser = DefusedXMLParser(encoding="utf-8", forbid_dtd=True, target=TreeBuilder())
    try:
        parser.feed(text.encode())
        root = parser.close()
    except DefusedXmlException as error:
        raise UnreadableProgramme(
            "dtd",
            f"The file declares a document type (DTD) in line {parser.parser.CurrentLineNumber}, "
            "which can hide attacks: remove it and try again.",
        ) from error
    except ParseError as error:
        raise _refusal(error) from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _refusal(error: ParseError) -> UnreadableProgramme:
    line, column = error.position
    where = f"line {line}, column {column + 1}"
    if error.code in _ENDS_TOO_EARLY:
        return UnreadableProgramme(
            "truncated", f"The file ends too early, in {where}: it was perhaps not copied whole."
        )
    reason = str(error).partition(":")[0]
    return UnreadableProgramme("not_xml", f"The file is not correct XML: {reason} in {where}.")


def _holders(root: Element):
    """Yield (day, element that holds events): rooms of days, and what stands outside of them."""
    for day in [root, *root.findall("day")]:
        for holder in [day, *day.findall("room")]:
            yield _day(day), holder


def _day(day: Element) -> RawDay:
    return RawDay(date=day.get("date", ""), start=day.get("start", ""))


def _room(room: Element) -> RawRoom:
    return RawRoom(name=room.get("name", ""), guid=room.get("guid", ""))


def _track(track: Element) -> RawTrack:
    name = track.get("name") or _all_text(track)
    return RawTrack(name=name, colour=track.get("color", ""), slug=track.get("slug", ""))


def _event(event: Element, holder: Element, day: RawDay) -> RawEvent:
    texts = {name: _value(event, name) for name in EVENT_TEXTS}
    texts |= {name: _markup(event, name) for name in ("abstract", "description")}
    if holder.tag == "room" and holder.get("name", "").strip():
        texts["room"] = holder.get("name", "")
    recording = event.find("recording")
    if recording is not None and _value(recording, "optout"):
        texts["do_not_record"] = _value(recording, "optout")
    return RawEvent(
        **texts,
        day=day,
        persons=[_person(person) for person in event.findall("persons/person")],
        links=[_link(link) for link in event.findall("links/link")],
    )


def _person(person: Element) -> RawPerson:
    name = _value(person, "public_name") or _value(person, "name")
    return RawPerson(
        guid=person.get("guid", ""),
        code=person.get("code", ""),
        id=person.get("id", ""),
        name=name or (person.text or "").strip(),
        biography=_markup(person, "biography") or _markup(person, "abstract"),
    )


def _link(link: Element) -> tuple[str, str]:
    return link.get("href") or link.get("url") or _all_text(link), _all_text(link)


def _value(element: Element, name: str) -> str:
    """Return the attribute or else the text of the child with that name."""
    child = element.find(name)
    return (element.get(name) or ("" if child is None else _all_text(child))).strip()


def _all_text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _markup(element: Element, name: str) -> str:
    """Return the text of a child; where it holds elements instead of escaped HTML, those too."""
    child = element.find(name)
    if child is None:
        return ""
    if not len(child):
        return child.text or ""
    return escape(child.text or "") + "".join(tostring(part, "unicode") for part in child)
