"""Dates as readers see them, worked out on the server so that no device has to."""

import datetime as dt

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_timezone_location

# What starts before this hour belongs to the evening before.
DAY_CHANGE = dt.time(4)
# Day names without the year, long and short; CLDR has no such pattern for every language.
DAY_PATTERNS = {None: ("EEEE d MMMM", "EEE d"), "tr": ("d MMMM EEEE", "d EEE")}


def babel_locale(language):
    """Babel's locale for a language code; English where CLDR has no dates for it."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def day_of(edition, moment):
    """ISO date of the programme's day that a moment (aware) belongs to."""
    local = edition.local(moment)
    day = local.date()
    if local.time() < DAY_CHANGE and day > edition.starts_on:
        day -= dt.timedelta(days=1)
    return day.isoformat()


def local_iso(edition, moment):
    """A moment in the edition's zone with its offset, such as 2027-06-11T09:00+03:00."""
    return edition.local(moment).isoformat(timespec="minutes")


def day_names(edition, language):
    """`[{"date", "name", "short"}]` for each day, such as "Friday 11 June" and "Fri 11"."""
    locale = babel_locale(language)
    name, short = DAY_PATTERNS.get(language, DAY_PATTERNS[None])
    return [
        {
            "date": day.isoformat(),
            "name": format_date(day, name, locale=locale),
            "short": format_date(day, short, locale=locale),
        }
        for day in edition.days
    ]


def date_range(starts_on, ends_on, language):
    """A range of days in words, such as "11–13 June 2027"."""
    locale = babel_locale(language)
    if starts_on == ends_on:
        return format_date(starts_on, "d MMMM y", locale=locale)
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return f"{starts_on.day}–{format_date(ends_on, 'd MMMM y', locale=locale)}"
    first = format_date(starts_on, "d MMMM", locale=locale)
    return f"{first} – {format_date(ends_on, 'd MMMM y', locale=locale)}"


def long_date(moment, language):
    """A moment's date in words, such as "11 June 2027"."""
    return format_date(moment.date(), "d MMMM y", locale=babel_locale(language))


def zone_name(edition, language):
    """City and offset of the edition's zone on its first day, such as "Istanbul", "UTC+03:00"."""
    noon = dt.datetime.combine(edition.starts_on, dt.time(12), tzinfo=edition.zone)
    return {
        "city": get_timezone_location(
            edition.zone, locale=babel_locale(language), return_city=True
        ),
        "offset": f"UTC{noon.isoformat()[-6:]}",
    }
