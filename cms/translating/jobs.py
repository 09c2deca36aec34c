"""Asks for the translations of a whole edition, in the worker, so that people see how far it is."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef
from django_tasks import task
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from cms import jobs
from cms.localize.submission import (
    SubmissionError,
    missing_locales,
    submit_page,
    submit_snippet,
)
from cms.models import Job
from cms.translating import memory
from cms.translating.reading import VOCABULARIES
from cms.translating.sync import sync
from events.models import SessionSpeaker, SpeakerPage


@transaction.atomic
def start(edition, locales, user):
    """Ask for an edition in some languages; returns the Job, the same one while it is not done."""
    edition = type(edition).objects.select_for_update().get(pk=edition.pk)  # two clicks are one
    languages = " ".join(sorted(locale.language_code for locale in locales))
    same = Job.objects.filter(edition=edition, kind=Job.Kind.SUBMIT, languages=languages)
    job = same.exclude(state__in=[Job.State.FINISHED, Job.State.FAILED]).first()
    if job is None:
        plan = objects_of(edition)
        job = Job.objects.create(
            edition=edition,
            kind=Job.Kind.SUBMIT,
            languages=languages,
            started_by=user,
            total=len(plan),
            details=jobs.details(plan),
        )
        jobs.do_some.enqueue(job.pk)
    return job


class Submission:
    """Asks for what belongs to an edition, one object after the other."""

    def __init__(self, job):
        self.job_id = job.pk
        self.plan = job.details["plan"]
        self.user = job.started_by
        self.locales = list(Locale.objects.filter(language_code__in=job.languages.split()))

    @classmethod
    def of(cls, job):
        return cls(job)

    @staticmethod
    def plan_again(steps, failures):
        return failures

    def do(self, kind, name):
        """Ask for one object; returns how many texts the memory filled in."""
        instance = apps.get_model(kind).objects.filter(pk=name).first()
        return submit(instance, self.locales, self.user) if instance else 0


@transaction.atomic
def submit(instance, locales, user):
    """Ask for one object as drafts; returns how many texts the memory filled in.

    Raises SubmissionError if it could not be made in all of the languages.
    """
    if isinstance(instance, Page):
        submit_page(instance, locales, user=user)
    else:
        submit_snippet(instance, locales, user=user)
    if missing_locales(instance, locales).exists():
        raise SubmissionError(f"{instance} was not made in all languages.")
    translations = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale__in=locales, enabled=True
    )
    return sum(memory.fill(translation, user) for translation in translations)


def objects_of(edition):
    """`[[model, primary key, title], …]` of an edition, as first written, parents first."""
    translated = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale_id=OuterRef("locale_id")
    )
    written = Page.objects.filter(edition.holds(), alias_of=None)
    pages = written.filter(~Exists(translated)).order_by("path")
    speakers = SpeakerPage.objects.filter(
        ~Exists(translated),
        alias_of=None,
        translation_key__in=SessionSpeaker.objects.filter(session__in=written).values(
            "speaker__translation_key"
        ),
    )
    found = [
        [ContentType.objects.get_for_id(page.content_type_id).model_class(), page.pk, page.title]
        for page in pages.only("content_type_id", "title")
    ]
    found += [[SpeakerPage, page.pk, page.title] for page in speakers.only("title")]
    for model in VOCABULARIES:
        rows = model.objects.filter(~Exists(translated), edition=edition)
        found += [[model, row.pk, str(row)] for row in rows]
    return [[model._meta.label, pk, title] for model, pk, title in found]


@task()
def sync_source(type_id, pk):
    """Take over what an editor published; what is gone meanwhile is no failure."""
    instance = ContentType.objects.get_for_id(type_id).model_class().objects.filter(pk=pk).first()
    if instance is not None:
        sync(instance)
