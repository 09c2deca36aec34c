"""New editions from old ones: begun in one step, gone on with by the worker, page by page.

A job holds its plan: what is copied, in order. Each step of it is one transaction, which also
counts the step; so a worker that is killed has done a step wholly or not at all, and whoever goes
on does each exactly once.
"""

import datetime as dt
import logging
import time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Page

from cms.desk.copy_steps import Run, left_out, plan, plan_again
from cms.models import Job
from events import copying
from events.exceptions import Refused
from events.models import Edition

log = logging.getLogger(__name__)

# Other work of the worker, such as an urgent announcement, waits no longer (seconds).
PATIENCE = 5
# After each step somebody else may write: SQLite knows one writer at a time (seconds).
BREATH = 0.02
STALLED_AFTER = dt.timedelta(minutes=3)


@transaction.atomic
def begin(old_page, edition, *, title, parts, languages, token, user):
    """Make a new edition with the draft of its page, and have the worker do the rest.

    `edition` is not saved, `languages` are codes that translations are asked for, `token` names
    the form: sent twice, it makes one edition. Returns the Job; raises Refused for an address that
    was taken meanwhile.
    """
    # All who make editions in this language wait here for one another.
    home = Page.objects.select_for_update().get(pk=old_page.get_parent().pk)
    job = job_of(token)
    if job:
        return job
    taken = Edition.objects.filter(slug=edition.slug)
    if taken.exists() or home.get_children().filter(slug=edition.slug).exists():
        raise Refused("slug", _("Another page has this address already."))
    edition.save()
    copying.copy_edition_page(old_page, edition, home=home, title=title, owner=user)
    steps = plan(old_page, parts)
    job = Job.objects.create(
        edition=edition,
        kind=Job.Kind.COPY,
        languages=" ".join(languages),
        total=len(steps),
        started_by=user,
        details={
            "token": token,
            "from": old_page.pk,
            "days": copying.days_between(old_page.edition, edition),
            "plan": steps,
            "left_out": left_out(old_page, parts),
            "failures": [],
            "texts": 0,
        },
    )
    copy_some.enqueue(job.pk)
    return job


def job_of(token):
    return Job.objects.filter(kind=Job.Kind.COPY, details__token=token).first()


def newest(edition):
    """The job that made an edition, or None."""
    return edition.jobs.filter(kind=Job.Kind.COPY).select_related("started_by").first()


def is_under_way(job):
    return job.state in (Job.State.WAITING, Job.State.RUNNING)


def is_stalled(job):
    """Whether the worker was stopped in the middle, or is not there."""
    return is_under_way(job) and job.beaten_at < timezone.now() - STALLED_AFTER


@transaction.atomic
def resume(job):
    """Go on where the worker stopped; what failed is tried again. Safe to repeat."""
    job = _locked(job.pk)
    if job.state == Job.State.FINISHED or (is_under_way(job) and not is_stalled(job)):
        return
    details = job.details
    details["plan"] += plan_again(details["plan"], details["failures"])
    details["failures"], job.failed = [], 0
    job.total, job.state = len(details["plan"]), Job.State.WAITING
    job.beaten_at = timezone.now()
    job.save()
    copy_some.enqueue(job.pk)


def resume_stalled():
    """What a worker that was killed has left; for the clock."""
    before = timezone.now() - STALLED_AFTER
    rows = Job.objects.filter(kind=Job.Kind.COPY, beaten_at__lt=before)
    for job in rows.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]):
        resume(job)


@task(priority=-10)
def copy_some(job_id):
    """Do a part of a copy, then wait in line again: urgent work of others comes first."""
    if go_on(job_id, seconds=PATIENCE):
        copy_some.enqueue(job_id)


def go_on(job_id, *, seconds):
    """Work on a copy for some seconds, one step at least; returns whether something is left."""
    job = Job.objects.select_related("edition", "started_by").filter(pk=job_id).first()
    if job is None or not is_under_way(job):
        return False
    run = Run.of(job)
    if run is None:
        Job.objects.filter(pk=job_id).update(state=Job.State.FAILED)
        return False
    until = time.monotonic() + seconds
    position = job.done
    while position < job.total:
        if not _step(run, position):
            return False  # another worker is at it
        position += 1
        if position < job.total and time.monotonic() >= until:
            return True
        time.sleep(BREATH)
    _finish(job_id)
    return False


def _step(run, position):
    """Do one step of the plan and count it; False if it is not its turn."""
    kind, name, _title = run.plan[position]
    try:
        with transaction.atomic():
            job = _locked(run.job_id)
            if job.done != position:
                return False
            job.details["texts"] += run.do(kind, name)
            _count(job)
    except Exception:
        log.exception("Copying %s %s failed in job %s", kind, name, run.job_id)
        with transaction.atomic():
            job = _locked(run.job_id)
            if job.done != position:
                return False
            job.details["failures"].append(run.plan[position])
            job.failed += 1
            _count(job)
    return True


def _count(job):
    job.done += 1
    job.state, job.beaten_at = Job.State.RUNNING, timezone.now()
    job.save()


@transaction.atomic
def _finish(job_id):
    job = _locked(job_id)
    if job.done == job.total:  # else somebody has it go on
        job.state = Job.State.FAILED if job.failed else Job.State.FINISHED
        job.save()


def _locked(pk):
    return Job.objects.select_for_update().get(pk=pk)
