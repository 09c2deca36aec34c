import json

from django import template
from django.utils.safestring import mark_safe

from pwa.catalogue import catalogue

register = template.Library()

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def app_words(language):
    """Interface words as a data block; Django's `json_script` would make Arabic thrice as long."""
    text = json.dumps(catalogue(language), ensure_ascii=False, separators=(",", ":"))
    text = text.translate(ESCAPES)
    return mark_safe(f'<script id="catalogue" type="application/json">{text}</script>')  # noqa: S308
