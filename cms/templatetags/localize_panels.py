from django import template

from cms.localize.panel import TranslationPreviewPanel

register = template.Library()


@register.simple_tag(takes_context=True)
def with_preview(context, side_panels):
    """The side panels of the translation editor of a page, and its preview."""
    panel = TranslationPreviewPanel(context["translation"], context["instance"], context["request"])
    return [*side_panels, panel]
