"""Asks for the translations of a whole edition, in the worker, so that people see how far it is."""

import logging

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django_tasks import task
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from cms.localize.submission import submit_page, submit_snippet
from cms.models import Job
from cms.translating import memory
from cms.translating.states import VOCABULARIES
from cms.translating.sync import sync
from events.models import EditionPage, SessionSpeaker, SpeakerPage

log = logging.getLogger(__name__)


@transaction.atomic
def start(edition, locales, user):
    """Ask for an edition in some languages; returns the Job, the same one while it is not done."""
    languages = " ".join(sorted(locale.language_code for locale in locales))
    waiting = Job.objects.filter(
        edition=edition, kind=Job.Kind.SUBMIT, languages=languages
    ).exclude(state__in=[Job.State.FINISHED, Job.State.FAILED])
    job = waiting.first()
    if job is None:
        job = Job.objects.create(
            edition=edition, kind=Job.Kind.SUBMIT, languages=languages, started_by=user
        )
    transaction.on_commit(lambda: submit_edition.enqueue(job.pk))
    return job


@transaction.atomic
def go_on(job):
    """Take up a job again that has stood still: its worker was stopped. Safe to repeat."""
    job.beaten_at = timezone.now()
    job.save(update_fields=["beaten_at"])
    transaction.on_commit(lambda: submit_edition.enqueue(job.pk))


@task()
def submit_edition(job_id):
    """Submit what belongs to the edition of a job; safe to repeat, goes on after what fails."""
    job = Job.objects.filter(pk=job_id).select_related("edition").first()
    if job is None or job.state == Job.State.FINISHED:
        return
    locales = list(Locale.objects.filter(language_code__in=job.languages.split()))
    instances = objects_of(job.edition)
    job.total, job.done, job.failed = len(instances), 0, 0
    _beat(job, Job.State.RUNNING)
    user = get_user_model().objects.filter(pk=job.started_by_id).first()
    for model, pk in instances:
        try:
            submit(model.objects.filter(pk=pk).first(), locales, user)
        except Exception:
            log.exception("%s %s was not submitted for translation", model.__name__, pk)
            job.failed += 1
        job.done += 1
        _beat(job, Job.State.RUNNING)
    _beat(job, Job.State.FAILED if job.failed else Job.State.FINISHED)


def _beat(job, state):
    job.state, job.beaten_at = state, timezone.now()
    job.save(update_fields=["state", "beaten_at", "total", "done", "failed"])


@transaction.atomic
def submit(instance, locales, user):
    """Ask for one object as drafts, with the words that the memory knows."""
    if instance is None:
        return
    if isinstance(instance, Page):
        submit_page(instance, locales, user=user)
    else:
        submit_snippet(instance, locales, user=user)
    translations = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale__in=locales, enabled=True
    )
    for translation in translations:
        memory.fill(translation, user)


def objects_of(edition):
    """`[(model, pk)]` of what belongs to an edition, as it was first written, parents first."""
    translated = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale_id=OuterRef("locale_id")
    )
    below = Q(pk__in=[])
    for path in EditionPage.objects.filter(edition=edition).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    pages = Page.objects.filter(below, ~Exists(translated), alias_of=None).order_by("path")
    sessions = Page.objects.filter(below, alias_of=None)
    speakers = SpeakerPage.objects.filter(
        ~Exists(translated),
        alias_of=None,
        translation_key__in=SessionSpeaker.objects.filter(session__in=sessions).values(
            "speaker__translation_key"
        ),
    )
    found = [
        (ContentType.objects.get_for_id(type_id).model_class(), pk)
        for pk, type_id in pages.values_list("pk", "content_type_id")
    ]
    found += [(SpeakerPage, pk) for pk in speakers.values_list("pk", flat=True)]
    for model in VOCABULARIES:
        rows = model.objects.filter(~Exists(translated), edition=edition)
        found += [(model, pk) for pk in rows.values_list("pk", flat=True)]
    return found


@task()
def sync_source(type_id, pk):
    """Take over what an editor published; what is gone meanwhile is no failure."""
    instance = ContentType.objects.get_for_id(type_id).model_class().objects.filter(pk=pk).first()
    if instance is not None:
        sync(instance)
