"""How far a new edition is made from an old one, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import jobs
from cms.desk import copying
from cms.models import Job


@dataclass
class Progress:
    """A job as the hub shows it."""

    job: Job
    is_under_way: bool
    is_stalled: bool
    is_orphan: bool
    texts: int
    left_out: list
    failures: list


def of(edition):
    """The Progress of the job that made an edition, or None. One query."""
    job = copying.newest(edition)
    if job is None:
        return None
    counts = job.details["left_out"]
    return Progress(
        job=job,
        is_under_way=jobs.is_under_way(job),
        is_stalled=jobs.is_stalled(job),
        is_orphan=job.state == Job.State.FAILED and not job.failed,
        texts=job.details["texts"],
        left_out=[words for why, words in _reasons(counts).items() if counts.get(why)],
        failures=[title or _("Settings of registration") for title in _titles(job)],
    )


def _titles(job):
    return dict.fromkeys(title for _kind, _name, title in job.details["failures"])


def _reasons(counts):
    def count(why):
        return counts.get(why, 0)

    return {
        "gone": ngettext(
            "%(count)s session that was cancelled or replaced",
            "%(count)s sessions that were cancelled or replaced",
            count("gone"),
        )
        % {"count": count("gone")},
        "drafts": ngettext(
            "%(count)s page that is not public",
            "%(count)s pages that are not public",
            count("drafts"),
        )
        % {"count": count("drafts")},
        "elsewhere": ngettext(
            "%(count)s page that is not written in the source language",
            "%(count)s pages that are not written in the source language",
            count("elsewhere"),
        )
        % {"count": count("elsewhere")},
        "announcements": ngettext(
            "%(count)s announcement", "%(count)s announcements", count("announcements")
        )
        % {"count": count("announcements")},
    }
