"""New editions from old ones: begun in one step, gone on with by the worker, page by page."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import jobs
from cms.desk.copy_steps import left_out, plan
from cms.models import Job
from events import copying
from events.exceptions import Refused
from events.models import Edition


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
        details=jobs.details(
            steps,
            token=token,
            days=copying.days_between(old_page.edition, edition),
            left_out=left_out(old_page, parts),
            **{"from": old_page.pk},
        ),
    )
    jobs.do_some.enqueue(job.pk)
    return job


def job_of(token):
    if not token.isprintable():
        return None
    return Job.objects.filter(kind=Job.Kind.COPY, details__token=token).first()


def newest(edition):
    """The job that made an edition, or None."""
    return edition.jobs.filter(kind=Job.Kind.COPY).select_related("started_by").first()
