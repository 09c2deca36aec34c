from wagtail_localize.tasks import ImmediateBackend as SafeJobs  # noqa
