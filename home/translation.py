"""Which fields translators see: declared on each model, nothing is left to an automatic choice."""

from wagtail_localize.fields import SynchronizedField, TranslatableField


def words(*names):
    """Fields that translators bring into their language."""
    return [TranslatableField(name) for name in names]


def facts(*names):
    """Fields that are the same in all languages and that no translator can change."""
    return [SynchronizedField(name, overridable=False) for name in names]
