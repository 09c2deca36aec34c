"""Where the venue is: addresses that open a map, only once a reader taps them."""

from urllib.parse import quote


def maps(edition):
    """Position in words and addresses of maps, of an edition with coordinates; else None.

    The app makes the same (frontend/src/screens/venue.tsx).
    """
    if "coordinates" not in edition:
        return None
    latitude, longitude = map(_plain, edition["coordinates"])
    at = f"{latitude},{longitude}"
    name = quote(edition.get("venue") or edition["title"], safe="!'*")
    return {
        "position": f"{latitude}, {longitude}",
        "geo": f"geo:{at}?q={at}({name})",
        "web": (
            f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}"
            f"#map=17/{latitude}/{longitude}"
        ),
    }


def _plain(number):
    """As JavaScript writes it: without zeros at the end, never with an exponent."""
    return f"{number:.5f}".rstrip("0").rstrip(".")
