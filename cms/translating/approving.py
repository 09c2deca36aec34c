"""Wagtail's own buttons of review, for translations: they approve what ours would.

Its addresses come before those of hooks, so cms/urls.py puts ours before it.
"""

from django.db import transaction
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.localize.rights import translation_into
from cms.translating import review
from events.exceptions import Refused


class ReviewActionView(WorkflowActionView):
    def post(self, request, *args, **kwargs):
        translation = translation_into(self.object)
        if translation is None or self.action_name != review.APPROVE:
            return super().post(request, *args, **kwargs)
        try:
            with transaction.atomic():
                review.complete(self.object, request.user)
                self.task_state = self.get_task_state()
                return super().post(request, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return self._lead_to(reverse("translating:text", args=[translation.pk]))

    def _lead_to(self, address):
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(self.request, {"step": "success", "redirect": address})
        return redirect(address)


urlpatterns = [
    path(
        "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        ReviewActionView.as_view(),
    )
]
urlpatterns = decorate_urlpatterns(urlpatterns, require_admin_access)
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)
