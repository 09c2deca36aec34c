"""What copies of translatable rows share: their fields, links that lead on, their translations."""

import json
import re

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

PAGE_ID = re.compile(r'(?<![\w-])id="\d+"')


def copy_fields(row, twin, key_of):
    """Give a new row what another one declares as words and facts.

    Rows that belong to it, such as a session's speakers, are copied as well; `key_of` makes the
    translation key of a copy from that of the original.
    """
    for field in _declared(row):
        if field.one_to_many:
            children = getattr(row, field.get_accessor_name()).all()
            twins = [_copy_child(child, key_of) for child in children]
            setattr(twin, field.get_accessor_name(), twins)
        else:
            setattr(twin, field.attname, getattr(row, field.attname))


def point_links(row, pages):
    """Let links and chosen pages lead elsewhere: `pages` maps primary keys. Saves nothing.

    Returns whether there were such links.
    """
    changed = False
    for field in _declared(row):
        if field.one_to_many:
            for child in getattr(row, field.get_accessor_name()).all():
                changed |= point_links(child, pages)
            continue
        before = _stored(field, row)
        after = _pointed(field, before, pages)
        if after != before:
            changed = True
            setattr(row, field.attname, json.dumps(after) if _is_stream(field) else after)
    return changed


def copy_translations(row, twin):
    """Where translators can edit translations of a row, let them edit those of its copy.

    The copies of the translated rows must be there. Does nothing for a row that was never
    submitted in its language.
    """
    before = TranslationSource.objects.get_for_instance_or_none(row)
    if before is None:
        return
    source, _made = TranslationSource.get_or_create_from_instance(twin)
    Translation.objects.bulk_create(
        Translation(source=source, target_locale_id=asked.target_locale_id, enabled=asked.enabled)
        for asked in before.translations.all()
    )
    segments = StringSegment.objects.filter(source=source)
    contexts = {
        (string, path): context
        for string, path, context in segments.values_list(
            "string_id", "context__path", "context_id"
        )
    }
    written = StringTranslation.objects.filter(context__object_id=row.translation_key)
    StringTranslation.objects.bulk_create(
        _copy_string(string, contexts[string.translation_of_id, string.context.path])
        for string in written.select_related("context")
        if (string.translation_of_id, string.context.path) in contexts
    )


def _declared(row):
    return [field.get_field(type(row)) for field in row.translatable_fields]


def _copy_child(child, key_of):
    twin = type(child)(
        translation_key=key_of(child.translation_key),
        locale_id=child.locale_id,
        sort_order=child.sort_order,
    )
    copy_fields(child, twin, key_of)
    return twin


def _copy_string(string, context_id):
    return StringTranslation(
        translation_of_id=string.translation_of_id,
        context_id=context_id,
        **{
            name: getattr(string, name)
            for name in (
                *("locale_id", "data", "translation_type", "tool_name", "last_translated_by_id"),
                *("has_error", "field_error"),
            )
        },
    )


def _is_stream(field):
    return isinstance(field, StreamField)


def _stored(field, row):
    """A field's value as the database keeps it; of a StreamField, the list of its blocks."""
    if _is_stream(field):
        return getattr(row, field.attname).get_prep_value()
    return getattr(row, field.attname)


def _pointed(field, value, pages):
    if _is_stream(field):
        return _in_block(field.stream_block, value, pages)
    if isinstance(field, RichTextField):
        return _in_html(value, pages)
    if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Page):
        return pages.get(value, value)
    return value


def _in_block(block, value, pages):
    match block:
        case blocks.StreamBlock():
            return [
                {
                    **row,
                    "value": _in_block(block.child_blocks.get(row["type"]), row["value"], pages),
                }
                for row in value
            ]
        case blocks.StructBlock():
            return {
                name: _in_block(block.child_blocks.get(name), part, pages)
                for name, part in value.items()
            }
        case blocks.ListBlock():
            return [
                {**item, "value": _in_block(block.child_block, item["value"], pages)}
                for item in value
            ]
        case blocks.RichTextBlock():
            return _in_html(value, pages)
        case blocks.PageChooserBlock():
            return pages.get(value, value)
    return value


def _in_html(html, pages):
    def point(match):
        attributes = extract_attrs(match[1])
        identity = attributes.get("id", "")
        if attributes.get("linktype") != "page" or not identity.isdecimal():
            return match[0]
        page = pages.get(int(identity))
        return match[0] if page is None else PAGE_ID.sub(f'id="{page}"', match[0])

    return FIND_A_TAG.sub(point, html)
