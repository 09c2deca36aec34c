"""What an editor publishes reaches translators by itself: within seconds, and nobody else."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_save
from wagtail.signals import page_published
from wagtail_localize.models import TranslationSource

from cms.localize.rights import translation_into
from cms.translating import jobs
from cms.translating.reading import VOCABULARIES
from cms.translating.sync import languages_to_join


def connect():
    page_published.connect(_published, dispatch_uid="majlis.translating")
    for model in VOCABULARIES:
        post_save.connect(_saved, sender=model, dispatch_uid="majlis.translating")


def _published(sender, instance, alias=False, **kwargs):
    if not alias:
        _take_over(instance)


def _saved(sender, instance, raw=False, **kwargs):
    if not raw:
        _take_over(instance)


def _take_over(instance):
    """Leave it to the worker, if there is anything to take over."""
    if translation_into(instance):
        return
    sources = TranslationSource.objects.filter(object_id=instance.translation_key)
    if not sources.exists() and not languages_to_join(instance).exists():
        return
    type_id = ContentType.objects.get_for_model(instance, for_concrete_model=True).pk
    transaction.on_commit(lambda: jobs.sync_source.enqueue(type_id, instance.pk))
