"""What the query parameters of lists mean, one line for each."""

import datetime as dt
from zoneinfo import ZoneInfo

from events.folding import fold, matches


def _is(field):
    return lambda row, value, library: row[field] == value


def _is_named(field):
    return lambda row, value, library: (row[field] or {}).get("id") == value


def _has(field):
    return lambda row, value, library: value in row[field]


def _starts_after(row, value, library):
    return row["start"] is not None and _starts_at(row) >= _in_zone(value, library)


def _starts_before(row, value, library):
    return row["start"] is not None and _starts_at(row) < _in_zone(value, library)


def _starts_at(row):
    return dt.datetime.fromisoformat(row["start"])


def _in_zone(moment, library):
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(library.zone))


SESSIONS = {
    "day": lambda row, value, library: row["day"] == value.isoformat(),
    "track": _is_named("track"),
    "room": _is_named("room"),
    "speaker": lambda row, value, library: any(it["id"] == value for it in row["speakers"]),
    "kind": _is("kind"),
    "state": _is("state"),
    "spoken": _has("languages"),
    "interpretation": _has("interpretation"),
    "interpreted": lambda row, value, library: bool(row["interpretation"]) == value,
    "starts_after": _starts_after,
    "starts_before": _starts_before,
    "q": lambda row, value, library: matches(value, library.folded_sessions[row["id"]]),
}
SPEAKERS = {
    "q": lambda row, value, library: matches(value, library.folded_speakers[row["id"]]),
}
ANNOUNCEMENTS = {"urgency": _is("urgency"), "audience": _is("audience")}
ORDERS = {
    # What has no time yet comes last in programme order, as in the programme itself.
    "start": lambda row: row["start"] or "9",
    "title": lambda row: fold(row["title"]),
    "name": lambda row: fold(row["name"]),
}


def apply(filters, query, rows, library):
    """Rows that all given parameters let through, in the order asked for."""
    for name, is_kept in filters.items():
        if name in query:
            rows = [row for row in rows if is_kept(row, query[name], library)]
    ordering = query.get("ordering")
    if ordering:
        key = ORDERS[ordering.removeprefix("-")]
        rows = sorted(rows, key=key, reverse=ordering.startswith("-"))
    return rows
