"""What people call the place of a text, and how long it may be there."""

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, ListBlock
from wagtail.fields import StreamField


def label_of(source, context):
    """Such as "Abstract" or "Body: Question and answer, Answer"."""
    field = _field(source, context)
    if field is None:
        return capfirst(context.path)
    label = capfirst(str(getattr(field, "verbose_name", "") or field.name))
    if field.name == "title":
        label = _("Title")
    if isinstance(field, StreamField):
        inner = _block_labels(field.stream_block, _path(context)[1:])
        return _("%(field)s: %(part)s") % {"field": label, "part": " · ".join(inner)}
    if field.one_to_many:
        model = field.related_model
        child = model._meta.get_field(_path(context)[-1])
        return _("%(field)s: %(part)s") % {
            "field": capfirst(model._meta.verbose_name),
            "part": child.verbose_name,
        }
    return label


def limit_of(source, context):
    """The most characters that fit into a text's field; None where there is no limit."""
    field = _field(source, context)
    if field is not None and field.one_to_many:
        field = field.related_model._meta.get_field(_path(context)[-1])
    return getattr(field, "max_length", None)


def _path(context):
    """Names without the ids of blocks and rows; an old context may not know them yet."""
    return (context.field_path or context.path).split(".")


def _field(source, context):
    model = source.specific_content_type.model_class()
    try:
        return model._meta.get_field(_path(context)[0])
    except FieldDoesNotExist:
        return None  # of an earlier version of the model; its texts stay in the memory


def _block_labels(block, names):
    labels = []
    for name in names:
        if isinstance(block, ListBlock):
            block = block.child_block
        elif isinstance(block, BaseStreamBlock | BaseStructBlock) and name in block.child_blocks:
            block = block.child_blocks[name]
            labels.append(capfirst(str(block.label or name)))
    return labels
