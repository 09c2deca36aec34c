"""The setting WAGTAILLOCALIZE_JOBS: the pages below a page are submitted by the worker.

This module must not import wagtail_localize.tasks, which imports it.
"""

from django.contrib.auth import get_user_model
from django_tasks import task
from wagtail.models import Locale, Page


class SafeJobs:
    """Replaces the one task of wagtail-localize.

    Stock code submits a whole subtree in the transaction of a request. That breaks the page tree
    (https://github.com/wagtail/wagtail-localize/issues/773), and saves existing translations again.
    """

    def __init__(self, options):
        pass

    def enqueue(self, func, args, kwargs):
        if func.__name__ != "translate_page_subtree":
            raise NotImplementedError(f"{func.__name__} has not been checked for safety.")
        page_id, locales, components, user = args
        if list(components or ()):
            raise NotImplementedError("Components of a translation cannot wait for the worker.")
        submit_below.enqueue(page_id, [locale.pk for locale in locales], user and user.pk)


@task()
def submit_below(page_id, locale_ids, user_id):
    """Submit the pages below a page; safe to repeat."""
    from cms.localize.submission import submit_subtree  # app ready

    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return 0
    locales = Locale.objects.filter(pk__in=locale_ids)
    user = get_user_model().objects.filter(pk=user_id).first()
    return submit_subtree(page, locales, user=user)
