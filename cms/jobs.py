"""Work on one edition that takes minutes, done by the worker in steps, so that people see how far
it is and nothing urgent waits for it.

A job holds its plan: `[[kind, name, title], …]`. Each step is one transaction, which also counts
the step; so a worker that is killed has done a step wholly or not at all, and whoever goes on does
each exactly once.
"""

import datetime as dt
import logging
import time

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from cms.models import Job

log = logging.getLogger(__name__)

# Other work of the worker, such as an urgent announcement, waits no longer (seconds).
PATIENCE = 5
# After each step somebody else may write: SQLite knows one writer at a time (seconds).
BREATH = 0.02
STALLED_AFTER = dt.timedelta(minutes=3)


def details(plan, **more):
    """The `details` of a new job; `texts` counts what steps say that they filled in."""
    return {"plan": plan, "failures": [], "texts": 0} | more


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
    found = job.details = details([]) | job.details  # of earlier versions it may be empty
    found["plan"] += _kind(job).plan_again(found["plan"], found["failures"])
    found["failures"], job.failed = [], 0
    job.total, job.state = len(found["plan"]), Job.State.WAITING
    job.done = min(job.done, job.total)
    job.beaten_at = timezone.now()
    job.save()
    do_some.enqueue(job.pk)


def resume_stalled():
    """What a worker that was killed has left; for the clock."""
    before = timezone.now() - STALLED_AFTER
    rows = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])
    for job in rows.filter(beaten_at__lt=before):
        resume(job)


@task(priority=-10)
def do_some(job_id):
    """Do a part of a job, then wait in line again: urgent work of others comes first."""
    if go_on(job_id, seconds=PATIENCE):
        do_some.enqueue(job_id)


def go_on(job_id, *, seconds):
    """Work on a job for some seconds, one step at least; returns whether something is left."""
    job = Job.objects.select_related("edition", "started_by").filter(pk=job_id).first()
    if job is None or not is_under_way(job):
        return False
    run = _kind(job).of(job)
    if run is None:
        Job.objects.filter(pk=job_id).update(state=Job.State.FAILED)
        return False
    until = time.monotonic() + seconds
    position = job.done
    while position < job.total:
        if not step(run, position):
            return False  # another worker is at it
        position += 1
        if position < job.total and time.monotonic() >= until:
            return True
        time.sleep(BREATH)
    _finish(job_id)
    return False


def step(run, position):
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
        log.exception("Step %s %s of job %s failed", kind, name, run.job_id)
        with transaction.atomic():
            job = _locked(run.job_id)
            if job.done != position:
                return False
            job.details["failures"].append(run.plan[position])
            job.failed += 1
            _count(job)
    return True


def _kind(job):
    """The class that knows how a kind of job is done; it asks for jobs itself."""
    from cms.desk.copy_steps import Copy
    from cms.translating.jobs import Submission

    return {Job.Kind.COPY: Copy, Job.Kind.SUBMIT: Submission}[job.kind]


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
