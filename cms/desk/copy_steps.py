"""What a copy of an edition consists of, and how each step of it is done."""

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from cms.localize.submission import submit_page
from cms.translating import memory
from events import copying
from events.models import EditionPage, Room, SessionPage, Track
from home.models import ContentPage
from registration import copying as registration


class Part(models.TextChoices):
    """What people choose to copy; the words of the edition's own page always come."""

    PROGRAMME = "programme", _("Sessions with their times, rooms and tracks")
    PAGES = "pages", _("Pages")
    REGISTRATION = "registration", _("Settings and questions of registration")


class Step(models.TextChoices):
    """Kinds of steps; the first word of each line of a plan."""

    TRACK = "track"
    ROOM = "room"
    ADMISSION = "admission"
    QUESTION = "question"
    PAGE = "page"
    WORDS = "words"


def plan(old_page, parts):
    """Steps in the order they need: `[[kind, key or primary key in the old edition, title], …]`.

    First all pages are there, then their links can lead to one another.
    """
    edition, steps, pages = old_page.edition, [], []
    if Part.PROGRAMME in parts:
        steps += _vocabulary(Step.TRACK, copying.vocabulary_to_copy(edition, Track))
        steps += _vocabulary(Step.ROOM, copying.vocabulary_to_copy(edition, Room))
        pages += copying.sessions_to_copy(old_page)
    if Part.REGISTRATION in parts and registration.has_settings(edition):
        steps += [[Step.ADMISSION, "", ""]]
    if Part.REGISTRATION in parts:
        steps += _vocabulary(Step.QUESTION, registration.questions_to_copy(edition))
    if Part.PAGES in parts:
        pages += copying.pages_to_copy(old_page)
    steps += [[Step.PAGE, page.pk, page.title] for page in pages]
    steps += [[Step.WORDS, page.pk, page.title] for page in [old_page, *pages]]
    return steps


def left_out(old_page, parts):
    """`{why: how many}` pages of the chosen parts are not copied."""
    models_of = {Part.PROGRAMME: SessionPage, Part.PAGES: ContentPage}
    return copying.left_out(old_page, [model for part, model in models_of.items() if part in parts])


def _vocabulary(kind, rows):
    return [[kind, str(row.translation_key), str(row)] for row in rows]


class Copy:
    """Does steps of one job; what they share is read once."""

    def __init__(self, job, old_page, new_page):
        self.job_id = job.pk
        self.plan = job.details["plan"]
        self.user = job.started_by
        self.copying = copying.Copying(old_page, new_page, job.details["days"])
        self.locales = list(Locale.objects.filter(language_code__in=job.languages.split()))

    @classmethod
    def of(cls, job):
        """None if one of the two editions has no page any more."""
        pages = EditionPage.objects.select_related("edition", "locale")
        old_page = pages.filter(pk=job.details["from"]).first()
        new_page = copying.source_page(job.edition)
        return cls(job, old_page, new_page) if old_page and new_page else None

    @staticmethod
    def plan_again(steps, failures):
        """What is left to do after steps failed.

        Once a page is there that was missing, the links of all others can lead to it.
        """
        if not any(kind == Step.PAGE for kind, _name, _title in failures):
            return failures
        first = [step for step in failures if step[0] != Step.WORDS]
        words = dict.fromkeys(tuple(step) for step in steps if step[0] == Step.WORDS)
        return first + [list(step) for step in words]

    def do(self, kind, name):
        """Do one step, in the caller's transaction; returns how many texts were filled."""
        match kind:
            case Step.TRACK:
                copying.copy_vocabulary(self.copying, Track, name)
            case Step.ROOM:
                copying.copy_vocabulary(self.copying, Room, name)
            case Step.ADMISSION:
                registration.copy_admission(self.copying, by=self.user)
            case Step.QUESTION:
                registration.copy_question(self.copying, name)
            case Step.PAGE:
                page = self._old(name)
                if page is not None:
                    copying.copy_page(self.copying, page, owner=self.user)
            case Step.WORDS:
                return self._words(name)
        return 0

    def _words(self, name):
        old = self._old(name)
        page = old and self.copying.copy_of_page(old)
        if page is None:
            return 0
        page = copying.point_into_copy(page, self.copies, user=self.user)
        self._renew_source(page)
        submit_page(page, self.locales, user=self.user)
        asked = Translation.objects.filter(
            source__object_id=page.translation_key, target_locale__in=self.locales
        )
        return sum(memory.fill(translation, self.user) for translation in asked)

    def _renew_source(self, page):
        """Links that were pointed after a page was submitted reach its translators as well."""
        if TranslationSource.objects.get_for_instance_or_none(page):
            TranslationSource.update_or_create_from_instance(page)

    @cached_property
    def copies(self):
        # Asked for only once all pages are there.
        return copying.copies_by_page(self.copying)

    def _old(self, pk):
        """A page with its public words; None if it was deleted meanwhile."""
        page = Page.objects.filter(pk=pk).first()
        return page and page.specific
