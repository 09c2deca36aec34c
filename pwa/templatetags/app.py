import json

from django import template
from django.templatetags.static import static
from django.utils.safestring import mark_safe

from pwa import built
from pwa.catalogue import catalogue

register = template.Library()

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def app_words(language):
    """Interface words as a data block; Django's `json_script` would make Arabic thrice as long."""
    return _data_block("catalogue", catalogue(language))


@register.simple_tag
def app_preview(documents):
    """Documents that are not saved, for the app to draw instead of what the device holds."""
    return _data_block("preview", documents)


def _data_block(name, value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script id="{name}" type="application/json">{text}</script>')  # noqa: S308


@register.simple_tag
def app_script(preview=None):
    """Address of the app's first script, which loads the others; previews have one of their own."""
    return static(built.preview() if preview else built.scripts()[0])
