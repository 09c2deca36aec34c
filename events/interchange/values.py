"""Single values of the schedule formats: identities, moments, durations, languages, addresses."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from babel import Locale

from events.interchange.raw import RawDay
from events.interchange.records import Unusable
from events.interchange.text import plain

# Never change it: identities of everything imported without a guid come from it.
NAMESPACE = UUID("6d3a3f0e-2c1b-5d0f-9a54-0b6f1f6a7c11")
MINUTES_OF_A_DAY = 24 * 60
YEARS = range(1970, 2200)
MOST_LANGUAGES = 8

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SHORT_OFFSET = re.compile(r"([+-])(\d)(:\d{2})$", re.ASCII)
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s<>\"\x00-\x20\x7f-\xa0\ud800-\udfff]{1,1990}", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_NO_SLUG = re.compile(r"[^a-z0-9_-]+")
_LANGUAGE_BREAKS = re.compile(r"[,;/|&+]|\s(?:and|und|et|or|oder)\s|\s+")
_NOT_A_LANGUAGE = {"und", "mul", "mis", "zxx", "none", "other", "n/a", "-", "unknown"}
_LANGUAGE_NAMES = {
    "deutsch": "de", "ger": "de", "deu": "de", "englisch": "en", "eng": "en", "anglais": "en",
    "français": "fr", "francais": "fr", "französisch": "fr", "fra": "fr", "fre": "fr",
    "español": "es", "espanol": "es", "castellano": "es", "spa": "es", "العربية": "ar",
    "عربي": "ar", "ara": "ar", "اردو": "ur", "urd": "ur", "فارسی": "fa", "farsi": "fa",
    "fas": "fa", "per": "fa", "türkçe": "tr", "tur": "tr", "русский": "ru", "rus": "ru",
    "italiano": "it", "ita": "it", "nederlands": "nl", "nld": "nl", "dut": "nl", "polski": "pl",
    "pol": "pl", "português": "pt", "por": "pt", "हिन्दी": "hi", "hin": "hi", "বাংলা": "bn",
    "ben": "bn", "bengali": "bn", "中文": "zh", "zho": "zh", "chi": "zh", "日本語": "ja",
    "jpn": "ja", "ਪੰਜਾਬੀ": "pa",
}  # fmt: skip
_ENGLISH = Locale("en").languages
_CODES_BY_ENGLISH_NAME = {name.lower(): code for code, name in _ENGLISH.items() if "_" not in code}


def guid_or_none(text: str) -> UUID | None:
    """Return the UUID in `text`; the nil UUID is what systems write that have none."""
    try:
        guid = UUID(text.strip())
    except ValueError:
        return None
    return guid if guid.int else None


def derived_identity(*parts: str) -> UUID:
    """Return the same UUID for the same parts, today and at the next import."""
    return uuid5(NAMESPACE, "\x1f".join(parts))


def zone_or_none(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, LookupError):  # unknown, a folder such as "Europe", or a path
        return None


def language_codes(text: str) -> tuple[list[str], list[str]]:
    """Return the codes such as "de" in `text`, without region, and the words that are none."""
    codes: list[str] = []
    unknown: list[str] = []
    for word in _LANGUAGE_BREAKS.split(plain(text).lower()):
        code = _language_code(word)
        if code is None:
            unknown.append(word)
        elif code and code not in codes:
            codes.append(code)
    return codes[:MOST_LANGUAGES], unknown


def _language_code(word: str) -> str | None:
    """Return a code, "" for words that say that there is none, None for unknown words."""
    word = word.strip("()[].")
    if not word or word in _NOT_A_LANGUAGE:
        return ""
    named = _LANGUAGE_NAMES.get(word) or _CODES_BY_ENGLISH_NAME.get(word)
    if named:
        return named
    base = re.split("[-_]", word, maxsplit=1)[0]
    if base in _LANGUAGE_NAMES and len(base) == 3:
        return _LANGUAGE_NAMES[base]
    return base if 2 <= len(base) <= 3 and base in _ENGLISH else None


def is_yes(text: str) -> bool:
    return text.strip().lower() in {"true", "1", "yes", "on"}


def recording_of(do_not_record: str) -> str:
    """Return "no" for an opt-out, "yes" where the file denies one, "" where it is silent."""
    if not do_not_record.strip():
        return ""
    return "no" if is_yes(do_not_record) else "yes"


def web_address(text: str) -> str:
    """Return an http or https address, or ""."""
    text = text.strip()
    return text if _ADDRESS.fullmatch(text) else ""


def colour_of(text: str) -> str:
    text = text.strip()
    return text.lower() if _COLOUR.fullmatch(text) else ""


def slug_hint(text: str) -> str:
    return _NO_SLUG.sub("-", plain(text).lower())[:100].strip("-_")


def moment(text: str, zone: ZoneInfo | None) -> datetime | None:
    """Read an ISO 8601 moment; without an offset it is in `zone`. None where there is none."""
    try:
        found = datetime.fromisoformat(_SHORT_OFFSET.sub(r"\g<1>0\2\3", text.strip().upper()))
    except ValueError:
        return None
    if found.year not in YEARS:
        return None
    if found.tzinfo is None:
        return found.replace(tzinfo=zone) if zone else None
    return found


def day_of(text: str, zone: ZoneInfo | None) -> date | None:
    """Return the calendar day of a date, or of a moment as clocks in `zone` show it."""
    if _DATE.fullmatch(text.strip()):
        found = moment(text, ZoneInfo("UTC"))
    else:
        found = moment(text, zone or ZoneInfo("UTC"))
        found = found.astimezone(zone) if found and zone else found
    return found.date() if found else None


def start_of(text: str, clock: str, day: RawDay, zone: ZoneInfo | None) -> datetime:
    """Return when an event starts: its moment, else its date, else its day, with its clock time.

    A clock time before the start of the day belongs to the night after it.
    """
    text = text.strip()
    has_moment = bool(text) and not _DATE.fullmatch(text)
    local = text if has_moment else _day_and_clock(text or day.date.strip()[:10], clock)
    found = moment(local, zone)
    if found is None:
        if zone is None and moment(local, ZoneInfo("UTC")):
            raise Unusable(
                "no_time_zone", f"“{local}” has no offset, and the file names no known time zone."
            )
        raise Unusable("unreadable_start", f"“{local[:60]}” is not a date with a time.")
    day_starts_at = moment(day.start, zone)
    if not text and day_starts_at and found < day_starts_at:
        found += timedelta(days=1)
    return found


def _day_and_clock(day: str, clock: str) -> str:
    time = _CLOCK.fullmatch(clock.strip())
    if not day or not time:
        raise Unusable("no_start", "It does not say when it starts.")
    return f"{day}T{int(time[1]):02}:{time[2]}"


def minutes_of(duration: str, end: str, starts_at: datetime, zone: ZoneInfo | None) -> int:
    """Return the whole minutes, rounded up; an `end` decides where `duration` is doubtful."""
    ends_at = moment(end, zone)
    by_end = _minutes_between(starts_at, ends_at) if ends_at else 0
    minutes = duration_minutes(duration)
    if by_end > 0 and (minutes is None or minutes <= 0 or duration.count(":") == 2):
        return by_end
    if minutes is None:
        raise Unusable("no_duration", f"“{duration.strip()[:60]}” is not a duration.")
    if minutes <= 0:
        raise Unusable("no_duration", f"Its duration is “{duration.strip()[:60]}”.")
    return minutes


def _minutes_between(start: datetime, end: datetime) -> int:
    """Real time, not the difference of the clocks: a night of summer time has 23 hours."""
    seconds = (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds()
    return -int(-seconds // 60)


def duration_minutes(text: str) -> int | None:
    """Read minutes, "HH:MM", "HH:MM:SS" or "D:HH:MM"; None for anything else.

    Three parts are days when the first has one digit and the second can be hours.
    """
    text = text.strip()
    sign = -1 if text.startswith("-") else 1
    parts = text.removeprefix("-").split(":")
    if len(parts) > 3 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return sign * numbers[0]
    if len(numbers) == 2:
        return sign * (numbers[0] * 60 + numbers[1])
    first, second, third = numbers
    if len(parts[0]) == 1 and second < 24:
        return sign * (first * MINUTES_OF_A_DAY + second * 60 + third)
    return sign * (first * 60 + second + -(-third // 60))
