"""What the forms of this room need beyond Django's own tags."""

from django import forms, template

from events.web import naming
from registration import times

register = template.Library()


@register.filter
def field(form, name):
    """The field of this name, or None for errors of the whole form."""
    return form[name] if name in form.fields else None


@register.filter
def is_group(bound):
    """Whether a field is several inputs, with a legend instead of a label."""
    return isinstance(bound.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


@register.filter
def is_tick(bound):
    return isinstance(bound.field.widget, forms.CheckboxInput)


@register.filter
def target(bound):
    """The id of the input that a link to the field leads to."""
    return f"{bound.auto_id}_0" if is_group(bound) else bound.auto_id


@register.filter
def deleted_on(question, admission):
    """The day on which answers are deleted, in words."""
    return times.day(question.deleted_on or admission.purge_on)


@register.filter
def day(date):
    return times.day(date)


@register.filter
def own_name(code):
    """A language in its own name."""
    return naming.own_name(code)


@register.filter
def moment(at, edition):
    return times.moment(edition, at)
