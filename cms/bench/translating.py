"""What translators and coordinators wait for in a large edition: asking, the board, a copy."""

import datetime as dt
import resource
import time
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms import jobs
from cms.desk import copying
from cms.desk.copy_steps import Part
from cms.localize.guards import human
from cms.roles import make_roles
from cms.translating import jobs as asking
from cms.translating import states
from events.copying import edition_like, source_page
from events.models import Edition
from home.services import ensure_site

LANGUAGES = ["ar", "ur", "tr"]
SLUG = "translating"
YEAR = dt.timedelta(weeks=52)


@dataclass(frozen=True)
class Took:
    """Seconds, by the clock and of this process's CPU."""

    clock: float
    cpu: float

    def __str__(self):
        return f"{self.clock:.1f} s, {self.cpu:.1f} s CPU"


def took(act):
    clock, cpu = time.monotonic(), time.process_time()
    result = act()
    return result, Took(time.monotonic() - clock, time.process_time() - cpu)


def measure(tell, *, sessions):
    """Tell how long an edition of so many sessions takes in three languages."""
    edition = _edition(sessions)
    tell(f"\nTranslating an edition of {sessions} sessions into {', '.join(LANGUAGES)}")
    locales = list(Locale.objects.filter(language_code__in=LANGUAGES))
    job = asking.start(edition, locales, None)
    _done, time_taken = took(lambda: _work_off(job))
    pages = Translation.objects.filter(source__object_id__in=_keys(edition)).count()
    tell(f"  asked for {pages} translations: {time_taken} (aim: 300 s)")
    _write_all()
    _board(tell, edition)
    _copy(tell, edition)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tell(f"  peak memory {peak} MB")


def _edition(sessions):
    ensure_site()
    call_command("load_reference", edition=SLUG, sessions=sessions, verbosity=0)
    edition = Edition.objects.get(slug=SLUG)
    edition.languages = ["en", *LANGUAGES]
    edition.save()
    make_roles()
    return edition


def _work_off(job):
    """What the worker does, one slice after the other."""
    while jobs.go_on(job.pk, seconds=jobs.PATIENCE):
        pass
    job.refresh_from_db()
    if job.failed:
        raise RuntimeError(f"{job.failed} steps failed: {job.details['failures'][:3]}")


def _keys(edition):
    return [row.key for row in states.load(edition).rows]


def _write_all():
    """A translator's words for every text that was asked for."""
    for locale in Locale.objects.filter(language_code__in=LANGUAGES):
        segments = StringSegment.objects.filter(source__translations__target_locale=locale)
        StringTranslation.objects.filter(locale=locale, translation_type="machine").delete()
        rows = [
            StringTranslation(
                translation_of_id=string_id,
                context_id=context_id,
                locale=locale,
                data=f"{locale.language_code} {data}",
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
            for string_id, context_id, data in segments.values_list(
                "string_id", "context_id", "string__data"
            )
        ]
        StringTranslation.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _board(tell, edition):
    client = Client(headers={"host": "127.0.0.1"})
    user = get_user_model().objects.create_superuser("bench", "bench@example.org", "bench")
    client.force_login(user)
    path = f"/admin/translations/editions/{edition.slug}/"
    client.get(path)  # templates and content types
    with CaptureQueriesContext(connection) as queries:
        answer, time_taken = took(lambda: client.get(path))
    rows = states.load(edition).rows
    tell(
        f"  board of {len(rows)} objects: {answer.status_code}, {len(queries)} queries,"
        f" {time_taken.cpu * 1000:.0f} ms CPU (aim: 500 ms)"
    )
    pk = next(cell.translation for row in rows for cell in row.cells.values() if cell.translation)
    with CaptureQueriesContext(connection) as queries:
        _answer, time_taken = took(lambda: client.get(f"/admin/translations/texts/{pk}/"))
    tell(f"  editor of one: {len(queries)} queries, {time_taken.cpu * 1000:.0f} ms CPU")


def _copy(tell, edition):
    new = edition_like(
        edition,
        slug=f"{SLUG}-next",
        number=edition.number + 1,
        starts_on=edition.starts_on + YEAR,
        ends_on=edition.ends_on + YEAR,
        languages=edition.languages,
    )
    job = copying.begin(
        source_page(edition),
        new,
        title="Next edition",
        parts=list(Part),
        languages=LANGUAGES,
        token=SLUG,
        user=None,
    )
    _done, time_taken = took(lambda: _work_off(job))
    filled, known, unknown = _filled(job.edition)
    tell(f"  copied and asked for: {time_taken}")
    tell(f"  texts that the memory knows: {known}, filled in: {filled}, new: {unknown}")
    if filled != known:
        raise RuntimeError(f"The memory left {known - filled} texts empty that it knows.")


@transaction.atomic
def _filled(edition):
    """`(drafts, texts whose sentence was translated before, other texts)` of an edition."""
    filled = known = unknown = 0
    keys = [row.key for row in states.load(edition).rows if row.kind.endswith("page")]
    new = [key for key in keys if not human_words(key)]
    for locale in Locale.objects.filter(language_code__in=LANGUAGES):
        segments = StringSegment.objects.filter(
            source__object_id__in=new, source__translations__target_locale=locale
        )
        before = human(locale.pk).filter(translation_of_id=OuterRef("string_id"))
        here = StringTranslation.objects.filter(
            translation_of_id=OuterRef("string_id"),
            context_id=OuterRef("context_id"),
            locale=locale,
        )
        known += segments.filter(Exists(before)).count()
        unknown += segments.filter(~Exists(before)).count()
        filled += segments.filter(Exists(here)).count()
    return filled, known, unknown


def human_words(key):
    return StringTranslation.objects.filter(
        context__object_id=key, translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL
    ).exists()
