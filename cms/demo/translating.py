"""Brings the demo into the other languages with the real wagtail-localize."""

import json
from collections import defaultdict

from django.db import transaction
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from cms.demo import fields
from cms.demo.building import add_children


class Translator:
    """Translates objects of the demo; the source objects must be public."""

    def __init__(self, builder):
        self.builder = builder
        self.content = builder.content
        self.tell = builder.tell

    def translate(self, name, languages):
        """Translate one object; in a language without words for it there is no page."""
        words = {code: self.builder.words(name, code) for code in languages}
        if not any(words.values()):
            return
        built = self.builder.objects[name]
        instance = type(built).objects.get(pk=built.pk)  # afresh: publishing went past it
        source, segments = submit(instance)
        for code, found in words.items():
            if found is None:
                continue
            locale = self.builder.locales[code]
            twin = type(built)(locale=locale, **fields.values(name, found, self.builder))
            add_children(twin, name, self.content, code)
            pairs = match(
                segments, twin, lambda text, code=code: self.tell(f"{name} in {code}: {text}")
            )
            publish(source, locale, pairs)


def submit(instance):
    """Submit an object for translation; returns its source and its segments in order."""
    source, _created = TranslationSource.update_or_create_from_instance(instance)
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    return source, list(segments.order_by("order"))


# One transaction for each page: publishing waits for its end, and a larger one breaks the
# tree (https://github.com/wagtail/wagtail-localize/issues/773).
@transaction.atomic
def publish(source, locale, pairs):
    """Store translated segments `[(segment, text), …]` as a translator would, and publish."""
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    strings = {
        (segment.string_id, segment.context_id): StringTranslation(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            data=text,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for segment, text in pairs
    }
    # Words that somebody has translated already stay as they are.
    StringTranslation.objects.bulk_create(strings.values(), ignore_conflicts=True)
    translation.save_target(publish=True)


def match(segments, twin, complain=lambda text: None):
    """Pair source segments with the words of `twin`: by field or block, then by order.

    Words that are missing at the end of a text stay untranslated. A text with more parts than its
    source is left out altogether, since nothing says which of its parts belong together.
    """
    given = defaultdict(list)
    for value in extract_segments(twin):
        if isinstance(value, StringSegmentValue):
            given[value.path].append(value)
    wanted = defaultdict(list)
    for segment in segments:
        wanted[segment.context.path].append(segment)
    pairs = []
    for path, parts in wanted.items():
        words = given.pop(path, [])
        if words and len(words) != len(parts):
            complain(f"{path.split('.')[0]} has {len(words)} of {len(parts)} parts.")
        if len(words) > len(parts):
            continue
        for segment, value in zip(parts, words, strict=False):
            text = _with_links_of(segment, value)
            if text is None:
                complain(f"{path.split('.')[0]} links to what its source does not link to.")
            else:
                pairs.append((segment, text))
    for path in given:
        complain(f"{path.split('.')[0]} has a part that its source does not have.")
    return pairs


def _with_links_of(segment, value):
    """The translated string with the source's numbers of links, whatever their order; or None.

    wagtail-localize takes a link out of a text and leaves its number, such as `<a id="a1">`.
    """
    ids = {_frozen(attrs): number for number, attrs in (json.loads(segment.attrs) or {}).items()}
    renamed = {}
    for number, attrs in (value.attrs or {}).items():
        if _frozen(attrs) not in ids:
            return None
        renamed[number] = {"id": ids[_frozen(attrs)]}
    return StringValue(value.string.data).render_html(renamed) if renamed else value.string.data


def _frozen(attrs):
    return tuple(sorted(attrs.items()))
