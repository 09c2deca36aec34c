"""Jobs of the worker as the desk shows them: how far they are, whether they stand still."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from cms import jobs
from cms.models import Job
from cms.translating.languages import Language

SHOWN_FOR = dt.timedelta(days=1)
DONE = {Job.State.FINISHED, Job.State.FAILED}


@dataclass
class Work:
    """A Job as people see it."""

    job: Job

    @property
    def is_done(self):
        return self.job.state in DONE

    @property
    def is_stuck(self):
        return jobs.is_stalled(self.job)

    @property
    def failures(self):
        """Titles of what failed, once all the rest is done."""
        failures = self.job.details.get("failures", [])  # jobs of earlier versions have none
        return [title for *_step, title in failures] if self.is_done else []

    @property
    def is_running(self):
        return not self.is_done and not self.is_stuck

    @property
    def names(self):
        return _(", ").join(Language(code).name for code in self.job.languages.split())


def jobs_of(edition, languages):
    """What goes on in an edition, and what ended lately; nothing for those who ask for nothing."""
    if edition is None or not languages.is_coordinator:
        return []
    asked = Job.objects.filter(edition=edition, kind=Job.Kind.SUBMIT)
    shown = asked.exclude(state__in=DONE, beaten_at__lt=timezone.now() - SHOWN_FOR)
    return [Work(job) for job in shown if not job.details.get("is_dismissed")]
