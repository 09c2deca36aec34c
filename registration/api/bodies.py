"""Bodies that people send: JSON, small, and without anything that two readers take differently."""

import json

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser

from registration.api.problems import TooLarge

MOST_BYTES = 64 * 1024
DEEPEST = 8


class OnlyJson(BaseContentNegotiation):
    """JSON in, JSON out; another type of body is refused, and what Accept says is not asked."""

    def select_parser(self, request, parsers):
        kind, _semicolon, parameters = (request.content_type or "").lower().partition(";")
        charset = parameters.replace('"', "").replace(" ", "")
        if kind.strip() != "application/json" or charset not in ("", "charset=utf-8"):
            return None
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class StrictJson(BaseParser):
    """One JSON object in UTF-8 (RFC 8259); refuses what could be understood in two ways."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        if int(stream.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise TooLarge
        data = stream.read()
        try:
            document = json.loads(data.decode(), object_pairs_hook=_object, parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise ParseError(_("This is not JSON that can be used."), "bad_json") from None
        if not isinstance(document, dict):
            raise ParseError(_("This is not a JSON object."), "bad_json")
        _check(document, DEEPEST)
        return document


def _object(pairs):
    document = dict(pairs)
    if len(document) < len(pairs):
        raise ValueError("a name is given twice")
    return document


def _refuse(text):
    """NaN and Infinity are no JSON."""
    raise ValueError(text)


def _check(value, depth):
    """Text that no database or mail can hold is refused, and so is what nobody needs."""
    if depth == 0:
        raise ParseError(_("This is not JSON that can be used."), "bad_json")
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ParseError(_("A text has a character that cannot be used."), "bad_text")
    elif isinstance(value, list):
        for item in value:
            _check(item, depth - 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            _check(name, depth - 1)
            _check(item, depth - 1)
