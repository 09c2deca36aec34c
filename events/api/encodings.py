"""Content negotiation of stored bytes: which of our encodings to send, and what its ETag is."""

from functools import lru_cache

# The column of Snapshot that holds the bytes -> what follows the document's hash in the ETag.
# A strong ETag names bytes, so each encoding has its own.
SUFFIXES = {"br": "-br", "gzip": "-gzip", "identity": ""}


@lru_cache(maxsize=256)
def choose(accept_encoding):
    """The best of "br", "gzip", "identity" for Accept-Encoding, or None (RFC 9110, 12.5.3)."""
    asked = _qualities(accept_encoding)
    others = asked.get("*", 0)
    qualities = {
        "br": asked.get("br", others),
        "gzip": asked.get("gzip", asked.get("x-gzip", others)),
        # Plain bytes are welcome unless refused, but only preferred where that was said.
        "identity": asked.get("identity", others if "*" in asked else 0.001),
    }
    best = max(qualities, key=qualities.get)
    return best if qualities[best] > 0 else None


def _qualities(header):
    asked = {}
    for part in header.lower().split(","):
        coding, *parameters = (piece.strip() for piece in part.split(";"))
        if coding:
            asked[coding] = _quality(parameters)
    return asked


def _quality(parameters):
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(max(float(parameter[2:]), 0), 1)
            except ValueError:
                return 0
    return 1


def etag_of(etag, encoding):
    """The ETag of one encoding of a document, whose own ETag is that of its plain bytes."""
    return f'{etag[:-1]}{SUFFIXES[encoding]}"'


def matching_etag(if_none_match, etag):
    """The ETag in If-None-Match that names the current content in any of our encodings, or None.

    Who has the content in one encoding needs no other. Proxies that compress by themselves weaken
    an ETag to `W/…`, which counts here as well (RFC 9110, 13.1.2).
    """
    if not if_none_match:
        return None
    if if_none_match.strip() == "*":
        return etag
    ours = {etag_of(etag, encoding) for encoding in SUFFIXES}
    named = (part.strip().removeprefix("W/") for part in if_none_match.split(","))
    return next((part for part in named if part in ours), None)
